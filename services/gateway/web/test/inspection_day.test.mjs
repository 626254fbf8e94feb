// SPDX-License-Identifier: Apache-2.0
// An inspector's day on the tablet against a real house (BASE_URL, LOGIN, PASSWORD, PLATE):
// from the plate to a saved form that is mailed and printed. Without a house there is nothing
// to do: the same steps run against the gateway in memory in inspection.test.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Tablet, until } from "./devices.mjs";
import { picture } from "./picture.mjs";

const { BASE_URL, LOGIN, PASSWORD, PLATE } = process.env;
const ADVICE = "Remblokken voor vervangen";
const WORK = "Ruitensproeiervloeistof bijgevuld";

async function signIn(page) {
  await page.goto(BASE_URL + "/inspectie/");
  await page.getByLabel("Persoonlijke inlognaam").fill(LOGIN);
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await page.getByRole("button", { name: "Inloggen" }).click();
  await page.waitForSelector(".entries");
}

async function begin(page) {
  await page.getByRole("link", { name: /Met uitnodiging/ }).click();
  await page.locator(".plate-input").fill(PLATE.toLowerCase());
  await page.locator(".search-form button").click();
  await page.getByText("Geen aanmelding gevonden").waitFor();
  await page.getByRole("button", { name: "Met klantgegevens, alles OK" }).click();
  await page.waitForSelector(".point");
  return new URL(page.url()).pathname.split("/").pop();
}

/** Two advices on the first two points that are not measured, one with a price, and a photo. */
async function advise(page) {
  const plain = page.locator(".point:not(:has(.measure))");
  await plain.nth(0).locator("[data-status=necessary]").click();
  await plain.nth(0).locator(".point-tools .button").last().click();
  const advice = plain.nth(0).locator(".advice");
  await advice.getByLabel("Advies", { exact: true }).fill(ADVICE);
  await advice.getByLabel("Prijs per stuk").fill("289,00");
  await advice.getByLabel("Prijs per stuk").blur();
  await plain.nth(1).locator("[data-status=advice]").click();
  await plain.nth(1).locator(".point-tools .button").last().click();
  const buffer = picture(200, 100, Math.random);
  await plain.nth(0).locator("input[type=file]").setInputFiles({ name: "f.png", mimeType: "image/png", buffer });
  await page.locator(".form-foot").getByText("2 adviezen · € 289 incl. btw + 1 prijs volgt").waitFor();
}

/** With updates on: work done makes the form unsaved again, the save a version and a mail. */
async function update(page) {
  await page.getByRole("switch", { name: "Klant updates versturen" }).check();
  await page.getByLabel("Andere uitgevoerde werkzaamheid").fill(WORK);
  await page.getByRole("button", { name: "Toevoegen" }).click();
  await page.locator("#print-why").getByText("Eerst opslaan (gewijzigd)").waitFor();
  await page.locator(".form-foot .button.primary").click();
  await page.locator("dialog button[type=submit]").click();
  await page.getByText("Opgeslagen als versie 2; de klant krijgt een e-mail").waitFor();
}

test("from the plate to a form that is saved, mailed and printed", { skip: !BASE_URL, timeout: 500_000 }, async () => {
  const tablet = await new Tablet("day").start();
  const { page } = tablet;
  try {
    await signIn(page);
    const form = await begin(page);
    await page.locator("#print-why").getByText("Eerst opslaan").waitFor();
    await advise(page);
    await page.locator(".form-foot .button.primary").click();
    await page.locator("dialog button[type=submit]").click();
    await page.getByText("Opgeslagen als versie 1; de klant krijgt een e-mail").waitFor();
    await until("everything sent", async () => { const { items, photos } = await tablet.kept(form); return items.length === 0 && photos.every((photo) => photo.received === photo.size); });
    const href = await page.getByRole("link", { name: "Printen" }).getAttribute("href");
    const printed = await page.evaluate(async (url) => { const reply = await fetch(url, { headers: { "X-Beurt": "1" } }); return { status: reply.status, type: reply.headers.get("Content-Type"), bytes: (await reply.arrayBuffer()).byteLength }; }, href);
    assert.equal(printed.status, 200);
    assert.equal(printed.type, "application/pdf");
    assert.ok(printed.bytes > 1000);
    await update(page);
    console.log("TOLD " + JSON.stringify({ inspection_id: form, advice: ADVICE, work: WORK }));
  } finally {
    await tablet.remove();
  }
});
