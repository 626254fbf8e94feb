// SPDX-License-Identifier: Apache-2.0
// Inspections at the adviser's desk, in a real Chromium against a gateway in memory: the list,
// a form with its prices and answers, checklists, the logo, an invitation. axe looks at every
// screen in both languages, light and dark.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { FORM, LINES, startFakeDesk } from "./fake_desk.mjs";
import { CHECKLIST } from "./fake_inspection.mjs";
import { picture } from "./picture.mjs";
import { judge, PHONE, speak, stage, webRoot } from "./stage.mjs";

const AT = `/inspecties/${FORM}`;
const EDITOR = `/beheer/controlelijsten/${CHECKLIST}`;

const on = stage({ width: 1366, height: 900 });

/** The desk at an address, with a form on it that was saved and mailed. */
async function desk(run, { at = AT, me, isSaved = true } = {}) {
  const gateway = await startFakeDesk({ webRoot, me });
  const form = gateway.store.fill(FORM, { isSaved });
  await on(gateway, at, (page) => run(page, { ...gateway, form }));
}

const button = (page, name) => page.locator(".save-bar").getByRole("button", { name, exact: true });
const row = (page, text) => page.locator(".prices tbody tr").filter({ has: page.locator(`[aria-label$="${text}"]`) });
const kept = (form, line, leaf) => form.fields.get(`advice/${LINES[line]}/${leaf}`)?.value;

async function type(page, line, price) {
  const input = row(page, line).locator(".cell-price");
  await input.fill(price);
  await input.blur();
}

async function phone(page, word, reason) {
  await button(page, "Antwoord vastleggen").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("group", { name: /Remblokken/ }).getByLabel(word, { exact: true }).check();
  await dialog.getByLabel("Wie sprak u en wat is er gezegd?").fill(reason);
  await dialog.getByRole("button", { name: "Vastleggen" }).click();
}

test("the list says which forms wait for a price and who wants to be called", async () => {
  await desk(async (page, { store, form }) => {
    store.fill("00000000-0000-4000-8000-0000000000f2", { plate: "AB12CD", isSaved: false });
    store.answer(form, { number: 1, by: "link", lines: [{ advice_id: LINES.pads, answer: "approve" }, { advice_id: LINES.airco, answer: "call" }] });
    await page.reload();
    const answered = page.locator(".forms-table tbody tr", { hasText: "beantwoord" });
    const words = await answered.innerText();
    for (const word of ["H-00-HZB", "Subaru Forester", "€ 289 + 1 prijs volgt", "2 adviezen", "bel mij", "1 akkoord"]) assert.ok(words.replace(/\s+/g, " ").includes(word), `${word} in ${words}`);
    await page.getByLabel("Status").selectOption("filling");
    await answered.waitFor({ state: "detached" });
    assert.match(page.url(), /status=filling/);
    await page.locator(".forms-table", { hasText: "wordt ingevuld" }).waitFor();
    await page.getByLabel("Status").selectOption("");
    await page.getByLabel("Zoek kenteken, klant of inspecteur").fill("h00h");
    await page.waitForFunction(() => document.querySelectorAll(".forms-table tbody tr").length === 1);
    await page.getByLabel("alleen mijn formulieren").check();
    await page.locator(".empty").waitFor();
  }, { at: "/inspecties" });
});

test("a price typed with a comma settles a line that was to follow; what is no price is told", async () => {
  await desk(async (page, { form }) => {
    await page.locator(".prices tfoot", { hasText: "€ 289" }).and(page.locator(".prices tfoot", { hasText: "+ 1 prijs volgt" })).waitFor();
    await type(page, "Airco nakijken", "honderd");
    await page.getByText("Vul een bedrag in, bijvoorbeeld 289,00").waitFor();
    assert.equal(kept(form, "airco", "unit_price_cents"), undefined);
    await type(page, "Airco nakijken", "89,50");
    await page.locator(".prices tfoot", { hasText: "€ 378,50" }).waitFor();
    assert.equal(kept(form, "airco", "unit_price_cents"), "8950");
    assert.equal(kept(form, "airco", "price_kind"), "fixed");
    assert.equal(await page.getByText("prijs volgt", { exact: true }).and(page.locator("td")).count(), 0);
    assert.equal(await page.getByText("Vul een bedrag in").count(), 0);
  });
});

test("a raise above what was approved is told before, and the yes has lapsed after saving", async () => {
  await desk(async (page, { store, form, sent }) => {
    store.answer(form, { number: 1, by: "link", lines: [{ advice_id: LINES.pads, answer: "approve" }] });
    await page.reload();
    await row(page, "Remblokken voor vervangen").getByText("Klant: akkoord").waitFor();
    await type(page, "Remblokken voor vervangen", "310,00");
    await page.getByText("Hoger dan goedgekeurd: het akkoord vervalt bij opslaan").waitFor();
    await button(page, "Formulier opslaan").click();
    await page.getByText("Akkoord vervallen: prijs hoger").waitFor();
    assert.equal(await page.getByText("Hoger dan goedgekeurd").count(), 0);
    assert.deepEqual(sent("POST", "/versions").map(({ mail }) => mail), [false]);
  });
});

test("save, save and mail, and print follow what is saved", async () => {
  await desk(async (page, { form, store }) => {
    await page.getByRole("link", { name: "Printen" }).waitFor();
    assert.ok(await button(page, "Formulier opslaan").isDisabled());
    assert.ok(await button(page, "Opslaan en klant mailen").isDisabled());
    await row(page, "Airco nakijken").getByLabel("Wanneer").selectOption("now");
    await page.getByText("Gewijzigd, nog niet opgeslagen").waitFor();
    assert.ok(await button(page, "Eerst opslaan (gewijzigd)").isDisabled());
    assert.equal(await page.getByRole("link", { name: "Printen" }).count(), 0);
    await button(page, "Opslaan en klant mailen").click();
    await page.getByText("Opgeslagen als versie 2; de klant krijgt een e-mail").waitFor();
    const print = await page.getByRole("link", { name: "Printen" }).getAttribute("href");
    assert.ok(print.endsWith(`/print?revision=${form.revision}`));
    assert.deepEqual(store.mails.map(({ number }) => number), [1, 2]);
  });
});

test("a version is mailed once, and one without an address says so", async () => {
  await desk(async (page, { store, form }) => {
    await page.getByRole("link", { name: "Printen" }).waitFor();
    assert.equal(await button(page, "Mail de klant").count(), 0);
    store.write(form, "tablet", [["customer/email", ""]]);
    store.save(form, { mail: false });
    await page.reload();
    await button(page, "Mail de klant").click();
    await page.getByText("Er staat geen e-mailadres op het formulier").waitFor();
    store.write(form, "tablet", [["customer/email", "jan@klant.example"]]);
    store.save(form, { mail: false });
    await page.reload();
    await button(page, "Mail de klant").click();
    await page.getByText("Versie 3 wordt naar de klant gemaild").waitFor();
    await button(page, "Mail de klant").waitFor({ state: "detached" });
    assert.deepEqual(store.mails.map(({ number }) => number), [1, 3]);
  });
});

test("a save waits for the price that was typed before it", async () => {
  await desk(async (page, { form, hold, sent }) => {
    await row(page, "Airco nakijken").getByLabel("Wanneer").selectOption("now");
    await page.getByText("Gewijzigd, nog niet opgeslagen").waitFor();
    const release = hold();
    await type(page, "Airco nakijken", "75");
    await button(page, "Formulier opslaan").click();
    release();
    await page.getByText("Opgeslagen als versie 2").waitFor();
    assert.equal(sent("POST", "/versions")[0].seen_revision, form.revision);
    assert.ok(form.versions.at(-1).values.some(([path, value]) => path.endsWith("unit_price_cents") && value === "7500"));
  });
});

test("an answer by telephone needs an answer and a reason", async () => {
  await desk(async (page, { sent }) => {
    await button(page, "Antwoord vastleggen").click();
    const dialog = page.getByRole("dialog");
    const record = dialog.getByRole("button", { name: "Vastleggen" });
    const reason = dialog.getByLabel("Wie sprak u en wat is er gezegd?");
    await dialog.getByRole("group", { name: /Remblokken/ }).getByLabel("Akkoord").check();
    await record.click();
    assert.ok(await reason.evaluate((input) => input.matches(":invalid")));
    await page.keyboard.press("Escape");
    await button(page, "Antwoord vastleggen").click();
    await reason.fill("mevrouw Jansen, 14.10 uur");
    await record.click();
    await dialog.getByText("Kies bij ten minste één advies een antwoord.").waitFor();
    await page.keyboard.press("Escape");
    assert.deepEqual(sent("POST", "/answers"), []);
    await phone(page, "Niet nu", "mevrouw Jansen, 14.10 uur");
    await row(page, "Remblokken voor vervangen").getByText("Klant: niet nu").waitFor();
    await page.getByText("“mevrouw Jansen, 14.10 uur”").waitFor();
    assert.deepEqual(sent("POST", "/answers"), [{ by: "phone", reason: "mevrouw Jansen, 14.10 uur", number: 1, lines: [{ advice_id: LINES.pads, answer: "later" }] }]);
  });
});

test("an answer to a line that changed meanwhile is refused in a sentence", async () => {
  await desk(async (page, { store, form }) => {
    store.refuseAnswers = "LINE_CHANGED";
    await phone(page, "Akkoord", "gebeld");
    await page.getByText("Een advies is intussen gewijzigd").waitFor();
    assert.deepEqual(form.answers, []);
  });
});

test("after the invoice a correction needs a reason", async () => {
  await desk(async (page, { form, sent }) => {
    form.invoiced = true;
    form.version += 1;
    await page.reload();
    await type(page, "Airco nakijken", "95");
    await page.getByText("Gewijzigd, nog niet opgeslagen").waitFor();
    await button(page, "Formulier opslaan").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Formulier opslaan" }).click();
    assert.deepEqual(sent("POST", "/versions"), []);
    await dialog.getByLabel("Waarom?").fill("airco vergeten");
    await dialog.getByRole("button", { name: "Formulier opslaan" }).click();
    await page.getByText("“airco vergeten”").waitFor();
    assert.equal(form.versions.at(-1).reason, "airco vergeten");
  });
});

test("a form that was never saved falls away with a reason", async () => {
  await desk(async (page, { form, sent }) => {
    await button(page, "Laten vervallen").click();
    await page.getByRole("dialog").getByLabel("Waarom?").fill("verkeerde auto");
    await page.getByRole("dialog").getByRole("button", { name: "Laten vervallen" }).click();
    await page.locator(".save-bar").waitFor({ state: "detached" });
    assert.equal(form.status, "discarded");
    assert.deepEqual(sent("POST", "/discard"), [{ reason: "verkeerde auto" }]);
  }, { isSaved: false });
});

test("a checklist is saved as its next version; a colleague who was first is told", async () => {
  await desk(async (page, { store }) => {
    await page.locator("details.card > summary").first().click();
    await page.locator(".point-fields > summary").first().click();
    const point = page.locator(".point-fields").first();
    await point.getByLabel("Direct onder").fill("1,8");
    await point.getByLabel("Direct onder").blur();
    await page.getByRole("button", { name: "Lijst opslaan" }).click();
    await page.getByText("Opgeslagen als versie 2").waitFor();
    assert.equal(store.checklists.get(CHECKLIST).points[0].necessary_below, "1.8");
    store.checklists.get(CHECKLIST).version = 3;
    await page.getByLabel("Naam").fill("Grote beurt");
    await page.getByRole("button", { name: "Lijst opslaan" }).click();
    await page.getByText("Een collega was u net voor").waitFor();
    assert.equal(store.checklists.get(CHECKLIST).name, "Standaard");
  }, { at: EDITOR });
});

test("a logo is made small, kept under its content's name and put in the settings", async () => {
  await desk(async (page, { store }) => {
    await page.getByLabel("Logo", { exact: true }).setInputFiles({ name: "a.txt", mimeType: "image/png", buffer: Buffer.from("no picture") });
    await page.locator(".notice.error").waitFor();
    const buffer = picture(300, 100, () => 0.5);
    await page.getByLabel("Logo", { exact: true }).setInputFiles({ name: "logo.png", mimeType: "image/png", buffer });
    await page.getByAltText("Logo van de garage").waitFor();
    await page.getByRole("button", { name: "Opslaan", exact: true }).click();
    const { logo } = await until("the settings", () => store.settings.logo && store.settings);
    assert.deepEqual(Object.keys(store.settings), ["logo"]);
    assert.ok(store.photos.get(logo).complete);
  }, { at: "/beheer" });
});

test("a garage of which nothing is said uses every part, and only the helpdesk changes that", async () => {
  const parts = (page) => page.getByRole("group", { name: "Onderdelen" });
  await desk(async (page) => {
    await parts(page).waitFor();
    assert.equal(await parts(page).locator("input:checked").count(), 3);
    assert.equal(await parts(page).locator("input:disabled").count(), 3);
  }, { at: "/beheer" });
  await desk(async (page, { store }) => {
    await page.getByLabel("Plaats", { exact: true }).fill("Gouda");
    await page.getByRole("button", { name: "Opslaan", exact: true }).click();
    await until("the settings", () => store.settings.city);
    assert.deepEqual(store.settings, { city: "Gouda" });
    await parts(page).getByLabel("Voertuiginspectie").uncheck();
    await page.getByRole("button", { name: "Opslaan", exact: true }).click();
    await until("the parts", () => store.settings.entitlements);
    assert.deepEqual(store.settings.entitlements, ["itk", "fleet"]);
  }, { at: "/beheer", me: { role: "helpdesk" } });
});

test("a customer is invited for an inspection from the card of the car", async () => {
  await desk(async (page, { store }) => {
    await page.locator(".card .button").first().click();
    await page.getByRole("button", { name: "Uitnodigen voor inspectie" }).click();
    await page.getByRole("button", { name: "Uitnodiging voor een inspectie is verzonden" }).waitFor();
    assert.equal(store.registrations.length, 1);
    assert.ok(store.registrations[0].vehicle_id && store.registrations[0].customer_id);
  }, { at: "/klanten?query=jansen" });
});

test("a garage without inspections invites nobody", async () => {
  await desk(async (page) => {
    await page.locator(".card .button").first().click();
    await page.locator(".vehicle table").waitFor();
    assert.equal(await page.getByRole("button", { name: "Uitnodigen voor inspectie" }).count(), 0);
  }, { at: "/klanten?query=jansen", me: { entitlements: ["itk"] } });
});

/** Where, what says that it is there, and what is opened on it. */
const SCREENS = [
  ["/inspecties", ".forms-table"],
  [AT, ".points"],
  [AT, ".points", (page) => page.locator(".save-bar button:nth-last-of-type(2)").click()],
  ["/beheer/controlelijsten", ".cards .card"],
  [EDITOR, "details.card", async (page) => {
    await page.locator("details.card > summary").first().click();
    await page.locator(".point-fields > summary").first().click();
  }],
  ["/beheer", ".settings-grid"],
];

for (const [language, ...sizes] of [["nl", PHONE, [1366, 800]], ["en", [820, 1180]]]) {
  test(`axe finds nothing at the desk: ${language}, light and dark`, () =>
    desk(async (page, { url, store, form }) => {
      store.answer(form, { number: 1, by: "phone", reason: "gebeld", lines: [{ advice_id: LINES.pads, answer: "approve" }, { advice_id: LINES.airco, answer: "call" }] });
      await speak(page, language);
      for (const [at, ready, open] of SCREENS) {
        await page.goto(url + at);
        await page.waitForSelector(ready);
        await open?.(page);
        await judge(page, `${at} in ${language}`, ...sizes);
      }
    }));
}
