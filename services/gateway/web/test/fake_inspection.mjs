// SPDX-License-Identifier: Apache-2.0
// A gateway in memory that keeps the promises of the inspection routes: writes count once per
// (device, counter), the last writer per field wins and the value it did not know of is kept
// beside it, a save is a version, photos come in pieces. It can be cut off, and it can lose
// answers after having done what was asked.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const CHECKLIST = "1c9d2f0a-5b7e-5c44-8a10-2f6e9d0b7c32";
const NOW = "2026-11-25T09:00:00Z";
const GROUPS = ["Banden en wielen", "Remmen", "Stuurinrichting", "Ophanging", "Aandrijving", "Carrosserie", "Interieur", "Verlichting", "Motorruimte", "Milieu", "Onderzijde", "Registratie"];

/** Eighty-four points in twelve sections, the first two of each section measured. */
export function checklist() {
  const points = [];
  for (const [g, group] of GROUPS.entries()) {
    for (let i = 0; i < 7; i++) {
      const id = `p-${g + 1}-${i + 1}`;
      const plain = { point_id: id, group, text: `${group}: punt ${i + 1}`, ok: "goed", advice: "slijtage", necessary: "defect", source: "Regeling voertuigen art. 5.2", waiting: "Het wordt erger.", phrases: ["Licht versleten", "Bij volgende beurt vervangen"] };
      if (i === 0) Object.assign(plain, { unit: "mm", positions: ["LV", "RV", "LA", "RA"], text: "Profieldiepte " + (g + 1), advice_below: "2.5", necessary_below: "1.6" });
      if (i === 1) Object.assign(plain, { unit: "V", advice_below: "12.5", necessary_below: "12.2" });
      points.push(plain);
    }
  }
  return { checklist_id: CHECKLIST, version: 1, name: "Standaard", active: true, points };
}

export const problem = (status, code, detail = code) => ({ status, body: { type: "about:blank", title: code, status, code, detail, traceId: "0" } });
export const ok = (body, status = 200, headers = {}) => ({ status, body, headers });

export class Store {
  forms = new Map();
  photos = new Map();
  keys = new Map();
  calls = [];
  applied = [];
  mails = [];
  refuse = () => null;
  signedIn = true;
  /** appended to the worker: another text is a newer shell */
  shell = "";

  view(form) {
    const value = (path) => form.fields.get(path)?.value ?? "";
    const head = { inspection_id: form.id, version: form.version, revision: form.revision, status: form.status, entry: form.entry, prefill: form.prefill, checklist_id: CHECKLIST, checklist_version: 1, opened_on: NOW, updated_at: NOW, plate: value("vehicle/plate") || undefined, make: value("vehicle/make") || undefined, model: value("vehicle/model") || undefined, customer_name: value("customer/name") || undefined, inspector: value("head/inspector"), inspection_date: value("head/inspection_date"), send_updates: value("head/send_updates") === "yes", prices_open: value("head/prices_open") === "yes", points_total: 84, checked_total: [...form.fields].filter(([path, field]) => path.endsWith("/status") && field.value && field.value !== "not_checked").length };
    const newest = form.versions.at(-1);
    const saved = newest ? { saved_number: newest.number, saved_revision: newest.revision, saved_at: NOW, first_saved_at: NOW } : {};
    return { ...head, ...saved, advices: [], answers: form.answers, carried: form.carried, previous: form.previous, shown: form.shown, recalls: form.recalls, ...(form.invoiced ? { invoiced_at: NOW } : {}), fields: [...form.fields].map(([path, field]) => ({ path, ...field })).sort((a, b) => (a.path < b.path ? -1 : 1)), versions: form.versions.map(({ number, reason }) => ({ number, saved_at: NOW, saved_by: "m.bakker", reason, total_cents: 28900, changes_count: 2 })) };
  }

  head(form) {
    const { fields: _, carried: __, previous: ___, versions: ____, ...head } = this.view(form);
    return head;
  }

  open(body) {
    if (this.forms.has(body.inspection_id)) return problem(409, "EXISTS");
    const form = { id: body.inspection_id, revision: 1, version: 1, status: "filling", entry: body.registration_id ? "invited" : "uninvited", prefill: body.prefill, fields: new Map(), counters: new Map(), versions: [], answers: [], carried: [], previous: [], shown: [], recalls: [] };
    const put = (path, value) => form.fields.set(path, { value, device: "prefill", revision: 1 });
    put("head/inspector", body.inspector);
    put("head/inspection_date", body.inspection_date);
    if (body.plate && body.prefill !== "blank") put("vehicle/plate", body.plate);
    if (body.prefill !== "blank") {
      for (const [path, value] of [["customer/name", "J. Jansen"], ["customer/email", "j.jansen@example.nl"], ["customer/city", "Utrecht"], ["vehicle/make", "Subaru"], ["vehicle/model", "Forester"], ["vehicle/odometer_km", "61240"]]) put(path, value);
      Object.assign(form, { shown: [{ kind: "apk", date: "2027-01-12" }, { kind: "maintenance", date: "2026-11-03", overdue: true }], recalls: [{ code: "R/2025/117", text: "Airbag vervangen" }], previous: [{ point_id: "p-1-1", position: "LV", value: "5.2", date: "2025-12-03" }], carried: [{ inspection_id: body.inspection_id, date: "2025-12-03", point_id: "p-2-1", text: "Remblokken voor vervangen", severity: "advice" }] });
    }
    if (body.prefill === "customer_all_ok") for (const point of checklist().points) if (!point.unit) put(`point/${point.point_id}/status`, "ok");
    this.forms.set(form.id, form);
    return ok(this.view(form), 201);
  }

  edit(form, body) {
    const fresh = body.writes.filter((write) => write.counter > (form.counters.get(body.device) ?? 0));
    const wrong = fresh.map((write) => this.refuse(write)).find(Boolean);
    if (wrong) return problem(422, "FIELD", wrong);
    if (fresh.length === 0) return ok(this.view(form));
    form.revision += 1;
    form.version += 1;
    for (const { counter, path, value } of fresh) {
      const before = form.fields.get(path);
      const unseen = before && before.device !== body.device && before.device !== "prefill" && before.revision > body.seen_revision && before.value !== value;
      const other = unseen ? { value: before.value, device: before.device, revision: before.revision } : before?.other && before.revision > body.seen_revision ? before.other : undefined;
      form.fields.set(path, { value, device: body.device, revision: form.revision, ...(other ? { other } : {}) });
      form.counters.set(body.device, counter);
      this.applied.push({ form: form.id, device: body.device, counter, path, value });
    }
    return ok(this.view(form));
  }

  save(form, body) {
    if (form.invoiced && !body.reason) return problem(422, "REASON_NEEDED", "Geef een reden");
    const values = [...form.fields].map(([path, field]) => [path, field.value]).sort();
    const newest = form.versions.at(-1);
    const isSame = newest && JSON.stringify(newest.values) === JSON.stringify(values);
    if (!isSame) form.versions.push({ number: form.versions.length + 1, revision: form.revision, values, reason: body.reason });
    else newest.revision = form.revision;
    form.status = "saved";
    form.version += 1;
    const number = form.versions.length;
    const updates = ["head/send_updates", "head/prices_open"].some((path) => form.fields.get(path)?.value === "yes");
    const mailed = !isSame && !!form.fields.get("customer/email")?.value && (body.mail || updates);
    if (mailed) this.mails.push({ form: form.id, number });
    return ok({ number, mailed, ...this.view(form) }, 201);
  }

  version(form, number) {
    const values = new Map(form.versions[number - 1].values);
    const at = (path) => values.get(path) ?? "";
    const ids = (kind) => [...new Set([...values.keys()].filter((path) => path.startsWith(kind + "/")).map((path) => path.split("/")[1]))].filter((id) => at(`${kind}/${id}/removed`) !== "yes");
    return ok({ number, form: { remarks: at("head/remarks"), total_cents: 0, points: checklist().points.map((point) => ({ point_id: point.point_id, text: point.text, status: at(`point/${point.point_id}/status`) || "not_checked", note: at(`point/${point.point_id}/note`) })), advices: ids("advice").map((id) => ({ advice_id: id, text: at(`advice/${id}/text`), quantity: at(`advice/${id}/quantity`), price_kind: at(`advice/${id}/price_kind`), urgency: at(`advice/${id}/urgency`) })), works: ids("work").map((id) => ({ work_id: id, text: at(`work/${id}/text`) })) } });
  }

  photo(sha, url, bytes) {
    const photo = this.photos.get(sha) ?? { pieces: Buffer.alloc(0), complete: false, times: 0 };
    const from = Number(url.searchParams.get("from"));
    if (bytes.length > 256 * 1024) return problem(413, "TOO_LARGE");
    if (!photo.complete && from !== photo.pieces.length) return problem(409, "PHOTO_PLACE");
    if (!photo.complete) photo.pieces = Buffer.concat([photo.pieces, bytes]);
    if (!photo.complete && photo.pieces.length === Number(url.searchParams.get("of"))) {
      photo.complete = createHash("sha256").update(photo.pieces).digest("hex") === sha;
      photo.times += 1;
      if (!photo.complete) photo.pieces = Buffer.alloc(0);
    }
    this.photos.set(sha, photo);
    return ok({ received: photo.pieces.length, complete: photo.complete });
  }
}

/** Cars that the entry knows: one registered, one twice under the same plate. */
function matches(store, plate, number) {
  const car = (id, make, model) => ({ id: `00000000-0000-4000-8000-00000000000${id}`, plate, make, model, first_admission: "2019-03-01" });
  const customer = { id: "00000000-0000-4000-8000-000000000009", name: "J. Jansen", number: "K1001", city: "Utrecht" };
  const forms = [...store.forms.values()].filter((form) => form.fields.get("vehicle/plate")?.value === plate).map((form) => store.head(form));
  if (plate === "H00HZB" || number === "K1001") return [{ vehicle: { ...car(1, "Subaru", "Forester"), plate: "H00HZB" }, customer, registration: { registration_id: "00000000-0000-4000-8000-0000000000aa", status: "active", invited_at: NOW, activated_at: "2026-11-21T10:00:00Z", remarks: "Piept bij remmen" }, forms, shown: [{ kind: "apk", date: "2027-01-12" }], recalls: [{ code: "R/2025/117", text: "Airbag vervangen" }] }];
  if (plate === "AB12CD") return [{ vehicle: car(2, "Toyota", "Yaris"), customer, forms }, { vehicle: car(3, "Opel", "Corsa"), customer: { ...customer, name: "A. de Vries" }, forms: [] }];
  return [];
}

export function routesOf(store, me) {
  const form = (id) => store.forms.get(id);
  const withForm = (act) => ([id, ...rest], ...more) => (form(id) ? act(form(id), ...rest, ...more) : problem(404, "ABSENT", "Dit formulier is er niet"));
  const whoAmI = () => ({ user_id: "00000000-0000-4000-8000-000000000077", login: "m.bakker", name: "M. Bakker", role: "inspector", dealer: "NL-1", dealer_name: "Garage De Linde", language: "nl", timezone: "Europe/Amsterdam", server_time: NOW, expires_at: NOW, ...me });
  const once = (act) => (params, { body, headers, url }) => {
    const key = headers["idempotency-key"];
    const print = url.pathname + JSON.stringify(body);
    const known = store.keys.get(key);
    if (known) return known.print === print ? known.answer : problem(409, "KEY_USED");
    const answer = act(params, body);
    store.keys.set(key, { print, answer });
    return answer;
  };
  return [
    ["POST", /^\/v1\/session$/, (_, { body }) => (body.password === "goed wachtwoord" ? ((store.signedIn = true), ok(whoAmI())) : problem(401, "WRONG_LOGIN"))],
    ["DELETE", /^\/v1\/session$/, () => ((store.signedIn = false), ok(undefined, 204))],
    ["GET", /^\/v1\/me$/, () => ok(whoAmI())],
    ["GET", /^\/v1\/checklists$/, () => { const { points: _, ...head } = checklist(); return ok({ checklists: [head] }); }],
    ["GET", /^\/v1\/checklists\/([^/]+)$/, () => ok(checklist())],
    ["GET", /^\/v1\/inspections\/entry$/, (_, { url }) => ok({ matches: matches(store, url.searchParams.get("plate"), url.searchParams.get("customer")) })],
    ["GET", /^\/v1\/inspections$/, (_, { url }) => { const status = url.searchParams.get("status"); return ok({ inspections: [...store.forms.values()].map((entry) => store.head(entry)).filter((head) => !status || head.status === status), server_time: NOW }); }],
    ["POST", /^\/v1\/inspections$/, once((_, body) => store.open(body))],
    ["GET", /^\/v1\/inspections\/([^/]+)$/, withForm((entry, { headers }) => (headers["if-none-match"] === `"${entry.version}"` ? ok(undefined, 304) : ok(store.view(entry), 200, { ETag: `"${entry.version}"` })))],
    ["PUT", /^\/v1\/inspections\/([^/]+)$/, withForm((entry, { body }) => store.edit(entry, body))],
    ["POST", /^\/v1\/inspections\/([^/]+)\/versions$/, once((params, body) => withForm((entry) => store.save(entry, body))(params))],
    ["GET", /^\/v1\/inspections\/([^/]+)\/versions\/(\d+)$/, withForm((entry, number) => store.version(entry, Number(number)))],
    ["GET", /^\/v1\/inspections\/([^/]+)\/print$/, withForm((entry) => ok({ printed: entry.versions.length }))],
    ["POST", /^\/v1\/inspections\/([^/]+)\/(finish|discard)$/, withForm((entry, how) => ((entry.status = how === "finish" ? "done" : "discarded"), (entry.version += 1), ok(store.view(entry))))],
    ["PUT", /^\/v1\/photos\/([0-9a-f]{64})$/, ([sha], { url, bytes }) => store.photo(sha, url, bytes)],
    ["GET", /^\/v1\/photos\/([0-9a-f]{64})\/progress$/, ([sha]) => ok({ received: store.photos.get(sha)?.pieces.length ?? 0, complete: store.photos.get(sha)?.complete ?? false })],
    ["GET", /^\/v1\/photos\/([0-9a-f]{64})$/, ([sha]) => (store.photos.get(sha)?.complete ? { status: 200, raw: store.photos.get(sha).pieces, type: "image/jpeg" } : problem(404, "ABSENT"))],
  ];
}

function serveFile(path, reply, webRoot, shell) {
  const isFile = existsSync(join(webRoot, path)) && /\.\w+$/.test(path);
  const page = path.startsWith("/inspectie") ? "inspectie/index.html" : "index.html";
  const name = isFile ? path : page;
  const types = { js: "text/javascript", css: "text/css", svg: "image/svg+xml", webmanifest: "application/manifest+json" };
  reply.writeHead(200, { "Content-Type": types[name.split(".").pop()] ?? "text/html; charset=utf-8", "Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; img-src 'self' data:" });
  reply.end(readFileSync(join(webRoot, name)) + (path.endsWith("/worker.js") ? shell : ""));
}

export async function startFakeInspection({ webRoot, me = {} }) {
  const store = new Store();
  const routes = routesOf(store, me);
  let loseAnswers = () => false;
  let server;
  let port;

  async function answer(request, reply) {
    const url = new URL(request.url, "http://localhost");
    const parts = [];
    for await (const part of request) parts.push(part);
    const bytes = Buffer.concat(parts);
    if (!url.pathname.startsWith("/v1/")) return serveFile(url.pathname, reply, webRoot, store.shell);
    const isJson = request.headers["content-type"] === "application/json";
    const asked = { url, bytes, headers: request.headers, body: isJson && bytes.length ? JSON.parse(bytes) : undefined };
    store.calls.push({ method: request.method, path: url.pathname, body: asked.body });
    const route = routes.find(([method, pattern]) => method === request.method && pattern.test(url.pathname));
    const isOpen = url.pathname === "/v1/session";
    const done = !route ? problem(404, "NO_ROUTE") : store.signedIn || isOpen ? route[2](route[1].exec(url.pathname).slice(1), asked) : problem(401, "SIGNED_OUT");
    if (request.method !== "GET" && loseAnswers()) return request.socket.destroy();
    const type = done.raw ? done.type : done.status >= 400 ? "application/problem+json" : "application/json";
    reply.writeHead(done.status, { "Content-Type": type, ...done.headers });
    reply.end(done.raw ?? (done.body === undefined ? undefined : JSON.stringify(done.body)));
  }

  let isUp = false;
  const up = () =>
    isUp ? Promise.resolve() : new Promise((resolve, reject) => {
      isUp = true;
      server = createServer((request, reply) => void answer(request, reply).catch(() => request.socket.destroy()));
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => ((port = server.address().port), resolve()));
    });
  const down = () => {
    if (!isUp) return Promise.resolve();
    isUp = false;
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  // One that no connection is given while this server is down.
  while (!isUp) {
    port = 11_000 + Math.floor(Math.random() * 21_000);
    await up().catch(() => (isUp = false));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    store,
    up,
    down,
    lose: (when) => (loseAnswers = when),
  };
}
