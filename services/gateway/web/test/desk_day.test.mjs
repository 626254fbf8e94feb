// SPDX-License-Identifier: Apache-2.0
// The adviser's part of an inspection against a real house (BASE_URL, LOGIN, PASSWORD, PLATE):
// price what the inspector left open, save and mail it, record what the customer says by
// telephone. Without a house there is nothing to do: desk.test.mjs has the steps one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "./devices.mjs";

const { BASE_URL, LOGIN, PASSWORD, PLATE } = process.env;

async function signIn(page) {
  await page.goto(BASE_URL + "/inspecties");
  await page.getByLabel("Persoonlijke inlognaam").fill(LOGIN);
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await page.getByRole("button", { name: "Inloggen" }).click();
}

async function open(page) {
  await page.getByLabel("Zoek kenteken, klant of inspecteur").fill(PLATE.toLowerCase());
  const row = page.locator(".forms-table tbody tr", { hasText: "+ 1 prijs volgt" });
  await row.getByRole("link").click();
  await page.locator(".prices").waitFor();
}

async function price(page) {
  const input = page.locator(".cell-price").first();
  await input.fill("289,50");
  await input.blur();
  await page.locator(".prices tfoot", { hasText: "€ 289,50" }).waitFor();
  await page.getByRole("button", { name: "Opslaan en klant mailen" }).click();
  await page.getByText("Opgeslagen als versie 2; de klant krijgt een e-mail").waitFor();
}

async function hear(page) {
  await page.getByRole("button", { name: "Antwoord vastleggen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Akkoord", { exact: true }).check();
  await dialog.getByLabel("Wie sprak u en wat is er gezegd?").fill("mevrouw gesproken, 14.10 uur");
  await dialog.getByRole("button", { name: "Vastleggen" }).click();
  await page.getByText("Klant: akkoord").waitFor();
  await page.getByText("“mevrouw gesproken, 14.10 uur”").waitFor();
}

test("a price, a mail and an answer by telephone", { skip: !BASE_URL, timeout: 500_000 }, async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 }, locale: "nl-NL" });
    page.setDefaultTimeout(90_000);
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    await signIn(page);
    await open(page);
    await price(page);
    await hear(page);
    await page.goto(BASE_URL + "/inspecties?status=answered");
    await page.locator(".forms-table tbody tr", { hasText: "1 akkoord" }).waitFor();
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
  }
});
