// SPDX-License-Identifier: Apache-2.0
// A gateway in memory that keeps the promises of proto/openapi/gateway.json as far as the
// portal relies on them: versions, If-Match, a frozen list, bulk counts and their undo.
// The whole-system stories use the real one; this one makes a thousand rows in a moment.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { behindStage, resultsRoutes } from "./fake_results.mjs";

const NAMES = ["J. Jansen", "A. de Vries", "Mevr. P. van den Berg", "Bakker Transport BV", "S. Yılmaz", "F. Visser", "K. Smit", "R. Meijer"];
const CARS = [["Subaru", "Forester"], ["Toyota", "Yaris"], ["Volkswagen", "Golf"], ["Škoda", "Octavia"], ["Renault", "Clio"]];
const WEEK = "2026-W48";
const NOW = "2026-11-24T09:00:00Z";
const DEADLINE = "2026-11-29T14:00:00Z";

// As libcommon/http/send.c says it.
const RULES = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; img-src 'self' data:";

const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function proposal(n) {
  const apk = n % 3 === 0;
  const automatic = n % 17 === 0;
  const [make, model] = CARS[n % CARS.length];
  const plate = `H${String(n % 100).padStart(2, "0")}${"BDFGHJKL"[n % 8]}ZB${n % 9}`;
  return {
    id: uuid(n), version: 1, list_week: WEEK, send_week: "2026-W49",
    customer: { id: uuid(100000 + n), name: `${NAMES[n % NAMES.length]} ${n}`, kind: "person", number: `K${n}`, language: "nl", has_email: n % 11 !== 0, objected: n % 101 === 1 },
    vehicle: { id: uuid(200000 + n), plate, plate_formatted: `${plate[0]}-${plate.slice(1, 3)}-${plate.slice(3)}`, make, model, fuel: "petrol" },
    reasons: apk ? [{ kind: "apk", due_date: "2027-01-12" }] : [{ kind: "periodic", due_date: "2026-12-03" }],
    reason_group: apk ? "apk" : "periodic",
    decision: automatic ? "no" : "yes", default_decision: "yes", decision_source: automatic ? "automatic" : "default",
    due_p10: "2026-11-20", due_p50: "2026-12-03", due_p90: "2026-12-24",
    ...(apk ? { apk_expiry: "2027-01-12" } : {}),
    confidence: ["low", "medium", "high"][n % 3], expected_value_cents: 9500 + (n * 3700) % 70000,
    channel: n % 11 === 0 ? "none" : "email", ...(n % 11 === 0 ? { channel_note: "NO_ADDRESS" } : {}),
    status: automatic ? "removed" : "open", ...(automatic ? { status_reason: "VISITED" } : {}),
  };
}

const VIEWS = {
  all: (row) => row.status !== "removed",
  automatic: (row) => row.status === "removed",
  to_review: (row) => row.status === "open" && row.decision_source === "default",
  yes: (row) => row.decision === "yes",
};

/** `extra` answers first what it wants to: ({method, url, headers, body, bytes}) => answer or nothing. */
export async function startFakeGateway({ rows = 1000, webRoot, me = {}, extra = () => undefined }) {
  const state = { rows: Array.from({ length: rows }, (_, n) => proposal(n)), version: 1, frozen: false, operations: new Map(), signedIn: true, calls: [] };

  function counts() {
    const count = (test) => state.rows.filter(test).length;
    return { all: state.rows.length, to_review: count(VIEWS.to_review), yes: count(VIEWS.yes), no: count((r) => r.decision === "no"), never: count((r) => r.decision === "never"), automatic: count((r) => r.decision_source === "automatic") };
  }

  function change(row, decision, by) {
    row.previous_decision = row.decision;
    Object.assign(row, { decision, decision_source: "user", decided_by: { id: uuid(9), name: by }, decided_at: NOW, version: row.version + 1 });
    state.version += 1;
  }

  const problem = (status, code, more = {}) => ({ status, body: { type: "about:blank", title: code, status, code, traceId: "0", ...more } });

  const routes = [
    ["POST", /^\/v1\/session$/, (_, body) => body.password === "goed wachtwoord" ? (state.signedIn = true, { status: 200, body: whoAmI() }) : problem(401, "WRONG_LOGIN")],
    ["DELETE", /^\/v1\/session$/, () => { state.signedIn = false; return { status: 204 }; }],
    ["GET", /^\/v1\/me$/, () => state.signedIn ? { status: 200, body: whoAmI() } : problem(401, "SIGNED_OUT")],
    ["GET", /^\/v1\/weeks$/, () => ({ status: 200, body: { weeks: [{ week: WEEK, send_week: "2026-W49", opens_at: "2026-11-22T23:00:00Z", deadline_at: DEADLINE, status: state.frozen ? "closed" : "open", total: state.rows.length }], current: WEEK, server_time: NOW } })],
    ["GET", /^\/v1\/weeks\/([^/]+)$/, () => ({ status: 200, body: { week: WEEK, send_week: "2026-W49", opens_at: "2026-11-22T23:00:00Z", deadline_at: DEADLINE, status: state.frozen ? "closed" : "open", editable: !state.frozen, version: state.version, list_version: state.version, counts: counts(), server_time: NOW } })],
    ["GET", /^\/v1\/weeks\/([^/]+)\/proposals$/, (_, __, ___, url) => ({ status: 200, body: { week: WEEK, list_version: state.version, proposals: state.rows.filter(VIEWS[url.searchParams.get("view")]), server_time: NOW } })],
    ["PATCH", /^\/v1\/proposals\/([^/]+)$/, ([id], body, headers) => {
      const row = state.rows.find((entry) => entry.id === id);
      if (!row) return problem(404, "ABSENT");
      if (state.frozen) return problem(409, "LIST_FROZEN");
      if (headers["if-match"] !== `"${row.version}"`) return problem(412, "VERSION_MISMATCH", { current: row });
      change(row, body.decision, "Sanne");
      return { status: 200, body: row };
    }],
    ["POST", /^\/v1\/weeks\/([^/]+)\/decisions$/, (_, body) => {
      const meant = body.ids ? state.rows.filter((row) => body.ids.includes(row.id)) : state.rows.filter(VIEWS[body.filter.view]);
      if (meant.length !== body.expected_count) return problem(409, "LIST_CHANGED", { difference: { expected_count: body.expected_count, actual_count: meant.length } });
      const operation = uuid(500000 + state.operations.size);
      const changed = meant.map((row) => ({ id: row.id, version: row.version + 1, previous_decision: row.decision }));
      state.operations.set(operation, changed);
      meant.forEach((row) => change(row, body.decision, "Sanne"));
      return { status: 200, body: { operation_id: operation, changed, refused: [], list_version: state.version } };
    }],
    ["POST", /^\/v1\/weeks\/([^/]+)\/decisions\/([^/]+)\/undo$/, ([, operation]) => {
      for (const item of state.operations.get(operation)) change(state.rows.find((row) => row.id === item.id), item.previous_decision, "Sanne");
      return { status: 200, body: { operation_id: operation, changed: state.operations.get(operation), refused: [], list_version: state.version } };
    }],
    ["GET", /^\/v1\/proposals\/([^/]+)$/, ([id]) => ({ status: 200, body: { ...state.rows.find((row) => row.id === id), contacts: [{ at: "2026-01-12T08:00:00Z", channel: "email", outcome: "sent" }], consent: [] } })],
    ["GET", /^\/v1\/proposals\/([^/]+)\/why$/, ([id]) => ({ status: 200, body: { proposal_id: id, version: 1, text: "Laatste beurt 3-12-2025 bij 45.120 km; ±41 km/dag (6 standen). Interval 12 maanden of 15.000 km: verwacht 3-12-2026.", why: { rate_p50_m_per_day: 41900, interval_months: 12, interval_km: 15000, inputs: [{ source_id: uuid(7), date: "2025-12-03", odometer_km: 45120, accepted: true }, { source_id: uuid(8), date: "2024-12-01", odometer_km: 300140, accepted: false, reason: "extra_digit" }], items: [{ kind: "periodic", p10: "2026-11-20", p50: "2026-12-03", p90: "2026-12-24", chosen: true }, { kind: "apk", p10: "2027-01-12", p50: "2027-01-12", p90: "2027-01-12", rejected_reason: "later" }] } } })],
    ["GET", /^\/v1\/proposals\/([^/]+)\/preview$/, ([id], _body, _headers, url) => isPaper(url) ? onPaper(url.searchParams.get("channel")) : ({ status: 200, body: { channel: "email", subject: "Uw Subaru Forester is aan de beurt voor onderhoud", text: "Geachte mevrouw De Jong,\n\nUw auto is aan de beurt.", html: '<!DOCTYPE html><html lang="nl"><head><style>.card { color: rgb(1, 2, 3) }</style></head><body><p class="card" style="padding: 7px">Geachte mevrouw De Jong,</p><script>parent.document.title = "wrong"</script><a href="https://thief.example/">Geen herinneringen meer</a></body></html>', language: "nl", to_masked: "a***@klant.example", gate: Number(id.slice(-12)) % 11 === 0 ? { verdict: "suppress", reason: "NO_ADDRESS" } : { verdict: "wait", reason: "QUIET_HOURS", until: "2026-11-25T06:00:00Z" } } })],
    ["POST", /^\/v1\/vehicles\/([^/]+)\/corrections$/, () => ({ status: 200, body: { command_id: uuid(3) } })],
    ["GET", /^\/v1\/vehicles\/([^/]+)$/, () => ({ status: 200, body: { id: uuid(1), version: 1, plate: "H00HZB", plate_formatted: "H-00-HZB", make: "Subaru", model: "Forester", apk_expiry: "2027-01-12", visits: [{ visit_id: uuid(7), visit_date: "2025-12-03", odometer_km: 45120, classes: ["periodic_large"], customer_net_cents: 34500 }] } })],
    ["GET", /^\/v1\/intake$/, () => ({ status: 200, body: { records: [{ id: uuid(1), version: 1, vendor: "carsys", document_number: "F2026-0012", document_kind: "invoice", received_at: "2026-11-24T08:12:00Z", status: "parked", reasons: [{ rule: "FUTURE_DATE", severity: "error", place: "/issue_date", text: "de factuurdatum ligt in de toekomst" }] }, { id: uuid(2), version: 1, vendor: "upload", received_at: "2026-11-24T08:10:00Z", status: "accepted", reasons: [], document_number: "F2026-0011" }], connections: [{ vendor: "carsys", last_message_at: "2026-11-24T08:12:00Z", accepted_today: 31, duplicate_today: 2, parked_today: 1, silent: false, per_hour: [0, 0, 0, 0, 0, 0, 0, 4, 9, 3, 8, 5] }, { vendor: "wincar", accepted_today: 0, duplicate_today: 0, parked_today: 0, silent: true, silent_since: "2026-11-23T07:00:00Z" }], parked_open: 1, server_time: NOW } })],
    ["GET", /^\/v1\/intake\/([^/]+)$/, () => ({ status: 200, body: { id: uuid(1), version: 1, vendor: "carsys", document_number: "F2026-0012", document_kind: "invoice", received_at: "2026-11-24T08:12:00Z", status: "parked", reasons: [{ rule: "FUTURE_DATE", severity: "error", place: "/issue_date", text: "de factuurdatum ligt in de toekomst" }], preview: '{"document_number":"F2026-0012","customer":{"last_name":"•••"}}' } })],
    ["POST", /^\/v1\/intake\/replay$/, (_, body) => ({ status: 200, body: { dry_run: !!body.dry_run, count: 1, accepted: body.dry_run ? 0 : 1, still_parked: 0 } })],
    ["POST", /^\/v1\/invoices$/, () => ({ status: 200, body: { document: { id: "1" }, findings: [{ rule: "BR-CO-15", severity: "error", place: "/Invoice/cac:LegalMonetaryTotal", text: "Totaal inclusief btw klopt niet" }] } })],
    ...resultsRoutes,
    ["GET", /^\/v1\/results\/visits$/, () => ({ status: 200, body: { visits: [{ conversion_id: uuid(1), customer: { id: uuid(1), name: "J. Jansen" }, vehicle: { id: uuid(1), plate: "H00HZB", plate_formatted: "H-00-HZB" }, visit_date: "2026-11-18", touched_at: "2026-11-09T08:00:00Z", list_week: "2026-W45", reason_group: "periodic", kind: "same_vehicle", value_cents: 34500, flagged: false }, { conversion_id: uuid(2), customer: { id: uuid(2), name: "A. de Vries" }, visit_date: "2026-11-10", touched_at: "2026-11-09T08:00:00Z", list_week: "2026-W45", reason_group: "apk", kind: "household", value_cents: 12100, flagged: true }] } })],
    ["GET", /^\/v1\/results\/proposals$/, () => ({ status: 200, body: behindStage(state.rows.slice(0, 10)) })],
    ["GET", /^\/v1\/customers$/, () => ({ status: 200, body: { customers: [{ id: uuid(1), version: 1, number: "K1", name: "J. Jansen", kind: "person", city: "Utrecht", email: "j.jansen@example.nl", language: "nl", vehicles: [{ id: uuid(1), plate: "H00HZB", plate_formatted: "H-00-HZB", make: "Subaru", model: "Forester" }] }] } })],
    ["GET", /^\/v1\/settings$/, () => ({ status: 200, body: { dealer: "NL-1", version: 3, name: "Garage De Linde", timezone: "Europe/Amsterdam", language: "nl", default_periodic: "yes", default_followup: "no", interval_months: 12, interval_km: 15000, sender_email: "info@example.nl", vendors: ["carsys", "upload"], attribution_days: 60, untouched_policy: "send", brand_colour: "#155e75" } })],
    ["GET", /^\/v1\/dealers$/, () => ({ status: 200, body: { dealers: [{ dealer: "NL-1", name: "Garage De Linde" }] } })],
  ];

  function whoAmI() {
    return { user_id: uuid(9), login: "sanne", name: "Sanne Adviseur", role: "manager", dealer: "NL-1", dealer_name: "Garage De Linde", language: "nl", timezone: "Europe/Amsterdam", server_time: NOW, expires_at: "2026-11-24T20:00:00Z", ...me };
  }

  async function answer(request, reply) {
    const url = new URL(request.url, "http://localhost");
    const parts = [];
    for await (const part of request) parts.push(part);
    const bytes = Buffer.concat(parts);
    if (!url.pathname.startsWith("/v1/")) return serveFile(url.pathname, reply, webRoot);
    const { method, headers } = request;
    const text = headers["content-type"] === "application/octet-stream" ? "" : bytes.toString();
    state.calls.push({ method, path: url.pathname, headers, body: text });
    const body = headers["content-type"] === "application/json" && text ? JSON.parse(text) : text;
    const route = routes.find(([verb, pattern]) => verb === method && pattern.test(url.pathname));
    const usual = () => (route ? route[2](route[1].exec(url.pathname).slice(1), body, headers, url) : problem(404, "NO_ROUTE"));
    const said = (await extra({ method, url, headers, body, bytes })) ?? usual();
    reply.writeHead(said.status, { "Content-Type": said.type ?? (said.status >= 400 ? "application/problem+json" : "application/json"), ...said.headers });
    reply.end(said.raw ?? (said.body === undefined ? undefined : JSON.stringify(said.body)));
  }

  door.answer = answer;
  const close = () => {
    if (door.answer === answer) door.answer = nobody;
  };
  return { url: await doorOpen(), state, colleague: (n, decision) => change(state.rows[n], decision, "Piet"), close };
}

/** A sheet as the next batch prints it; for a card there is no address. */
const isPaper = (url) => ["letter", "card"].includes(url.searchParams.get("channel"));
const onPaper = (channel) => ({ status: 200, body: { channel, subject: "Uw Subaru Forester is aan de beurt voor onderhoud", text: "Geachte mevrouw De Jong,\n\nUw auto is aan de beurt.", html: "", language: "nl", gate: { verdict: "send" }, ...(channel === "letter" ? { pdf: { pages: 1, base64: Buffer.from("%PDF-1.7 brief").toString("base64") } } : {}) } });

const nobody = (_, reply) => reply.writeHead(503).end();
/** One door a process, behind it the newest gateway: at one address a browser keeps the scripts. */
const door = { answer: nobody, url: undefined };

function doorOpen() {
  door.url ??= new Promise((resolve) => {
    const server = createServer((request, reply) => door.answer(request, reply));
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`)).unref();
  });
  return door.url;
}

function serveFile(path, reply, webRoot) {
  const asset = path.startsWith("/assets/");
  const type = path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "text/html; charset=utf-8";
  reply.writeHead(200, { "Content-Type": type, "Content-Security-Policy": RULES, ...(asset ? { "Cache-Control": "public, max-age=31536000, immutable" } : {}) });
  const page = path === "/wagenpark/" ? "wagenpark/index.html" : "index.html";
  reply.end(readFileSync(join(webRoot, asset ? path : page)));
}
