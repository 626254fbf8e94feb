// SPDX-License-Identifier: Apache-2.0
// Lists of more than a page, in a real Chromium against a gateway in memory: "Meer tonen" brings every
// row once, and looking again leaves what it brought.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { startFakeGateway } from "./fake_gateway.mjs";
import { stage, webRoot } from "./stage.mjs";

const NOW = "2026-11-24T09:00:00Z";
const PAGE = 100;
const on = stage({ width: 1280, height: 900 });
const id = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const record = (n) => ({ id: id(n), version: 1, vendor: "carsys", document_number: `F${n}`, document_kind: "invoice", received_at: NOW, status: "accepted", reasons: [] });
const form = (n) => ({ inspection_id: id(n), version: 1, status: "saved", make: "Subaru", model: `Nummer ${n}`, advices: [], answers: [] });

const lead = (n) => ({ id: id(n), version: 1, status: "new", opened_at: NOW, person: { name: `Nummer ${n}` }, plate: "H001HB", wish: "apk", source: "page" });

const LISTS = {
  "/intake": { route: "/v1/intake", name: "records", row: record, more: { connections: [], parked_open: 0 } },
  "/inspecties": { route: "/v1/inspections", name: "inspections", row: form, more: {} },
  "/nieuwe-klanten": { route: "/v1/leads", name: "leads", row: lead, more: { figures: { counts: {} } } },
};

/** A list of `rows`, newest first, at an address of the portal; its cursor is the last row's number. */
async function list(at, count, run) {
  const { route, name, row, more } = LISTS[at];
  const rows = Array.from({ length: count }, (_, n) => row(count - n));
  const asked = [];
  const refused = { code: undefined };
  const extra = ({ url }) => {
    if (url.pathname !== route) return undefined;
    if (refused.code) return { status: 409, body: { title: "It did not work", detail: "the gateway says so", status: 409, code: refused.code, traceId: "0" } };
    const after = url.searchParams.get("cursor");
    const start = after ? rows.findIndex((one) => Object.values(one)[0] === after) + 1 : 0;
    const page = rows.slice(start, start + PAGE);
    asked.push(after);
    return { status: 200, body: { [name]: page, ...more, ...(start + PAGE < rows.length ? { next_cursor: Object.values(page.at(-1))[0] } : {}), server_time: NOW } };
  };
  const gateway = await startFakeGateway({ rows: 1, webRoot, me: { entitlements: ["inspection"] }, extra });
  await on(gateway, "/login", async (page) => {
    await page.clock.install();
    await page.goto(gateway.url + at);
    await run(page, { asked, refused, add: () => rows.unshift(row(rows.length + 1)) });
  });
}

const shown = (page) => page.locator("table.list tbody tr").locator(".row-open, strong").allInnerTexts();
const more = (page) => page.getByRole("button", { name: "Meer tonen", exact: true });
const length = (page, n) => until(`${n} rows`, async () => (await shown(page)).length === n);

for (const at of Object.keys(LISTS)) {
  test(`${at}: every row of three pages is there once, also after looking again`, () =>
    list(at, 250, async (page, { asked, add }) => {
      await length(page, 100);
      await more(page).click();
      await length(page, 200);
      const before = asked.length;
      await page.clock.runFor(21_000);
      await until("it looked again", () => asked.length > before);
      await more(page).click();
      await length(page, 250);
      await more(page).waitFor({ state: "detached" });
      add();
      await page.clock.runFor(21_000);
      await length(page, 251);
      const rows = await shown(page);
      assert.equal(new Set(rows).size, 251);
    }));
}

test("a page that does not come is told, and can be asked for again", () =>
  list("/intake", 150, async (page) => {
    await length(page, 100);
    await page.route(/cursor=/, (route) => route.abort());
    await more(page).click();
    await page.locator(".notice.error").waitFor();
    await page.unroute(/cursor=/);
    await more(page).click();
    await length(page, 150);
    await page.locator(".notice.error").waitFor({ state: "detached" });
  }));

test("a refusal has words beside what is there; one that is not known has its code", () =>
  list("/intake", 3, async (page, { refused }) => {
    const told = async (text) => {
      await page.clock.runFor(11_000);
      await page.locator(".notice.error", { hasText: text }).waitFor();
      assert.equal((await shown(page)).length, 3);
      assert.doesNotMatch(await page.locator("main").innerText(), /the gateway says/);
    };
    await length(page, 3);
    refused.code = "TOO_MANY";
    await told("Wacht een halve minuut en probeer het opnieuw.");
    refused.code = "SOMETHING_NEW";
    await told("Er ging iets mis. Probeer het opnieuw. (SOMETHING_NEW)");
    await page.route("**/v1/intake*", (route) => route.abort());
    await told("Geen verbinding met de server. Probeer het opnieuw.");
    await page.unroute("**/v1/intake*");
    refused.code = undefined;
    await page.clock.runFor(11_000);
    await page.locator(".notice.error").waitFor({ state: "detached" });
  }));
