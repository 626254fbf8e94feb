// SPDX-License-Identifier: Apache-2.0
// The gateway in memory as the adviser's desk sees it: the portal's, with inspection forms that
// a tablet filled in, whose lines are answered, and whose answers fall away when a saved line
// costs more (domain.md 3d-12). Checklists, settings and the logo are kept too.
import { startFakeGateway } from "./fake_gateway.mjs";
import { checklist, ok, problem, routesOf, Store } from "./fake_inspection.mjs";

const NOW = "2026-11-24T09:00:00Z";
export const FORM = "00000000-0000-4000-8000-0000000000f1";
export const LINES = { pads: "00000000-0000-4000-8000-0000000000a1", airco: "00000000-0000-4000-8000-0000000000a2" };

class DeskStore extends Store {
  checklists = new Map();
  settings = {};
  registrations = [];
  /** the gateway refuses the next answers with this code */
  refuseAnswers = "";

  constructor() {
    super();
    const first = checklist();
    this.checklists.set(first.checklist_id, first);
  }

  linesOf(values) {
    const at = new Map(values);
    const ids = [...new Set([...at.keys()].filter((path) => path.startsWith("advice/")).map((path) => path.split("/")[1]))];
    return ids
      .filter((id) => at.get(`advice/${id}/removed`) !== "yes")
      .map((id) => {
        const leaf = (name) => at.get(`advice/${id}/${name}`);
        const cents = leaf("price_kind") === "follows" ? undefined : Number(leaf("unit_price_cents"));
        return { advice_id: id, text: leaf("text"), quantity: leaf("quantity") ?? "1", price_kind: leaf("price_kind"), severity: leaf("severity") ?? "advice", ...(cents === undefined ? {} : { unit_price_cents: cents, line_cents: cents }) };
      });
  }

  view(form) {
    const newest = form.versions.at(-1);
    const advices = newest ? this.linesOf(newest.values) : [];
    const priced = advices.filter((line) => line.line_cents !== undefined);
    const total_cents = priced.reduce((sum, line) => sum + line.line_cents, 0);
    const when = Object.fromEntries(["mailed_number", "mailed_at", "answered_at", "done_at"].map((name) => [name, form[name]]));
    return { ...super.view(form), plate_formatted: "H-00-HZB", advices, total_cents, follows_count: advices.length - priced.length, ...when, ...(newest ? { first_saved_at: NOW } : {}) };
  }

  save(form, body) {
    const answer = super.save(form, body);
    if (answer.status !== 201) return answer;
    const now = new Map(this.linesOf(form.versions.at(-1).values).map((line) => [line.advice_id, line]));
    for (const one of form.answers) {
      if (now.get(one.advice_id)?.line_cents > one.price_cents) one.voided = "price_rise";
    }
    if (answer.body.mailed) Object.assign(form, { status: "sent", mailed_number: answer.body.number, mailed_at: NOW });
    return ok({ ...answer.body, ...this.view(form) }, 201);
  }

  version(form, number) {
    const { body } = super.version(form, number);
    const points = body.form.points.map((point) => ({ ...point, group: checklist().points.find((p) => p.point_id === point.point_id).group }));
    return ok({ number, form: { ...body.form, points, points_total: points.length, checked_total: points.length } });
  }

  answer(form, { number, by, reason, lines }) {
    if (this.refuseAnswers) return problem(409, this.refuseAnswers);
    const at = new Map(this.linesOf(form.versions[number - 1].values).map((line) => [line.advice_id, line]));
    form.answers = lines.map(({ advice_id, answer }) => ({ advice_id, answer, by, reason, at: NOW, actor: "Sanne", price_cents: at.get(advice_id).line_cents }));
    Object.assign(form, { status: "answered", answered_at: NOW, version: form.version + 1 });
    return ok(this.view(form));
  }

  send(form) {
    const number = form.versions.length;
    if (form.fields.get("customer/email")?.value && form.mailed_number !== number) {
      Object.assign(form, { status: "sent", mailed_number: number, mailed_at: NOW, version: form.version + 1 });
      this.mails.push({ form: form.id, number });
    }
    return ok(this.view(form));
  }

  keepChecklist(id, { expected_version, ...body }) {
    const before = this.checklists.get(id)?.version ?? 0;
    if (expected_version !== before) return problem(409, "VERSION_MISMATCH");
    this.checklists.set(id, { checklist_id: id, version: before + 1, ...body });
    return ok(this.checklists.get(id));
  }

  list({ searchParams }) {
    const word = (searchParams.get("query") ?? "").toUpperCase();
    const status = searchParams.get("status");
    const heads = [...this.forms.values()].map((form) => this.head(form));
    const meant = heads.filter((head) => (!status || head.status === status) && `${head.plate} ${head.customer_name}`.toUpperCase().includes(word));
    return ok({ inspections: searchParams.get("mine") ? [] : meant, server_time: NOW });
  }

  /** A form as the tablet leaves it: filled in, with two advices, saved and mailed. */
  fill(id = FORM, { plate = "H00HZB", isSaved = true } = {}) {
    this.open({ inspection_id: id, prefill: "customer_all_ok", plate, inspector: "Mo Yilmaz", inspection_date: "2026-11-24" });
    const form = this.forms.get(id);
    const advice = { [LINES.pads]: { text: "Remblokken voor vervangen", quantity: "1", price_kind: "fixed", unit_price_cents: "28900", severity: "necessary", urgency: "now" }, [LINES.airco]: { text: "Airco nakijken", quantity: "1", price_kind: "follows", severity: "advice" } };
    const values = Object.entries(advice).flatMap(([line, leaves]) => Object.entries(leaves).map(([leaf, value]) => [`advice/${line}/${leaf}`, value]));
    this.write(form, "tablet", [["point/p-2-1/status", "necessary"], ...(isSaved ? values : [])]);
    if (isSaved) this.save(form, { mail: true });
    return form;
  }

  write(form, device, values) {
    const last = form.counters.get(device) ?? 0;
    const writes = values.map(([path, value], n) => ({ counter: last + n + 1, path, value }));
    return this.edit(form, { device, seen_revision: form.revision, writes });
  }
}

function deskRoutes(store) {
  const onForm = (act) => ([id], { body }) => act(store.forms.get(id), body);
  return [
    ["GET", /^\/v1\/inspections$/, (_, { url }) => store.list(url)],
    ["POST", /^\/v1\/inspections\/([^/]+)\/answers$/, onForm((form, body) => store.answer(form, body))],
    ["POST", /^\/v1\/inspections\/([^/]+)\/send$/, onForm((form) => store.send(form))],
    ["GET", /^\/v1\/checklists$/, () => ok({ checklists: [...store.checklists.values()].map(({ points, ...head }) => ({ ...head, points_total: points.length })) })],
    ["GET", /^\/v1\/checklists\/([^/]+)$/, ([id]) => ok(store.checklists.get(id))],
    ["PUT", /^\/v1\/checklists\/([^/]+)$/, ([id], { body }) => store.keepChecklist(id, body)],
    ["PUT", /^\/v1\/settings$/, (_, { body }) => ok({ dealer: "NL-1", version: 4, name: "Garage De Linde", ...Object.assign(store.settings, body) })],
    ["POST", /^\/v1\/registrations$/, (_, { body }) => (store.registrations.push(body), ok({ ...body, status: "invited" }, 201))],
  ];
}

export async function startFakeDesk({ webRoot, me = {} }) {
  const store = new DeskStore();
  const routes = [...deskRoutes(store), ...routesOf(store, me).filter(([, pattern]) => /inspections|photos/.test(pattern.source))];
  let held = Promise.resolve();
  const extra = async (asked) => {
    const route = routes.find(([method, pattern]) => method === asked.method && pattern.test(asked.url.pathname));
    if (!route) return undefined;
    if (asked.method === "PUT") await held;
    return route[2](route[1].exec(asked.url.pathname).slice(1), asked);
  };
  const gateway = await startFakeGateway({ rows: 3, webRoot, me: { entitlements: ["inspection", "itk", "fleet"], ...me }, extra });
  /** Writes wait until the returned function is called. */
  const hold = () => {
    let release;
    held = new Promise((done) => (release = done));
    return release;
  };
  const sent = (method, ending) => gateway.state.calls.filter((call) => call.method === method && call.path.endsWith(ending)).map((call) => (call.body ? JSON.parse(call.body) : undefined));
  return { ...gateway, store, hold, sent };
}
