// SPDX-License-Identifier: Apache-2.0
// The gateway in memory as a fleet's manager sees it: cars with what asks for attention, advices
// above and below the limit, transfers that wait, are taken back or came to nothing.
import { startFakeGateway } from "./fake_gateway.mjs";

const NOW = "2026-11-24T09:00:00Z";
const TODAY = "2026-11-24";
const DAY_MS = 86_400_000;
const CARS = [["Subaru", "Forester"], ["Toyota", "Yaris Cross"], ["Volkswagen", "Transporter"], ["Škoda", "Octavia Combi"], ["Renault", "Kangoo E-Tech"]];
const DRIVERS = ["J. Jansen", "A. de Vries", "P. van den Berg-Oosterhout", "S. Yılmaz", "F. Visser"];
export const MANAGER = "00000000-0000-4000-8000-0000000000b1";
const FORM = "00000000-0000-4000-8000-0000000000f1";

export const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const dayAt = (days) => new Date(Date.parse(TODAY) + days * DAY_MS).toISOString().slice(0, 10);
const momentAt = (days) => `${dayAt(days)}T09:00:00Z`;
const ok = (body, status = 200) => ({ status, body });
const problem = (status, code) => ({ status, body: { type: "about:blank", title: code, status, code, traceId: "0" } });

function car(n) {
  const [make, model] = CARS[n % CARS.length];
  const plate = `H${String((n * 7) % 100).padStart(2, "0")}${"BDFGHJKL"[n % 8]}${"ZTRS"[n % 4]}B${n % 9}`.slice(0, 6);
  const advices = n % 4 === 1 ? 2 : 0;
  return {
    passport_id: uuid(1000 + n), version: 1, plate, plate_formatted: `${plate[0]}-${plate.slice(1, 3)}-${plate.slice(3)}`, make, model, status: n === 7 ? "invited" : "active",
    ...(n % 6 === 5 ? {} : { driver: `${DRIVERS[n % DRIVERS.length]}${n > 9 ? ` ${n}` : ""}` }), garage: n % 9 === 8 ? "Autobedrijf Van Vliet en Zonen" : "Garage De Linde",
    apk_expiry: dayAt(n % 8 === 0 ? 5 * n - 20 : 100 + n * 5), ...(n % 13 === 12 ? {} : { next_service: dayAt(n % 5 === 2 ? -12 : 30 + n * 2) }),
    open_advices_count: advices, open_advices_cents: advices ? 38900 : 0, cost_12m_cents: n % 10 === 9 ? 0 : 41250 + ((n * 7919) % 160000),
    ...(n % 11 === 10 ? {} : { odometer_km: 12000 + ((n * 7321) % 180000), odometer_date: dayAt(-30) }),
    ...(n % 10 === 3 ? { appointment: { appointment_id: uuid(3000 + n), date: dayAt(6), time: "08:30", kinds: ["service"], status: "booked", garage: "Garage De Linde" } } : {}),
  };
}

const isTile = {
  apk: (one) => one.apk_expiry && one.apk_expiry < dayAt(60),
  service: (one) => one.next_service && one.next_service < TODAY,
  advices: (one) => one.open_advices_count > 0,
  driver: (one) => !one.driver,
  costs: (one) => one.cost_12m_cents > 0,
};

const plain = (text) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");

class Fleet {
  transfers = [];
  /** what support offered in the manager's place */
  bySupport = [];
  answers = [];
  /** "POST /transfers" → the code it is refused with, once */
  refuse = new Map();
  party = { party_id: MANAGER, version: 1, kind: "manager", status: "active", name: "Mw. K. Bakker", email: "wagenpark@bakker.example", phone: "030-1234567", language: "nl", has_password: false };
  account = { fleet_id: uuid(1), version: 1, name: "Bakker Transport BV", status: "active", vehicles_count: 40, messages: "driver", approval_limit_cents: 15000, anchor_gone: false, managers: [{ party_id: MANAGER, name: "Mw. K. Bakker", email: "wagenpark@bakker.example", status: "active" }] };

  constructor(many) {
    this.cars = Array.from({ length: many }, (_, n) => car(n));
  }

  find(id) {
    return this.cars.find((one) => one.passport_id === id);
  }

  list({ searchParams }) {
    const wanted = isTile[searchParams.get("tile")] ?? (() => true);
    const words = plain(searchParams.get("query") ?? "");
    const vehicles = this.cars.filter((one) => wanted(one) && plain(`${one.plate} ${one.make} ${one.model} ${one.driver ?? ""}`).includes(words));
    const count = (name) => this.cars.filter(isTile[name]).length;
    const sum = (name) => this.cars.reduce((total, one) => total + one[name], 0);
    return ok({ vehicles, tiles: { cars: this.cars.length, apk: count("apk"), service: count("service"), advices: count("advices"), advices_cents: sum("open_advices_cents"), driver: count("driver"), costs_cents: sum("cost_12m_cents") }, server_time: NOW });
  }

  advicesOf(one) {
    if (one.open_advices_count === 0) return [];
    const line = (n, more) => ({ inspection_id: FORM, number: 2, advice_id: uuid(9000 + n), severity: "advice", price_kind: "fixed", above_limit: false, ...more });
    return [
      line(1, { text: "Remblokken en remschijven voor vervangen", severity: "necessary", line_cents: 28900, urgency: "now", above_limit: true }),
      line(2, { text: "Ruitenwissers vervangen", line_cents: 10000, urgency: "next_visit" }),
      line(3, { text: "Airco nakijken", price_kind: "follows" }),
    ].map((advice) => ({ ...advice, ...this.answers.find(({ advice_id }) => advice_id === advice.advice_id) }));
  }

  detail(id) {
    const one = this.find(id);
    if (!one) return problem(404, "ABSENT");
    return ok({
      ...one, joined_at: "2025-06-01T08:00:00Z", ...(one.driver ? { driver_email: "bestuurder@bakker.example" } : {}), recalls: one.make === "Renault" ? [{ code: "R-2026-118", text: "Controle van de hoogspanningskabel", effect: "De auto kan stilvallen.", repair: "De kabel wordt vervangen.", producer_code: "60E5", since: "2026-02-12", dangers: [{ code: "BRA", text: "Brand met letselschade" }, { code: "XYZ" }] }] : [], defects: one.make === "Renault" ? [{ code: "AC1", text: "Band(en) aanwezig met een profieldiepte van 1,6 t/m 2,5 mm", found_on: "2026-03-10", advice: true, count: 2 }, { code: "ZZ9", found_on: "2025-03-11" }] : [],
      history: [{ date: dayAt(-40), odometer_km: 61240, classes: ["periodic_large", "apk"], garage: "Garage De Linde", cost_cents: 54321 }, { date: dayAt(-300), odometer_km: 45120, classes: ["tyres"], garage: "Garage De Linde", cost_cents: 8900 }, { date: "2024-11-03", odometer_km: 30111, classes: ["periodic_small"], garage: "Garage De Linde" }],
      reports: [{ inspection_id: FORM, number: 2, date: dayAt(-40), garage: "Garage De Linde", advices_count: 3, url: `/v1/inspections/${FORM}/versions/2.pdf` }],
      advices: this.advicesOf(one),
      appointments: one.appointment ? [one.appointment] : [],
    });
  }

  start(id, { transfer_id, kind, recipient }) {
    const one = this.find(id);
    if (one.status === "transfer_pending") return problem(409, "TRANSFER_PENDING");
    const made = { transfer_id, version: 1, passport_id: id, kind, status: "pending", direction: "out", plate: one.plate, plate_formatted: one.plate_formatted, make: one.make, model: one.model, recipient, started_at: NOW, expires_at: momentAt(14), reminded: 0 };
    this.transfers.unshift(made);
    Object.assign(one, { status: "transfer_pending", version: one.version + 1, transfer: { transfer_id, kind, recipient: recipient.name, expires_at: made.expires_at } });
    return ok(made, 201);
  }

  /** What became of an offer: the car goes only with an acceptance. */
  end(transfer, status) {
    const one = this.find(transfer.passport_id);
    Object.assign(transfer, { status, ended_at: NOW, version: transfer.version + 1 });
    Object.assign(one, { status: "active", version: one.version + 1 });
    delete one.transfer;
    if (status === "accepted" && transfer.kind === "driver") one.driver = transfer.recipient.name;
    if (status === "accepted" && transfer.kind === "owner") this.cars = this.cars.filter((kept) => kept !== one);
    return ok(transfer);
  }

  act(id, verb) {
    const transfer = this.transfers.find((one) => one.transfer_id === id);
    if (transfer.status !== "pending") return problem(409, "TRANSFER_ENDED");
    if (verb === "cancel") return this.end(transfer, "cancelled");
    transfer.reminded += 1;
    return ok(transfer);
  }

  unlink(id) {
    const one = this.find(id);
    if (!one.driver) return problem(409, "FLEET_NEEDS_DRIVER");
    this.cars = this.cars.filter((kept) => kept !== one);
    return { status: 204 };
  }

  change({ expected_version, approval_limit_cents: limit, ...rest }) {
    if (expected_version !== this.account.version) return problem(409, "VERSION_CONFLICT");
    Object.assign(this.account, rest, { version: this.account.version + 1 });
    if (rest.anchor_id) this.account.anchor_gone = false;
    if (limit === -1) delete this.account.approval_limit_cents;
    else if (limit !== undefined) this.account.approval_limit_cents = limit;
    return ok(this.account);
  }

  addManager({ party_id, name, email }) {
    this.account.managers.push({ party_id, name, email, status: "invited" });
    this.account.version += 1;
    return ok(this.account, 201);
  }

  removeManager(id) {
    if (this.account.managers.length === 1) return problem(409, "LAST_MANAGER");
    this.account.managers = this.account.managers.filter((one) => one.party_id !== id);
    return ok({ ...this.account, version: ++this.account.version });
  }

  answer(id, { lines }) {
    for (const { advice_id, answer } of lines) this.answers.push({ advice_id, answer, answered_at: NOW });
    return this.detail(id);
  }
}

const routesOf = (fleet) => [
  ["GET", /^\/v1\/fleet$/, () => ok(fleet.account)],
  ["PUT", /^\/v1\/fleet$/, (_, { body }) => fleet.change(body)],
  ["POST", /^\/v1\/fleet\/managers$/, (_, { body }) => fleet.addManager(body)],
  ["DELETE", /^\/v1\/fleet\/managers\/([^/]+)$/, ([id]) => fleet.removeManager(id)],
  ["GET", /^\/v1\/fleet\/vehicles$/, (_, { url }) => fleet.list(url)],
  ["GET", /^\/v1\/fleet\/vehicles\/([^/]+)$/, ([id]) => fleet.detail(id)],
  ["POST", /^\/v1\/fleet\/vehicles\/([^/]+)\/answers$/, ([id], { body }) => fleet.answer(id, body)],
  ["GET", /^\/v1\/fleet\/break-glass$/, () => ok({ requests: fleet.bySupport })],
  ["GET", /^\/v1\/transfers$/, () => ok({ transfers: fleet.transfers, server_time: NOW })],
  ["POST", /^\/v1\/passports\/([^/]+)\/transfers$/, ([id], { body }) => fleet.start(id, body)],
  ["POST", /^\/v1\/transfers\/([^/]+)\/(cancel|remind)$/, ([id, verb]) => fleet.act(id, verb)],
  ["DELETE", /^\/v1\/passports\/([^/]+)\/fleet$/, ([id]) => fleet.unlink(id)],
  ["GET", /^\/v1\/passports\/([^/]+)\/costs$/, ([id]) => ok({ passport_id: id, vat: "excluded", visits: [{ kind: "service_apk", due: dayAt(40), cost: { low_cents: 18900, middle_cents: 24000, high_cents: 34500, visits: 214, garages: 3, basis: "model", age_from: 4, age_to: 6 } }, { kind: "service", due: dayAt(300) }] })],
  ["GET", /^\/v1\/party$/, () => ok(fleet.party)],
  ["PUT", /^\/v1\/party$/, (_, { body }) => ok(Object.assign(fleet.party, body, { version: fleet.party.version + 1 }))],
  ["PUT", /^\/v1\/party\/email$/, (_, { body }) => ok(Object.assign(fleet.party, { pending_email: body.email }))],
  ["PUT", /^\/v1\/party\/password$/, () => ({ status: 204 })],
];

export async function startFakeFleet({ webRoot, many = 40, me = {} }) {
  const fleet = new Fleet(many);
  const routes = routesOf(fleet);
  const extra = async (asked) => {
    const at = `${asked.method} ${asked.url.pathname}`;
    const refused = [...fleet.refuse].find(([ending]) => at.startsWith(ending.split(" ")[0]) && at.endsWith(ending.split(" ")[1]));
    if (refused) {
      fleet.refuse.delete(refused[0]);
      return problem(...refused[1]);
    }
    const route = routes.find(([method, pattern]) => method === asked.method && pattern.test(asked.url.pathname));
    return route?.[2](route[1].exec(asked.url.pathname).slice(1), asked);
  };
  const user = { role: "fleet_manager", name: fleet.party.name, party_id: MANAGER, fleet_id: fleet.account.fleet_id, dealer: undefined, dealer_name: undefined, ...me };
  const gateway = await startFakeGateway({ rows: 1, webRoot, me: user, extra });
  const sent = (method, ending) => gateway.state.calls.filter((call) => call.method === method && call.path.endsWith(ending)).map((call) => (call.body ? JSON.parse(call.body) : undefined));
  return { ...gateway, fleet, sent };
}
