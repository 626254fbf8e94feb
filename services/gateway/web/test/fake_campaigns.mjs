// SPDX-License-Identifier: Apache-2.0
// Campaigns of a garage with a million customers: what the fake gateway answers, and what a
// campaign becomes when it is saved, approved or stopped.
import { startFakeGateway } from "./fake_gateway.mjs";

export const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const DRAFT = uuid(71);
export const WAITING = uuid(72);
export const RUNNING = uuid(73);
export const DONE = uuid(74);

const said = (nl, en) => ({ nl, en });
const FIELDS = [
  { field: "car.age", type: "number", label: said("Leeftijd van de auto", "Age of the car"), least: 0, most: 100, unit: "years", has_months: false, operators: [{ operator: "at_least", sentence: said("auto is minstens {value} jaar oud", "car is at least {value} years old") }, { operator: "at_most", sentence: said("auto is hoogstens {value} jaar oud", "car is at most {value} years old") }] },
  { field: "history.time_part", type: "word", label: said("Onderdeel op leeftijd", "Part of age"), has_months: true, words: [{ word: "brake_fluid", number: 2, label: said("remvloeistof", "brake fluid") }, { word: "battery", number: 8, label: said("accu", "battery") }], operators: [{ operator: "longer_ago", sentence: said("{value} hier vernieuwd, langer dan {months} maanden geleden", "{value} renewed here, longer than {months} months ago") }, { operator: "within", sentence: said("{value} hier vernieuwd in de laatste {months} maanden", "{value} renewed here in the last {months} months") }] },
];
const TEXTS = [{ language: "nl", subject: "Lang niet gezien, {voornaam}", text: "Wij kijken uw {auto} graag weer eens na.", short_text: "Tijd voor een controle?" }];
const RECIPES = [{ recipe: "lost", kind: "promotion", name: said("Lang niet geweest", "Long time no see"), why: said("wie anderhalf jaar niet kwam", "who did not come for a year and a half"), selection: '{"all":[{"field":"car.age","operator":"at_least","value":8}]}', texts: TEXTS }];
const PLAN = { name: "Winteractie", kind: "promotion", selection: RECIPES[0].selection, mode: "dynamic", channels: ["email", "sms"], variants: [{ code: "A", texts: TEXTS }, { code: "B", channels: ["sms"], texts: TEXTS }], holdout_per_mille: 100 };
const NONE = { chosen: 0, waiting: 0, sent: 0, held_out: 0, left_out: 0, failed: 0, visited: 0 };

const campaign = (id, status, more = {}) => ({ id, dealer: "NL-1", campaign_id: id, version: 3, status, plan: PLAN, created_by: "sanne", created_at: "2026-11-20T09:00:00Z", changed_by: "sanne", changed_at: "2026-11-23T09:00:00Z", counts: NONE, ...more });

const FUNNEL = { matched: 612400, reachable: 401180, held_out: 44575, estimated: true, holds: [{ reason: "NO_CONSENT", count: 120045 }, { reason: "CAP", count: 31200 }, { reason: "NO_CHANNEL", count: 15400 }], channels: [{ channel: "email", people: 390000, cents: 0 }, { channel: "sms", people: 11180, cents: 83850 }], cents: 83850 };
const PEOPLE = Array.from({ length: 10 }, (_, n) => ({ customer_id: uuid(100 + n), vehicle_id: uuid(200 + n), customer: { name: `Klant ${n + 1}` }, vehicle: { plate_formatted: "H-01-HZB", make: "Subaru", model: "Forester" }, ...(n < 5 ? { channel: "email" } : { hold: n % 2 ? "NO_CONSENT" : "CAP" }), facts: [{ pointer: "/all/0", field: "car.age", holds: true, fact: "2012-03-01" }] }));
const RESULTS = [{ arm: "A", people: 4200, visited: 401, low_per_mille: 87, high_per_mille: 105, revenue_cents: 9800000 }, { arm: "B", people: 4150, visited: 522, low_per_mille: 116, high_per_mille: 136, revenue_cents: 12100000 }, { arm: "HELD_OUT", people: 930, visited: 61, low_per_mille: 51, high_per_mille: 83, revenue_cents: 1400000 }];

function garage() {
  return new Map([
    campaign(DRAFT, "draft"),
    campaign(WAITING, "waiting_approval", { asked_by: "piet", people: 401180, people_estimated: true }),
    campaign(RUNNING, "running", { approved_by: "piet", approved_at: "2026-11-23T10:00:00Z", counts: { ...NONE, chosen: 1000000, waiting: 200000, sent: 700000, left_out: 100000 }, holds: [{ reason: "NO_CONSENT", count: 100000 }] }),
    campaign(DONE, "done", { approved_by: "piet", approved_at: "2026-10-01T10:00:00Z", counts: { ...NONE, chosen: 9280, sent: 8350, held_out: 930, visited: 923, cost_cents: 62250 }, results: RESULTS, winner: "B" }),
  ].map((one) => [one.id, one]));
}

const ok = (body) => ({ status: 200, body });

function routes(campaigns) {
  const put = (id, more) => {
    campaigns.set(id, { ...campaigns.get(id), ...more, version: (campaigns.get(id)?.version ?? 0) + 1 });
    return ok(campaigns.get(id));
  };
  return [
    ["GET", /^\/v1\/campaigns\/fields$/, () => ok({ fields: FIELDS })],
    ["GET", /^\/v1\/campaigns\/recipes$/, () => ok({ recipes: RECIPES })],
    ["POST", /^\/v1\/campaigns\/count$/, () => ok(FUNNEL)],
    ["POST", /^\/v1\/campaigns\/sample$/, () => ok({ people: PEOPLE })],
    ["POST", /^\/v1\/campaigns\/([^/]+)\/approve$/, ([id]) => put(id, { status: "approved", approved_by: "sanne", approved_at: "2026-11-24T09:00:00Z" })],
    ["POST", /^\/v1\/campaigns\/([^/]+)\/cancel$/, ([id]) => put(id, { status: "cancelled" })],
    ["GET", /^\/v1\/campaigns$/, () => ok({ campaigns: [...campaigns.values()] })],
    ["POST", /^\/v1\/campaigns$/, (_, { plan }) => put(uuid(75), campaign(uuid(75), "draft", { plan }))],
    ["PUT", /^\/v1\/campaigns\/([^/]+)$/, ([id], { plan }) => put(id, { plan, status: "draft" })],
    ["GET", /^\/v1\/campaigns\/([^/]+)$/, ([id]) => ok(campaigns.get(id))],
  ];
}

export async function startFakeCampaigns({ webRoot }) {
  const campaigns = garage();
  const known = routes(campaigns);
  const extra = ({ method, url, body }) => {
    const route = known.find(([verb, pattern]) => verb === method && pattern.test(url.pathname));
    return route?.[2](route[1].exec(url.pathname).slice(1), body);
  };
  const gateway = await startFakeGateway({ rows: 5, webRoot, extra });
  return { ...gateway, campaigns };
}
