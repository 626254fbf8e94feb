// SPDX-License-Identifier: Apache-2.0
// What a garage has to call, to post and to tell other systems, in memory: the routes of
// calls, print batches, connectors, news and the test message.
import { uuid } from "./fake_garage.mjs";

const NOW = "2026-11-24T09:00:00Z";
const ok = (body, status = 200) => ({ status, body });

const call = (n, more = {}) => ({ task_id: uuid("ca", n), version: 1, status: "open", customer_id: uuid("a0", n), name: `Installatietechniek Van der Meer en Zonen ${n}`, phone: "030-200 12 00", script: "Dag, Garage De Linde belt over uw Volkswagen Golf.", plate: "H-001-HB", make: "Volkswagen", model: "Golf", reason_kinds: ["apk"], apk_expiry: "2027-01-18", cents: 24500, not_before: "2026-11-24T08:00:00Z", not_after: "2026-12-08T08:00:00Z", attempts: 0, ...more });

const batch = (n, more) => ({ batch_id: uuid("ba", n), version: 1, kind: "letter", status: "posted", closes_at: "2026-11-16T08:00:00Z", count: 24, each_cents: 105, cost_cents: 2520, posted_on: "2026-11-18", counts_from: "2026-11-20", ...more });

export function startContact() {
  return {
    calls: [call(1), call(2, { reason_kinds: [], campaign_id: uuid("cc", 1), cents: undefined }), call(3, { status: "claimed", claimed_by: "piet", claimed_until: "2026-11-24T09:10:00Z" }), call(4, { status: "later", not_before: "2026-11-25T09:00:00Z", attempts: 1 })],
    batches: [
      batch(1, { kind: "card", status: "open", count: 3, each_cents: undefined, closes_at: "2026-11-30T08:00:00Z", posted_on: undefined, counts_from: undefined }),
      batch(2, { status: "ready", closes_at: "2026-11-23T08:00:00Z", posted_on: undefined, counts_from: undefined, pieces: [{ number: 1, count: 24, bytes: 285571, sha256: "0".repeat(64) }], left_out: [{ reason: "NO_CONSENT", count: 2 }], too_late: [{ sheet: 3, piece: 1, reason: "BOOKED" }] }),
      batch(3),
    ],
    connectors: [{ connector_id: uuid("c1", 1), version: 1, name: "Autosociaal", url: "https://autosociaal.example/events", facts: ["visit_recorded"], personal: false, agreed: false, active: true, waiting: 2, dead: 1, mapping: { system: "autosociaal" } }],
    news: [{ id: uuid("e1", 1), title: "Winterbanden", text: "Het wordt kouder.\n\nDenk aan uw klanten.", from_week: "2026-W48", until_week: "2026-W48" }],
    texted: [],
  };
}

function claim(state, id, { release }) {
  const one = state.calls.find(({ task_id }) => task_id === id);
  Object.assign(one, release ? { status: "open", claimed_by: undefined, claimed_until: undefined } : { status: "claimed", claimed_by: "sanne", claimed_until: "2026-11-24T09:15:00Z" });
  return ok(one);
}

function record(state, id, body) {
  const at = state.calls.findIndex(({ task_id }) => task_id === id);
  const [one] = state.calls.splice(at, 1);
  return ok({ ...one, status: "closed", calls: [{ at: NOW, actor: "sanne", ...body }] });
}

function connect(state, body) {
  const connector = { connector_id: uuid("c1", state.connectors.length + 1), version: 1, waiting: 0, dead: 0, ...body };
  state.connectors.push(connector);
  return ok({ connector, secret: "whsec_ZWVuIGdlaGVpbQ==", key: "k2", hook: "/v1/hooks/x" }, 201);
}

export function contactRoutes(state) {
  return [
    ["GET", /^\/v1\/calls$/, () => ok({ calls: state.calls, server_time: NOW })],
    ["POST", /^\/v1\/calls\/([^/]+)\/claim$/, ([id], { body }) => claim(state, id, body)],
    ["POST", /^\/v1\/calls\/([^/]+)\/outcome$/, ([id], { body }) => record(state, id, body)],
    ["GET", /^\/v1\/print-batches$/, () => ok({ batches: state.batches, server_time: NOW })],
    ["POST", /^\/v1\/print-batches\/([^/]+)\/posted$/, ([id], { body }) => ok(Object.assign(state.batches.find(({ batch_id }) => batch_id === id), { status: "posted", ...body }))],
    ["GET", /^\/v1\/connectors$/, () => ok({ connectors: state.connectors, systems: [{ system: "claire", about: "Claire" }, { system: "generic", about: "Elk ander systeem" }] })],
    ["POST", /^\/v1\/connectors$/, (_, { body }) => connect(state, body)],
    ["POST", /^\/v1\/connectors\/[^/]+\/replay$/, () => ((state.connectors[0].dead = 0), ok({ again: 1 }))],
    ["GET", /^\/v1\/connectors\/[^/]+\/deliveries$/, () => ok({ deliveries: [{ delivery_id: uuid("d1", 1), fact: "visit_recorded", state: "dead", attempts: 9, at: NOW, status: 410, error: "answered 410" }], posts: [{ post_id: "p1", kind: "call", code: "", at: NOW }] })],
    ["GET", /^\/v1\/news(\/all)?$/, () => ok({ items: state.news })],
    ["POST", /^\/v1\/news$/, (_, { body }) => (state.news.push({ id: uuid("e1", 9), ...body }), ok({ id: uuid("e1", 9) }, 201))],
    ["POST", /^\/v1\/sms\/test$/, (_, { body }) => (state.texted.push(body.phone), ok({}))],
  ];
}
