// SPDX-License-Identifier: Apache-2.0
// A fleet manager's day against a real house (BASE_URL, MAILBOX, EMAIL; DO says which part): logs
// in by the link in a mail, offers one car to another driver and one to a new owner, and sees
// later what became of it. Without a house there is nothing to do: fleet.test.mjs has the
// steps one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM, until } from "./devices.mjs";

const { BASE_URL, MAILBOX, EMAIL, DO, DRIVEN, SOLD, SHOTS } = process.env;
const LINK = /https?:\/\/\S+?(\/inloggen\/[A-Za-z0-9_-]{43})/g;

async function links() {
  const mails = await (await fetch(`${MAILBOX}/api/mails?to=${encodeURIComponent(EMAIL)}`)).json();
  return mails.flatMap(({ text }) => [...text.matchAll(LINK)].map(([, path]) => path));
}

/** Login AutoPaspoort is where everybody logs in; the link works in this browser, once. */
async function signIn(page) {
  const before = await links();
  await page.goto(BASE_URL + "/wagenpark/");
  await page.waitForURL(/\/inloggen/);
  await page.locator("#who").fill(EMAIL);
  await page.locator("button[value=link]").click();
  const link = await until("a link by mail", async () => (await links()).find((one) => !before.includes(one)));
  await page.goto(BASE_URL + link);
  await page.locator("main form button, form button").first().click();
  await page.waitForURL(/\/wagenpark\/$/);
  await page.locator(".fleet-table").waitFor();
}

const row = (page, plate) => page.locator(".fleet-table tbody tr").filter({ hasText: plate });
const dialog = (page) => page.locator("dialog.dialog");
const press = (at, name) => at.getByRole("button", { name, exact: true }).click();

async function offer(page, plate, kind, who) {
  await row(page, plate).getByRole("button", { name: /^Acties/ }).click();
  await page.getByRole("menuitem", { name: "Overdragen…" }).click();
  await dialog(page).getByRole("radio", { name: kind }).check();
  await press(dialog(page), "Verder");
  await dialog(page).getByLabel("Naam").fill(who.name);
  await dialog(page).getByLabel("E-mailadres").fill(who.email);
  await press(dialog(page), "Verder");
  await dialog(page).getByText("Wat gaat er mee?").waitFor();
  await press(dialog(page), "Verder");
  await dialog(page).getByLabel(/om te bevestigen/).fill(plate);
  await press(dialog(page), "Overdragen");
  await dialog(page).getByText(`${who.email} krijgt een e-mail`).waitFor();
  await press(dialog(page), "Sluiten");
  await row(page, plate).getByText("overdracht loopt").waitFor();
}

/** One's own address is refused at the question, with what to do. */
async function refused(page, plate) {
  await row(page, plate).getByRole("button", { name: /^Acties/ }).click();
  await page.getByRole("menuitem", { name: "Overdragen…" }).click();
  await dialog(page).getByRole("radio", { name: "Nieuwe eigenaar" }).check();
  await press(dialog(page), "Verder");
  await dialog(page).getByLabel("Naam").fill("Ikzelf");
  await dialog(page).getByLabel("E-mailadres").fill(EMAIL);
  await press(dialog(page), "Verder");
  await press(dialog(page), "Verder");
  await dialog(page).getByLabel(/om te bevestigen/).fill(plate);
  await press(dialog(page), "Overdragen");
  await dialog(page).getByText("Dit adres is van uzelf of van wie deze auto al heeft.").waitFor();
  await page.keyboard.press("Escape");
}

async function look(page, plate) {
  await row(page, plate).getByRole("link").click();
  await page.locator("dialog.drawer").getByText("In uw wagenpark sinds").waitFor();
  await page.locator("dialog.drawer").getByText("Verwacht onderhoud").waitFor();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/drawer-house.png` });
  await page.keyboard.press("Escape");
}

async function settle(page) {
  await page.getByRole("link", { name: "Instellingen" }).click();
  await page.getByLabel(/Goedkeuringslimiet/).fill("150,00");
  await page.getByRole("form", { name: "Wagenpark" }).getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Opgeslagen").waitFor();
  await page.reload();
  assert.equal(await page.getByLabel(/Goedkeuringslimiet/).inputValue(), "150,00");
  await page.getByRole("link", { name: "Mijn AutoPaspoorten" }).first().click();
}

/** One advice above the limit, one below it: for that one the manager says why. */
async function approve(page, plate) {
  await row(page, plate).getByRole("link").click();
  const drawer = page.locator("dialog.drawer");
  await drawer.getByRole("group", { name: /Remblokken/ }).getByText("boven uw limiet").waitFor();
  await drawer.getByRole("group", { name: /Remblokken/ }).getByLabel("Akkoord").check();
  await drawer.getByRole("group", { name: /Ruitenwissers/ }).getByLabel("Niet nu").check();
  await drawer.getByLabel(/U antwoordt namens/).fill("bestuurder is op vakantie");
  await press(drawer, "Verstuur antwoord");
  await drawer.getByText(/Beantwoord: akkoord/).waitFor();
  await page.keyboard.press("Escape");
}

async function outcome(page, plate, words) {
  const line = page.locator(".transfers-table tbody tr").filter({ hasText: plate });
  for (const word of words) await line.getByText(word, { exact: true }).waitFor();
}

const PARTS = {
  async offer(page) {
    assert.equal(await page.locator(".fleet-table tbody tr").count(), 3);
    await look(page, DRIVEN);
    await settle(page);
    await approve(page, DRIVEN);
    await refused(page, SOLD);
    await offer(page, DRIVEN, "Andere bestuurder", { name: "Nieuwe Bestuurder", email: "bestuurder@nieuw.example" });
    await offer(page, SOLD, "Nieuwe eigenaar", { name: "Nieuwe Eigenaar", email: "eigenaar@nieuw.example" });
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/list-house.png` });
    await page.getByRole("link", { name: /Overdrachten/ }).click();
    await outcome(page, DRIVEN, ["wacht op antwoord"]);
    await outcome(page, SOLD, ["wacht op antwoord"]);
    await page.locator(".transfers-table tbody tr").filter({ hasText: SOLD }).getByRole("button", { name: "Opnieuw sturen" }).click();
    await page.getByText("eigenaar@nieuw.example krijgt het verzoek opnieuw").waitFor();
  },
  async after(page) {
    assert.equal(await row(page, SOLD).count(), 0);
    assert.match(await row(page, DRIVEN).innerText(), /Nieuwe Bestuurder[^]*actief/);
    await page.getByRole("link", { name: /Overdrachten/ }).click();
    await outcome(page, DRIVEN, ["geaccepteerd", "De auto bleef in uw wagenpark."]);
    assert.equal(await page.locator(".transfers-table").getByText(SOLD).count(), 0);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/transfers-house.png` });
  },
};

test("a manager's day", { skip: !BASE_URL, timeout: 500_000 }, async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "nl-NL" });
  page.setDefaultTimeout(90_000);
  try {
    await signIn(page);
    await PARTS[DO](page);
  } catch (cause) {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/failed.png` });
    throw cause;
  } finally {
    await browser.close();
  }
});
