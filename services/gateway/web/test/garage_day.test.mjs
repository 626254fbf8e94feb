// SPDX-License-Identifier: Apache-2.0
// The garage's part of passports, fleets and appointments against a real house (BASE_URL, LOGIN,
// PASSWORD, PLATE, DO: "give" or "fleet", then with the plate of an OTHER passport). Between the
// two the customer activates the passport, which is the story's. Without a house there is nothing
// to do: garage.test.mjs has the steps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "./devices.mjs";

const { BASE_URL, LOGIN, PASSWORD, PLATE, OTHER, DO } = process.env;
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const says = (page, text) => page.getByText(text).first().waitFor();

async function signIn(page) {
  await page.goto(BASE_URL + "/");
  await page.getByLabel("Persoonlijke inlognaam").fill(LOGIN);
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await press(page, "Inloggen");
  await page.locator("a.tile", { hasText: "Weeklijst" }).waitFor();
}

async function openProfile(page, plate = PLATE) {
  await page.goto(`${BASE_URL}/klanten?query=${plate}`);
  await page.locator(".customer-head a").first().click();
  await page.locator("article.card").waitFor();
}

async function setHours(page) {
  await page.goto(`${BASE_URL}/beheer/afspraken`);
  for (const day of ["maandag", "dinsdag", "woensdag", "donderdag"]) await press(page, `Tijd toevoegen op ${day}`);
  await page.getByLabel("Lengte van een afspraak (minuten)").fill("60");
  await page.getByLabel("Auto’s tegelijk").fill("2");
  await page.getByLabel("Boeken tot (dagen vooruit)").fill("20");
  await page.getByLabel("Uiterlijk boeken (uren van tevoren)").fill("1");
  await press(page, "Opslaan");
  await says(page, "Openingstijden opgeslagen");
}

async function give(page) {
  await openProfile(page);
  await page.getByRole("link", { name: "AutoPaspoort geven" }).click();
  await page.getByLabel("Postcode").fill("3511 AB");
  await page.getByLabel(/De klant weet/).check();
  await press(page, "Aanmaken AutoPaspoort");
  await says(page, "AutoPaspoort aangemaakt; uitnodiging gaat naar");
  await page.locator(".form-title .badge", { hasText: "uitgenodigd" }).waitFor();
  await says(page, "Koppelen aan een wagenpark kan zodra het AutoPaspoort geactiveerd is.");
  await openProfile(page);
  await page.locator("article .badge", { hasText: "uitgenodigd" }).waitFor();
}

async function book(page) {
  await page.getByRole("link", { name: "Afspraak maken" }).click();
  await page.getByLabel("onderhoud").check();
  await page.locator(".slot input").first().check();
  await page.getByRole("button", { name: /^Boek / }).click();
  await says(page, "Afspraak gemaakt");
  const card = page.locator(".appointment");
  await card.getByText("onderhoud").waitFor();
  await card.getByRole("button", { name: "Verzetten" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator(".slot input").last().check();
  await dialog.getByRole("button", { name: "Verzetten" }).click();
  await says(page, "de klant krijgt bericht");
  await page.getByRole("button", { name: "Lijst" }).click();
  await card.getByRole("button", { name: "Annuleren" }).click();
  await dialog.getByLabel(/Reden/).fill("auto staat stil");
  await dialog.getByRole("button", { name: "Afspraak annuleren" }).click();
  await says(page, "Afspraak geannuleerd");
  await says(page, "Geen afspraken");
}

async function openPassport(page, plate) {
  await openProfile(page, plate);
  await page.locator("article .badge", { hasText: "geactiveerd" }).waitFor();
  await page.getByRole("link", { name: "Eigenaar / bestuurdersprofiel" }).click();
  await page.locator(".form-columns").waitFor();
}

async function makeFleet(page) {
  await openPassport(page);
  const address = await page.locator("dd", { hasText: "@" }).first().innerText();
  await press(page, "Aanmaken fleet account");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Naam wagenpark", { exact: true }).fill("Koeriers Noord");
  await dialog.getByLabel("E-mail wagenparkbeheerder").fill(address.toUpperCase());
  await dialog.getByText("moet anders zijn dan dat van het AutoPaspoort.").last().waitFor();
  await dialog.getByLabel("E-mail wagenparkbeheerder").fill("beheer@koeriers.example");
  await dialog.getByRole("button", { name: "Aanmaken", exact: true }).click();
  await page.getByRole("heading", { name: "Koeriers Noord" }).waitFor();
  await says(page, "1 kenteken");
}

async function link(page) {
  await openPassport(page, OTHER);
  await page.getByLabel("Typ de naam van het wagenpark").fill("koeriers");
  await page.getByRole("listbox").getByRole("option", { name: "Koeriers Noord" }).click();
  await page.locator(".button.save").click();
  await says(page, "Gekoppeld aan Koeriers Noord");
  await page.goto(BASE_URL + "/");
  await page.getByRole("link", { name: /^Actie/ }).click();
  await says(page, "2 kentekens");
}

async function unlink(page) {
  await openPassport(page, OTHER);
  await press(page, "Ontkoppelen");
  await page.getByRole("dialog").getByRole("button", { name: "Ontkoppelen" }).click();
  await says(page, "Ontkoppeld van het wagenpark");
  await page.getByLabel("Typ de naam van het wagenpark").waitFor();
}

const STEPS = { give: [setHours, give, book], fleet: [makeFleet, link, unlink] };

test(`a garage's day: ${DO}`, { skip: !BASE_URL, timeout: 500_000 }, async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "nl-NL" });
  page.setDefaultTimeout(90_000);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  try {
    await signIn(page);
    for (const step of STEPS[DO]) await step(page);
    assert.deepEqual(wrong, []);
  } catch (cause) {
    throw new Error(`${cause.message}\non the page: ${(await page.locator("body").innerText()).slice(0, 1500)}`, { cause });
  } finally {
    await browser.close();
  }
});
