// SPDX-License-Identifier: Apache-2.0
// The tablet form's rules without a browser: plates, prices, what a measurement suggests, which
// request comes next, what two devices make of one field.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./bundled.mjs";

const { shownPlate, plainPlate } = await load("inspection/plate.ts");
const { centsOf, decimalText, lineCents, typedCents } = await load("inspection/decimal.ts");
const { suggest } = await load("inspection/judge.ts");
const fields = await load("inspection/fields.ts");
const { linesOf, totalsOf } = await load("inspection/totals.ts");
const queue = await load("inspection/queue.ts");
const { changesBetween } = await load("inspection/changes.ts");

test("a plate is shown as on the car however it was typed", () => {
  for (const typed of ["h00hzb", "H-00-HZB", " h 00 hzb "]) assert.equal(shownPlate(typed), "H-00-HZB");
  const shown = { ab12cd: "AB-12-CD", "1abc23": "1-ABC-23", "12abcd": "12-AB-CD", abcd12: "AB-CD-12", "123ab4": "123-AB-4", "1234ab": "12-34-AB" };
  for (const [typed, expected] of Object.entries(shown)) assert.equal(shownPlate(typed), expected);
  assert.equal(shownPlate("XY123"), "XY123");
  assert.equal(plainPlate("h-00-hzb"), "H00HZB");
});

test("a measurement takes a comma and is kept with a point", () => {
  assert.equal(decimalText("3,5"), "3.5");
  assert.equal(decimalText("03.50"), "3.50");
  assert.equal(decimalText("-25"), "-25");
  for (const wrong of ["", "3,5 mm", "1,2,3", "drie", "1e3", "."]) assert.equal(decimalText(wrong), null);
});

test("a price is read as people type it", () => {
  const cents = { "289": 28900, "289,00": 28900, "289.5": 28950, "€ 1.289,50": 128950, "1.289": 128900, "1,289.50": 128950, "289,-": 28900, "0,05": 5, "12.345.678": null };
  for (const [typed, expected] of Object.entries(cents)) assert.equal(centsOf(typed), expected, typed);
  for (const wrong of ["", "gratis", "-5", "1,2345", "12,34,56"]) assert.equal(centsOf(wrong), null, wrong);
  assert.equal(typedCents(128950), "1289,50");
});

test("quantity times price is exact to the cent, half a cent up", () => {
  assert.equal(lineCents("1", 28900), 28900);
  assert.equal(lineCents("0.5", 15), 8);
  assert.equal(lineCents("4.5", 1999), 8996);
  assert.equal(lineCents("1.1", 10), 11);
  assert.equal(lineCents("999999.9999", 100000), 99999999990);
});

test("a limit suggests, the worst position counts, no limit suggests nothing", () => {
  const tread = { unit: "mm", advice_below: "2.5", necessary_below: "1.6" };
  assert.equal(suggest(tread, ["5.2", "4.9"]), "ok");
  assert.equal(suggest(tread, ["5.2", "2.4"]), "advice");
  assert.equal(suggest(tread, ["1.5", "2.4"]), "necessary");
  assert.equal(suggest(tread, ["2.5", "1.6"]), "advice", "a limit itself is not below it");
  assert.equal(suggest(tread, ["", ""]), null);
  assert.equal(suggest({ unit: "bar" }, ["2.2"]), null);
  assert.equal(suggest({ unit: "C", advice_above: "8", necessary_above: "12" }, ["12.1"]), "necessary");
});

test("this device's unsent writes lie over the server's fields, the last one on top", () => {
  const server = [
    { path: "a", value: "1", device: "x", revision: 3 },
    { path: "b", value: "2", device: "prefill", revision: 1, other: { value: "9", device: "y", revision: 2 } },
  ];
  const views = fields.viewOf(server, [{ path: "a", value: "5" }, { path: "a", value: "6" }], "me");
  assert.deepEqual(views.get("a"), { value: "6", device: "me", pending: true });
  assert.equal(views.get("b").other.value, "9");
});

test("prefilled OK is hollow until a device wrote it, and measured points are not prefilled", () => {
  const points = [{ point_id: "p", group: "g", text: "p" }, { point_id: "m", group: "g", text: "m", unit: "mm" }];
  const first = fields.firstFields("customer_all_ok", points, { inspector: "B", inspection_date: "2026-11-25" });
  assert.deepEqual(first.map((field) => field.path), ["head/inspector", "head/inspection_date", "point/p/status"]);
  const views = fields.viewOf(first, [], "me");
  const status = (id) => views.get(`point/${id}/status`) ?? fields.NOTHING;
  assert.deepEqual(fields.progressOf(points, status), { total: 2, judged: 1, hollow: 1, advice: 0, necessary: 0 });
  views.set("point/p/status", { value: "ok", device: "me", pending: true });
  assert.equal(fields.progressOf(points, status).hollow, 0);
});

test("a blank form starts with the inspector and the date alone", () => {
  const first = fields.firstFields("blank", [{ point_id: "p" }], { inspector: "B", inspection_date: "2026-11-25" });
  assert.deepEqual(first.map((field) => field.path), ["head/inspector", "head/inspection_date"]);
});

test("a form is printed only as it was saved", () => {
  const saved = { revision: 4, saved_number: 1, saved_revision: 4 };
  assert.equal(fields.isSaved(saved, 0), true);
  assert.equal(fields.isSaved(saved, 1), false);
  assert.equal(fields.isSaved({ ...saved, revision: 5 }, 0), false);
  assert.equal(fields.isSaved({ revision: 1 }, 0), false);
});

test("a line whose price follows is counted and not added; a removed one is neither", () => {
  const put = (id, entries) => Object.entries(entries).map(([name, value]) => [`advice/${id}/${name}`, { value }]);
  const views = new Map([
    ...put("1", { text: "Remblokken", quantity: "2", unit_price_cents: "14450", price_kind: "fixed" }),
    ...put("2", { text: "Lekkage zoeken", price_kind: "follows", unit_price_cents: "5000" }),
    ...put("3", { text: "Weg", unit_price_cents: "100", price_kind: "fixed", removed: "yes" }),
  ]);
  assert.deepEqual(totalsOf(linesOf(views)), { lines: 2, cents: 28900, follows: 1 });
});

const write = (seq, path, value, more = {}) => ({ kind: "write", form: "f", at: 0, seq, path, value, seen: 1, ...more });
const save = (seq, more = {}) => ({ kind: "save", form: "f", at: 0, seq, key: "k", mail: false, ...more });
const open = (seq, more = {}) => ({ kind: "open", form: "f", at: 0, seq, key: "k", body: {}, ...more });

test("opening, writing and saving go in the order in which they were done", () => {
  const items = [save(4), write(3, "b", "1"), write(2, "a", "1"), open(1)];
  assert.equal(queue.nextStep(items, false).kind, "open");
  const edit = queue.nextStep(items.slice(0, 3), false);
  assert.deepEqual(edit.writes.map((entry) => entry.counter), [2, 3]);
  assert.equal(queue.nextStep([save(4)], false).kind, "save");
  assert.equal(queue.nextStep([], false).kind, "idle");
});

test("writes after a save wait for it", () => {
  const step = queue.nextStep([write(1, "a", "1"), save(2), write(3, "a", "2")], false);
  assert.deepEqual(step.writes, [{ counter: 1, path: "a", value: "1" }]);
});

test("what was written at different revisions is told apart, or conflicts would be missed", () => {
  const step = queue.nextStep([write(1, "a", "1"), write(2, "b", "1", { seen: 7 })], false);
  assert.deepEqual([step.seen, step.items.length], [1, 1]);
});

test("of many writes to a field the last is told, and all are confirmed", () => {
  const step = queue.nextStep([write(1, "a", "1"), write(2, "a", "2"), write(3, "b", "x"), write(4, "a", "3")], false);
  assert.deepEqual(step.writes, [{ counter: 3, path: "b", value: "x" }, { counter: 4, path: "a", value: "3" }]);
  assert.equal(step.items.length, 4);
});

test("a batch stays within what the gateway takes", () => {
  const many = Array.from({ length: 500 }, (_, i) => write(i + 1, `p${i}`, "x".repeat(2000)));
  const step = queue.nextStep(many, false);
  assert.ok(JSON.stringify(step.writes).length < 64 * 1024 / 4, "also when every character takes four bytes");
  const short = queue.nextStep(many.map((item) => ({ ...item, value: "" })), false);
  assert.ok(short.items.length <= queue.BATCH_MOST);
});

test("a refused write is stepped over; no save goes before it was looked at", () => {
  const refused = { refused: { status: 422, code: "FIELD", detail: "te lang" } };
  const items = [write(1, "a", "1", refused), write(2, "b", "1"), save(3)];
  assert.deepEqual(queue.nextStep(items, false).writes.map((entry) => entry.counter), [2]);
  assert.equal(queue.nextStep([items[0], items[2]], false).kind, "blocked");
  assert.equal(queue.nextStep([open(1, refused), write(2, "a", "1")], false).kind, "blocked");
  assert.deepEqual(queue.overtaken([items[0]], [write(9, "a", "2")]), [1]);
});

test("what is tried again takes along what waited for it, without the marks of its first try", () => {
  const refused = { refused: { status: 422, code: "FIELD", detail: "te lang" } };
  const items = [write(1, "a", "1", refused), write(2, "b", "1"), save(3)];
  assert.deepEqual(queue.waitingFor(items, 1), [1, 3]);
  assert.deepEqual(queue.waitingFor([open(1, refused), write(2, "b", "1"), save(3)], 1), [1, 2, 3]);
  const again = queue.anew(save(3, { ...refused, body: { seen_revision: 1, mail: false } }));
  assert.equal(again.body, undefined);
  assert.notEqual(again.key, "k");
  assert.equal(queue.anew(items[0]).refused, undefined);
});

test("an answer tells whether to try again, to log in, or to show it", () => {
  for (const status of [0, 202, 408, 429, 500, 503]) assert.equal(queue.outcomeOf(status), "later");
  for (const status of [400, 403, 404, 409, 413, 422]) assert.equal(queue.outcomeOf(status), "refused");
  assert.equal(queue.outcomeOf(401), "sign_in");
});

test("pauses grow to a minute and no further", () => {
  assert.equal(queue.backoff(1, 0.5), 1000);
  assert.equal(queue.backoff(3, 0.5), 4000);
  assert.ok(queue.backoff(50, 1) <= 75_000);
});

test("the difference of two versions names what changed, from what to what", () => {
  const point = { point_id: "p", text: "Remblokken", status: "ok" };
  const line = { advice_id: "1", text: "Vervangen", quantity: "1", price_kind: "fixed", line_cents: 100, urgency: "now" };
  const before = { points: [point], advices: [line], works: [] };
  const after = { points: [{ ...point, status: "advice", measures: [{ position: "LV", value: "3.5" }] }], advices: [{ ...line, line_cents: 200 }], works: [{ work_id: "w", text: "Olie" }], remarks: "Let op" };
  const changes = changesBetween(before, after);
  assert.deepEqual(changes.map((change) => change.what), ["point", "advice", "work", "remarks"]);
  assert.equal(changes[0].after, "status:advice · LV 3,5");
  assert.equal(changes[2].before, "");
  assert.deepEqual(changesBetween(after, after), []);
});
