// SPDX-License-Identifier: Apache-2.0
// What support sees: transfers it asks for when a fleet's manager cannot, its own to take back,
// a colleague's to approve or refuse; and what the manager reads of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { startFakeFleet, uuid } from "./fake_fleet.mjs";
import { startFakeGateway } from "./fake_gateway.mjs";
import { judge, PHONE, speak, stage, webRoot } from "./stage.mjs";

const WHY = "De beheerder ligt in het ziekenhuis en de auto moet maandag naar de nieuwe bestuurder.";
const on = stage({ width: 1280, height: 900 });
const says = (page, text) => page.getByText(text).first().waitFor();
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

function requestOf(n, more = {}) {
  const asked_at = `2026-11-24T0${8 - n}:00:00Z`;
  return {
    request_id: uuid(7000 + n), version: 1, status: "asked", passport_id: uuid(1000 + n), plate: `H01${n}HB`, plate_formatted: `H-01${n}-HB`,
    fleet_name: "Bakker Transport BV", kind: "driver", recipient: { email: "nico@nieuw.example", name: "Nico Nieuw" }, reason: WHY,
    asked_by: "Vera de Boer", asked_at, expires_at: "2026-11-25T08:00:00Z", is_mine: false,
    trail: [{ at: asked_at, action: "asked", login: "vera", name: "Vera de Boer" }], ...more,
  };
}

function ended(n, status, action, more = {}) {
  const one = requestOf(n);
  const by = { at: "2026-11-24T08:30:00Z", action, login: "wim", name: "Wim Smit" };
  return { ...one, version: 2, status, decided_by: "Wim Smit", trail: [...one.trail, by], ...more };
}

const STARTED = ended(4, "started", "approved");
STARTED.trail.push({ at: "2026-11-24T08:30:01Z", action: "started", login: "beurt", name: "Beurt" });

async function support(run, { refuse, at = "/" } = {}) {
  const requests = [requestOf(1), requestOf(2, { is_mine: true, kind: "owner", asked_by: "Tess Vos" }), ended(3, "refused", "refused", { note: "Bel eerst zijn plaatsvervanger." }), STARTED];
  const sent = [];
  const extra = async ({ method, url, body }) => {
    const [, id, what] = /^\/v1\/break-glass(?:\/([^/]+)\/(\w+))?$/.exec(url.pathname) ?? ["", "", "no"];
    if (what === "no") return undefined;
    if (method === "GET") return { status: 200, body: { requests } };
    sent.push({ what: what ?? "ask", body });
    if (refuse) return { status: 409, body: { type: "about:blank", title: refuse, status: 409, code: refuse, traceId: "0" } };
    const found = requests.find((one) => one.request_id === id);
    if (!found) requests.unshift(requestOf(5, { is_mine: true, ...body }));
    else Object.assign(found, { version: 2, status: { approve: "approved", refuse: "refused", withdraw: "withdrawn" }[what] });
    return { status: found ? 200 : 201, body: found ?? requests[0] };
  };
  const me = { role: "support", name: "Wim Smit", dealer: undefined, dealer_name: undefined };
  await on(await startFakeGateway({ rows: 1, webRoot, me, extra }), at, (page) => run(page, sent, requests));
}

const card = (page, plate) => page.locator("article").filter({ hasText: plate });

test("support has one screen, wherever it begins, and approves what a colleague asked", async () => {
  await support(async (page, sent) => {
    await says(page, "Noodoverdrachten");
    await until("its only screen", () => new URL(page.url()).pathname === "/noodoverdrachten");
    assert.equal(await page.locator("nav a").count(), 1);
    await card(page, "H-011-HB").getByRole("button", { name: "Goedkeuren en overdracht starten" }).click();
    await says(page, "Goedgekeurd: de overdracht start");
    assert.deepEqual(sent, [{ what: "approve", body: { expected_version: 1 } }]);
  }, { at: "/weeklijst" });
});

test("what one asked oneself can be taken back, not approved", async () => {
  await support(async (page, sent) => {
    const own = card(page, "H-012-HB");
    await own.getByRole("button", { name: "Intrekken" }).waitFor();
    assert.equal(await own.getByRole("button", { name: /Goedkeuren/ }).count(), 0);
    await own.getByRole("button", { name: "Intrekken" }).click();
    await says(page, "De aanvraag is ingetrokken");
    assert.equal(sent[0].what, "withdraw");
  });
});

test("a transfer is asked for with a reason of twenty characters", async () => {
  await support(async (page, sent) => {
    await press(page, "Overdracht aanvragen");
    await page.getByLabel("Kenteken").fill("H-015-HB");
    await page.getByLabel("E-mailadres van de ontvanger").fill("nico@nieuw.example");
    const reason = page.getByLabel(/^Waarom kan de beheerder/);
    await reason.pressSequentially("te kort");
    await press(page, "Aanvragen");
    assert.equal(await reason.evaluate((field) => field.validity.tooShort), true);
    assert.deepEqual(sent, []);
    await reason.fill(WHY);
    await press(page, "Aanvragen");
    await says(page, "De aanvraag wacht op een collega");
    assert.deepEqual(sent[0].body, { plate: "H-015-HB", kind: "driver", recipient: { email: "nico@nieuw.example" }, reason: WHY });
  });
});

test("who comes second reads that it is decided", async () => {
  await support(async (page) => {
    await card(page, "H-011-HB").getByRole("button", { name: "Afwijzen" }).click();
    await says(page, "Een collega was u voor");
  }, { refuse: "DECIDED" });
});

test("the screen is whole in both languages, on a desk and on a telephone", async () => {
  for (const language of ["nl", "en"])
    await support(async (page) => {
      await speak(page, language);
      await page.reload();
      await card(page, "H-014-HB").waitFor();
      await judge(page, `support in ${language}`, [1280, 900], PHONE);
    });
});

test("the manager reads in the dashboard what support did, who and why", async () => {
  const gateway = await startFakeFleet({ webRoot });
  gateway.fleet.bySupport = [STARTED];
  await on(gateway, "/wagenpark/?scherm=overdrachten", async (page) => {
    await says(page, "Gedaan door support");
    const text = await card(page, "H-014-HB").innerText();
    for (const word of ["Vera de Boer", "Wim Smit", WHY, "overdracht gestart"]) assert.ok(text.includes(word), word);
    await judge(page, "what support did", [1280, 900], PHONE);
  });
});
