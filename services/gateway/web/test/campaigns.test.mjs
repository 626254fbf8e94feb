// SPDX-License-Identifier: Apache-2.0
// Campaigns in the portal, in a real Chromium against a gateway in memory with a million
// customers. Tests are named like the sentences of the manual they hold the portal to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { DONE, DRAFT, RUNNING, startFakeCampaigns, uuid, WAITING } from "./fake_campaigns.mjs";
import { judge, speak, stage, webRoot } from "./stage.mjs";


const on = stage({ width: 1280, height: 900 });

const desk = async (run, { at = "/campagnes" } = {}) => on(await startFakeCampaigns({ webRoot }), at, run);

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const says = (page, text) => page.getByText(text).first().waitFor();
const sent = (gateway, method, path) => gateway.state.calls.filter((call) => call.method === method && call.path === path);

test("a recipe becomes a campaign that is saved with its sentence", () =>
  desk(async (page, gateway) => {
    await page.getByRole("link", { name: /Lang niet geweest/ }).click();
    await page.getByLabel("Leeftijd van de auto").first().fill("10");
    await press(page, "Bewaren");
    await until("the campaign", () => sent(gateway, "POST", "/v1/campaigns").length === 1);
    const { plan } = JSON.parse(sent(gateway, "POST", "/v1/campaigns")[0].body);
    assert.deepEqual(JSON.parse(plan.selection), { all: [{ field: "car.age", operator: "at_least", value: 10 }] });
    await page.waitForURL(`**/campagnes/${uuid(75)}?stap=what`);
  }));

test("a part of age is a sentence too", () =>
  desk(async (page, gateway) => {
    await page.getByLabel("Zin toevoegen").selectOption("history.time_part");
    await says(page, "hier vernieuwd, langer dan");
    await page.getByLabel("Maanden bij Onderdeel op leeftijd").fill("24");
    await until("the count", () => sent(gateway, "POST", "/v1/campaigns/count").some(({ body }) => JSON.parse(JSON.parse(body).selection).all.some(({ field, months }) => field === "history.time_part" && months === 24)));
  }, { at: `/campagnes/${DRAFT}` }));

test("of a crowd the reach is an estimate and says so", () =>
  desk(async (page) => {
    const reach = page.getByRole("complementary", { name: "Bereik" });
    await reach.getByText("ongeveer 612.400").waitFor();
    await reach.getByText("Schatting: geteld over een deel van uw klanten.").waitFor();
    await reach.getByText("geen toestemming of bezwaar").waitFor();
  }, { at: `/campagnes/${DRAFT}` }));

test("ten examples say why they are in and why they get nothing", () =>
  desk(async (page) => {
    await press(page, "Bekijk 10 voorbeelden");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Klant 10").waitFor();
    assert.equal(await dialog.locator(".person").count(), 10);
    await dialog.getByText("auto is minstens 8 jaar oud").first().waitFor();
    await dialog.getByText("Krijgt geen bericht: geen toestemming of bezwaar").first().waitFor();
  }, { at: `/campagnes/${DRAFT}` }));

test("versions differ in texts and in channels", () =>
  desk(async (page, gateway) => {
    const version = page.getByRole("group", { name: "Versie B", exact: true });
    await version.getByLabel("Onderwerp").fill("Kom langs");
    await page.getByLabel("Versie B gaat langs eigen kanalen").waitFor();
    assert.ok(await version.getByRole("checkbox", { name: "sms", exact: true }).isChecked());
    await version.getByRole("checkbox", { name: "brief", exact: true }).check();
    await press(page, "Bewaren");
    await until("the change", () => sent(gateway, "PUT", `/v1/campaigns/${DRAFT}`).length === 1);
    const { plan } = JSON.parse(sent(gateway, "PUT", `/v1/campaigns/${DRAFT}`)[0].body);
    assert.deepEqual(plan.variants[1].channels, ["sms", "letter"]);
    assert.equal(plan.variants[1].texts[0].subject, "Kom langs");
    assert.equal(plan.variants[0].channels, undefined);
    assert.deepEqual(plan.channels, ["email", "sms", "letter"], "who any version can reach is counted");
  }, { at: `/campagnes/${DRAFT}?stap=what` }));

test("a colleague approves what goes to many people", () =>
  desk(async (page, gateway) => {
    await says(page, "piet vraagt om goedkeuring: dit gaat naar ongeveer 401.180 klanten.");
    await press(page, "Goedkeuren en verzenden");
    await says(page, "goedgekeurd");
    assert.deepEqual(JSON.parse(sent(gateway, "POST", `/v1/campaigns/${WAITING}/approve`)[0].body), { expected_version: 3 });
  }, { at: `/campagnes/${WAITING}` }));

test("a campaign that runs is stopped", () =>
  desk(async (page, gateway) => {
    await says(page, "1.000.000");
    await press(page, "Campagne stoppen");
    await until("the end", () => gateway.campaigns.get(RUNNING).status === "cancelled");
    await says(page, "gestopt");
  }, { at: `/campagnes/${RUNNING}` }));

test("the better version is named with how sure that is", () =>
  desk(async (page) => {
    await says(page, "Versie B doet het beter: de grenzen van 95 % zekerheid overlappen niet.");
    const row = page.getByRole("row", { name: /Versie B/ });
    assert.match(await row.textContent(), /sms.*4\.150.*522.*12,6 %.*11,6 – 13,6 %/i);
  }, { at: `/campagnes/${DONE}` }));

/** Where, and what says that it is there. */
const SCREENS = [
  ["/campagnes", "table.list"],
  [`/campagnes/${DRAFT}`, ".funnel"],
  [`/campagnes/${DRAFT}?stap=what`, "ol.channels"],
  [`/campagnes/${DRAFT}?stap=when`, "fieldset"],
  [`/campagnes/${WAITING}`, ".funnel"],
  [`/campagnes/${DONE}`, "table.list"],
];

for (const language of ["nl", "en"]) {
  test(`axe finds nothing at campaigns: ${language}, light and dark`, () =>
    desk(async (page, { url }) => {
      await speak(page, language);
      for (const [at, ready] of SCREENS) {
        await page.goto(url + at);
        await page.waitForSelector(ready);
        await judge(page, `${at} in ${language}`, [1280, 900]);
      }
    }));
}
