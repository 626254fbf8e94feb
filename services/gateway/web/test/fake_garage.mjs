// SPDX-License-Identifier: Apache-2.0
// The gateway in memory as the garage's desk sees customers, car passports, fleets and its
// calendar: what domain.md 3d-9 refuses is refused here by the same codes. Rows by the hundred,
// so that screens are seen as full as they get.
import { startFakeGateway } from "./fake_gateway.mjs";

const NOW = "2026-11-24T09:00:00Z";
export const TODAY = "2026-11-24";
const FIRST = ["Jan", "Annelies", "Fatima", "Sjoerd", "Kees", "Maria-Louise", "Mo", "Willemijn"];
const LAST = ["de Vries", "Yılmaz", "van den Berg-Oosterhuis", "Bakker", "el Amrani", "Hoekstra", "Smit"];
const CARS = [["Subaru", "Forester"], ["Toyota", "Yaris Cross"], ["Volkswagen", "Golf"], ["Škoda", "Octavia Combi"], ["Mercedes-Benz", "Sprinter 316 CDI"]];
const STATUSES = ["active", "active", "active", "invited", "active", "archived", "active", "transfer_pending"];

export const uuid = (kind, n) => `00000000-0000-4000-8000-${kind}${String(n).padStart(10, "0")}`;
const problem = (status, code, more = {}) => ({ status, body: { type: "about:blank", title: code, status, code, traceId: "0", ...more } });
const ok = (body, status = 200) => ({ status, body });
const addDays = (date, n) => new Date(Date.parse(`${date}T12:00:00Z`) + n * 86400000).toISOString().slice(0, 10);

function car(n) {
  const [make, model] = CARS[n % CARS.length];
  const plate = `H${String(n % 100).padStart(2, "0")}${"BDFGHJKL"[n % 8]}Z${"BDFGH"[n % 5]}${Math.floor(n / 100)}`;
  return { id: uuid("c0", n), plate, plate_formatted: `${plate[0]}-${plate.slice(1, 3)}-${plate.slice(3, 6)}-${plate[6]}`, make, model, fuel: "petrol", apk_expiry: addDays(TODAY, (n * 13) % 400 - 20) };
}

function party(n) {
  const name = `${FIRST[n % FIRST.length]} ${LAST[n % LAST.length]}`;
  return { party_id: uuid("d0", n), name, status: "active", email: `klant${n}@example.nl`, phone: `06-1234${String(n).padStart(4, "0")}`, city: "Utrecht", postcode: "3511 AB", street: `Oudegracht ${n}`, country: "NL", language: "nl" };
}

const INTERVALS = [
  { make: "Subaru", model: "Forester", months: 12, km: 15000 },
  { make: "Volkswagen", model: "Golf", fuel: "diesel", months: 24, km: 30000 },
  { make: "Mercedes-Benz", km: 25000 },
  { fuel: "electric", months: 24 },
];

export class Garage {
  passports = new Map();
  fleets = new Map();
  customers = new Map();
  appointments = new Map();
  taken = new Set(["klant1@example.nl", "in-gebruik@example.nl"]);
  settings = { opening: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "08:00", closes: "12:00" })), slot_minutes: 60, slot_capacity: 2, booking_days: 60, booking_notice_hours: 2, closed_days: ["2026-12-25"], service_intervals: INTERVALS };
  version = 3;

  constructor({ passports = 200, fleets = 3, customers = 200 } = {}) {
    for (let n = 0; n < customers; n++) this.addCustomer(n);
    for (let n = 1; n < passports; n++) this.addPassport(n, STATUSES[n % STATUSES.length]);
    for (let n = 0; n < fleets; n++) this.addFleet(n, ["active", "invited", "staging"][n % 3]);
    const first = this.fleets.get(uuid("f0", 0));
    for (const one of [...this.passports.values()].slice(60, 106)) if (one.owner && first) this.join(one, first);
    for (let n = 0; n < 9; n++) this.addAppointment(n, TODAY, `${String(8 + Math.floor(n / 2.4)).padStart(2, "0")}:00`);
    for (let n = 9; n < 60; n++) this.addAppointment(n, addDays(TODAY, n % 20), `${String(8 + (n % 4)).padStart(2, "0")}:00`);
  }

  addCustomer(n) {
    const isCompany = n % 7 === 3;
    const who = party(n);
    this.customers.set(uuid("a0", n), { id: uuid("a0", n), version: 1, number: `K${n}`, name: isCompany ? `Bakker Transport ${n} B.V.` : who.name, kind: isCompany ? "company" : "person", city: "Utrecht", email: who.email, mobile: who.phone, language: "nl", last_invoice_date: "2026-03-12", objected: false, vehicles: n === 3 ? Array.from({ length: 12 }, (_, at) => car(500 + at)) : [car(n)], consent: [{ purpose: "reminder", channel: "email", state: "granted", since: "2026-01-02T10:00:00Z" }], contacts: [{ at: "2026-01-12T08:00:00Z", channel: "email", outcome: "sent" }] });
  }

  addPassport(n, status) {
    const { id: vehicle_id, fuel, ...rest } = car(n);
    const held = status === "archived" ? { archived_at: NOW, archived_reason: "not_mine" } : { owner: party(n) };
    const transfer = status === "transfer_pending" ? { transfer: { transfer_id: uuid("b0", n), kind: "owner", expires_at: "2026-12-05T10:00:00Z" } } : {};
    const activated = status === "invited" ? {} : { activated_at: "2026-10-03T09:30:00Z" };
    this.passports.set(uuid("e0", n), { passport_id: uuid("e0", n), version: 1, status, vehicle_id, customer_id: uuid("a0", n), ...rest, ...held, ...transfer, ...activated, habit_consent: false, driving_habit: "calm", created_at: "2026-10-01T09:00:00Z", invited_at: "2026-10-01T09:00:00Z", next_service: addDays(TODAY, (n * 29) % 300 - 30) });
  }

  addFleet(n, status) {
    const name = ["Koeriersbedrijf Snel & Zeker B.V.", "Thuiszorg De Linde", "Bedrijf abc"][n % 3] + (n > 2 ? ` ${n}` : "");
    this.fleets.set(uuid("f0", n), { fleet_id: uuid("f0", n), version: 1, name, status, managers: [{ party_id: uuid("d1", n), name: "P. Tester", email: `wagenpark${n}@example.nl` }], anchor_gone: n === 1, approval_limit_cents: 15000, messages: "driver", created_at: NOW });
  }

  addAppointment(n, date, time) {
    const { id: vehicle_id, plate, plate_formatted, make, model } = car(n);
    const who = party(n);
    this.appointments.set(uuid("b1", n), { appointment_id: uuid("b1", n), version: 1, status: "booked", date, time, minutes: 60, starts_at: `${date}T${time}:00+01:00`, kinds: n % 2 ? ["service", "apk"] : ["tyres"], stay: ["wait", "leave", "loan_car"][n % 3], ...(n % 4 === 0 ? { remarks: "Er rammelt iets rechtsvoor bij lage snelheid, graag even een proefrit maken." } : {}), vehicle_id, plate, plate_formatted, make, model, customer_id: uuid("a0", n), customer: { id: uuid("a0", n), name: who.name }, contact: { email: who.email, name: who.name, phone: who.phone }, booked_at: NOW, booked_by: n % 3 ? "garage" : "holder", sequence: 0 });
  }

  join(passport, fleet) {
    Object.assign(passport, { fleet: { fleet_id: fleet.fleet_id, name: fleet.name }, driver: passport.owner, owner: undefined, version: passport.version + 1 });
  }

  carsOf(fleet) {
    return [...this.passports.values()].filter((one) => one.fleet?.fleet_id === fleet.fleet_id);
  }

  view(fleet) {
    return { ...fleet, vehicles_count: this.carsOf(fleet).length };
  }

  // --- passports ---------------------------------------------------------------------------
  listPassports({ searchParams }) {
    const [status, customer, text] = ["status", "customer", "query"].map((name) => searchParams.get(name));
    const all = [...this.passports.values()].filter((one) => !customer || one.customer_id === customer);
    const word = (text ?? "").toLowerCase();
    const meant = all.filter((one) => (!status || one.status === status) && `${one.plate} ${one.owner?.name} ${one.driver?.name} ${one.fleet?.name}`.toLowerCase().includes(word));
    const from = Number(searchParams.get("cursor") ?? 0);
    const most = Number(searchParams.get("limit") ?? 50);
    const counts = {};
    for (const one of all) counts[one.status] = (counts[one.status] ?? 0) + 1;
    return ok({ passports: meant.slice(from, from + most), counts, ...(from + most < meant.length ? { next_cursor: String(from + most) } : {}), server_time: NOW });
  }

  createPassport(body) {
    const taken = [...this.passports.values()].some((one) => one.vehicle_id === body.vehicle_id && one.status !== "archived");
    if (taken) return problem(409, "PASSPORT_EXISTS");
    const { id, ...found } = [...this.customers.values()].flatMap((one) => one.vehicles).find((one) => one.id === body.vehicle_id);
    const holder = { ...party(900), ...body.holder, street: body.street, postcode: body.postcode, city: body.city, country: body.country };
    const fleet = this.fleets.get(body.fleet_id);
    const roles = fleet ? { fleet: { fleet_id: fleet.fleet_id, name: fleet.name }, driver: holder } : body.owner ? { owner: { ...party(901), ...body.owner }, driver: holder } : { owner: holder };
    const passport = { passport_id: body.passport_id, version: 1, status: "invited", vehicle_id: id, customer_id: body.customer_id, ...found, ...roles, habit_consent: false, driving_habit: body.driving_habit, created_at: NOW, invited_at: NOW };
    this.passports.set(passport.passport_id, passport);
    return ok(passport, 201);
  }

  changePassport(passport, { driving_habit, ...body }) {
    Object.assign(passport.driver ?? passport.owner, body);
    if (driving_habit) passport.driving_habit = driving_habit;
    passport.version++;
    return ok(passport);
  }

  link(passport, { fleet_id }) {
    if (passport.status === "transfer_pending") return problem(409, "TRANSFER_PENDING");
    if (passport.status !== "active") return problem(409, "PASSPORT_NOT_ACTIVE");
    if (passport.fleet) return problem(409, "FLEET_ALREADY");
    this.join(passport, this.fleets.get(fleet_id));
    return ok(passport);
  }

  unlink(passport) {
    if (!passport.driver) return problem(409, "FLEET_NEEDS_DRIVER");
    Object.assign(passport, { fleet: undefined, owner: passport.driver, driver: undefined, version: passport.version + 1 });
    return ok(passport);
  }

  // --- fleets ------------------------------------------------------------------------------
  listFleets({ searchParams }) {
    const word = (searchParams.get("query") ?? "").toLowerCase();
    const meant = [...this.fleets.values()].filter((one) => one.name.toLowerCase().includes(word));
    return ok({ fleets: meant.slice(0, Number(searchParams.get("limit") ?? 50)).map((one) => this.view(one)) });
  }

  createFleet(body) {
    const passport = this.passports.get(body.passport_id);
    const email = body.manager.email.toLowerCase();
    if (passport.status !== "active") return problem(409, "PASSPORT_NOT_ACTIVE");
    if ([passport.owner, passport.driver].some((one) => one?.email.toLowerCase() === email)) return problem(422, "FLEET_EMAIL_EQUALS_PASSPORT");
    if (this.taken.has(email)) return problem(409, "EMAIL_IN_USE");
    const fleet = { fleet_id: body.fleet_id, version: 1, name: body.name, status: body.staging ? "staging" : "invited", managers: [{ party_id: uuid("d1", 99), ...body.manager }], anchor_gone: false, anchor_id: body.passport_id, messages: "driver", created_at: NOW };
    this.fleets.set(fleet.fleet_id, fleet);
    this.join(passport, fleet);
    return ok(this.view(fleet), 201);
  }

  switchAddress(fleet, { email }) {
    if (this.taken.has(email)) return problem(409, "EMAIL_IN_USE");
    fleet.pending_email = email;
    return ok(this.view(fleet));
  }

  vehiclesOf(fleet) {
    const vehicles = this.carsOf(fleet).map((one, n) => ({ ...one, customer: { id: one.customer_id, name: one.driver.name }, odometer_km: 40000 + n * 3111, open_advices_count: n % 4, open_advices_cents: (n % 4) * 18950, ...(n % 9 === 1 ? { appointment: { appointment_id: uuid("b1", n), date: addDays(TODAY, n), time: "10:00" } } : {}) }));
    return ok({ vehicles });
  }

  // --- appointments ------------------------------------------------------------------------
  booked(date, time) {
    return [...this.appointments.values()].filter((one) => one.date === date && (!time || one.time === time) && one.status !== "cancelled");
  }

  slotsOf(date) {
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
    const { opening, slot_capacity: capacity, slot_minutes: minutes, closed_days } = this.settings;
    const hours = closed_days.includes(date) ? [] : opening.filter((one) => one.weekday === weekday);
    const times = hours.flatMap(({ opens, closes }) => Array.from({ length: Number(closes.slice(0, 2)) - Number(opens.slice(0, 2)) }, (_, n) => `${String(Number(opens.slice(0, 2)) + n).padStart(2, "0")}:00`));
    return times.map((time) => ({ time, minutes, capacity, taken: this.booked(date, time).length }));
  }

  calendar({ searchParams }) {
    const days = [];
    for (let date = searchParams.get("from"); date <= searchParams.get("to"); date = addDays(date, 1)) days.push({ date, slots: this.slotsOf(date) });
    return ok({ days, server_time: NOW });
  }

  listAppointments({ searchParams }) {
    const [from, to, status] = ["from", "to", "status"].map((name) => searchParams.get(name));
    const meant = [...this.appointments.values()].filter((one) => one.date >= from && one.date <= to && (!status || one.status === status));
    const order = (one) => `${one.date} ${one.time}`;
    return ok({ appointments: meant.sort((a, b) => order(a).localeCompare(order(b))), server_time: NOW });
  }

  refuseSlot({ date, time }) {
    const slot = this.slotsOf(date).find((one) => one.time === time);
    if (slot && slot.taken < slot.capacity) return undefined;
    const free = [0, 1, 2, 3, 4].flatMap((n) => this.slotsOf(addDays(date, n)).filter((one) => one.taken < one.capacity).map((one) => ({ date: addDays(date, n), time: one.time })));
    return problem(409, slot ? "SLOT_TAKEN" : "NO_SLOT", { slots: free.slice(0, 3) });
  }

  book(body) {
    const refused = this.refuseSlot(body);
    if (refused) return refused;
    const { id, version, ...known } = this.customers.get(body.customer_id)?.vehicles.find((one) => one.id === body.vehicle_id) ?? {};
    const one = { ...known, ...body, version: 1, status: "booked", minutes: 60, starts_at: `${body.date}T${body.time}:00+01:00`, booked_at: NOW, booked_by: "garage", sequence: 0 };
    this.appointments.set(one.appointment_id, one);
    return ok(one, 201);
  }

  move(one, body) {
    const refused = this.refuseSlot(body);
    if (refused) return refused;
    return ok(Object.assign(one, body, { version: one.version + 1, sequence: one.sequence + 1 }));
  }

  keepSettings(body) {
    Object.assign(this.settings, body);
    this.version++;
    return ok(this.readSettings());
  }

  readSettings() {
    return { dealer: "NL-1", version: this.version, name: "Garage De Linde", legal_entity: "De Linde B.V.", timezone: "Europe/Amsterdam", language: "nl", default_periodic: "yes", default_followup: "no", sender_name: "De Linde", sender_email: "info@example.nl", vendors: ["carsys"], untouched_policy: "send", ...this.settings };
  }
}

function consentsOf({ consent, history = [] }) {
  const entries = consent.map((one) => ({ ...one, basis: one.state === "soft_opt_in" ? "SOFT_OPT_IN" : "OPT_IN", allowed: one.state !== "objected" }));
  return { less_often: false, entries, history };
}

function agreed(one, { choices, evidence }) {
  one.consent = choices.filter(({ granted }) => granted).map(({ purpose, channel }) => ({ purpose, channel, state: "granted", since: NOW }));
  one.history = [{ purpose: "promotion", channel: "push", action: "withdraw", at: NOW, source: "DESK", actor: "sanne", evidence }];
  return consentsOf(one);
}

function routesOf(garage) {
  const on = (rows, act) => ([id], { body, url }) => (rows.has(id) ? act(rows.get(id), body ?? {}, url) : problem(404, "ABSENT"));
  const passport = (act) => on(garage.passports, act);
  const fleet = (act) => on(garage.fleets, act);
  const appointment = (act) => on(garage.appointments, act);
  const status = (word) => appointment((one, body) => ok(Object.assign(one, { status: word, version: one.version + 1 }, body)));
  return [
    ["GET", /^\/v1\/customers$/, (_, { url }) => ok({ customers: [...garage.customers.values()].filter((one) => one.name.toLowerCase().includes(url.searchParams.get("query").toLowerCase()) || one.vehicles.some(({ plate }) => plate.startsWith(url.searchParams.get("query")))).slice(0, 8) })],
    ["GET", /^\/v1\/customers\/([^/]+)$/, on(garage.customers, (one) => ok(one))],
    ["GET", /^\/v1\/customers\/([^/]+)\/consents$/, on(garage.customers, (one) => ok(consentsOf(one)))],
    ["PUT", /^\/v1\/customers\/([^/]+)\/consents$/, on(garage.customers, (one, body) => ok(agreed(one, body)))],
    ["GET", /^\/v1\/inspections$/, () => ok({ inspections: [], server_time: NOW })],
    ["GET", /^\/v1\/passports$/, (_, { url }) => garage.listPassports(url)],
    ["POST", /^\/v1\/passports$/, (_, { body }) => garage.createPassport(body)],
    ["GET", /^\/v1\/passports\/([^/]+)$/, passport((one) => ok(one))],
    ["PUT", /^\/v1\/passports\/([^/]+)$/, passport((one, body) => garage.changePassport(one, body))],
    ["POST", /^\/v1\/passports\/([^/]+)\/invitation$/, passport((one) => ok(one))],
    ["PUT", /^\/v1\/passports\/([^/]+)\/fleet$/, passport((one, body) => garage.link(one, body))],
    ["DELETE", /^\/v1\/passports\/([^/]+)\/fleet$/, passport((one) => garage.unlink(one))],
    ["DELETE", /^\/v1\/passports\/([^/]+)\/garage$/, passport((one) => (garage.passports.delete(one.passport_id), { status: 204 }))],
    ["GET", /^\/v1\/fleets$/, (_, { url }) => garage.listFleets(url)],
    ["POST", /^\/v1\/fleets$/, (_, { body }) => garage.createFleet(body)],
    ["GET", /^\/v1\/fleets\/([^/]+)$/, fleet((one) => ok(garage.view(one)))],
    ["GET", /^\/v1\/fleets\/([^/]+)\/vehicles$/, fleet((one) => garage.vehiclesOf(one))],
    ["POST", /^\/v1\/fleets\/([^/]+)\/invitation$/, fleet((one) => ok(garage.view(one)))],
    ["PUT", /^\/v1\/fleets\/([^/]+)\/address$/, fleet((one, body) => garage.switchAddress(one, body))],
    ["GET", /^\/v1\/calendar$/, (_, { url }) => garage.calendar(url)],
    ["GET", /^\/v1\/appointments$/, (_, { url }) => garage.listAppointments(url)],
    ["POST", /^\/v1\/appointments$/, (_, { body }) => garage.book(body)],
    ["PATCH", /^\/v1\/appointments\/([^/]+)$/, appointment((one, body) => garage.move(one, body))],
    ["POST", /^\/v1\/appointments\/([^/]+)\/cancel$/, status("cancelled")],
    ["POST", /^\/v1\/appointments\/([^/]+)\/came$/, status("came")],
    ["POST", /^\/v1\/appointments\/([^/]+)\/missed$/, status("missed")],
    ["GET", /^\/v1\/usage$/, (_, { url }) => ok({ month: url.searchParams.get("month"), passports: 199, used: url.searchParams.get("month") === "2026-11" ? 87 : 80, login: 41, message: 60, visit: 12 })],
    ["GET", /^\/v1\/erasures$/, () => ok({ erasures })],
    ["GET", /^\/v1\/settings$/, () => ok(garage.readSettings())],
    ["PUT", /^\/v1\/settings$/, (_, { body }) => garage.keepSettings(body)],
  ];
}

const SERVICES = ["fleet", "gateway", "inspection", "invoice", "notification", "reminder"];
/** Forty persons who were forgotten; of the newest, two queues are still to be cut. */
const erasures = Array.from({ length: 40 }, (_, n) => ({
  erasure_id: uuid("ee", n),
  kind: n % 5 === 2 ? "party" : "customer",
  asked_at: `2026-11-${String(22 - (n % 20)).padStart(2, "0")}T09:12:30Z`,
  ...(n % 5 === 2 ? {} : { asked_by: "marja" }),
  forgotten_at: "2026-11-22T09:12:34Z",
  ...(n === 0 ? {} : { done_at: "2026-11-22T09:12:47Z" }),
  services: SERVICES,
  trimmed: n === 0 ? SERVICES.slice(0, 4) : SERVICES,
  rows: 31 + n,
}));

export async function startFakeGarage({ webRoot, me = {}, ...size }) {
  const garage = new Garage(size);
  const routes = routesOf(garage);
  const extra = (asked) => {
    const route = routes.find(([method, pattern]) => method === asked.method && pattern.test(asked.url.pathname));
    return route?.[2](route[1].exec(asked.url.pathname).slice(1), asked);
  };
  const gateway = await startFakeGateway({ rows: 12, webRoot, me: { entitlements: ["inspection", "itk", "fleet"], ...me }, extra });
  const sent = (method, ending) => gateway.state.calls.filter((call) => call.method === method && call.path.endsWith(ending)).map((call) => (call.body ? JSON.parse(call.body) : undefined));
  return { ...gateway, garage, sent };
}
