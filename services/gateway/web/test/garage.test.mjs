// SPDX-License-Identifier: Apache-2.0
// Customers, car passports, fleets and appointments at the garage's desk, in a real Chromium
// against a gateway in memory that is as full as a garage gets: 200 customers, a fleet of 40
// cars. Tests are named like the sentences of the manual they hold the portal to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { startFakeGarage, TODAY, uuid } from "./fake_garage.mjs";
import { judge, PHONE, speak, stage, webRoot } from "./stage.mjs";


const CUSTOMER = uuid("a0", 0);
const ACTIVE = uuid("e0", 1);
const INVITED = uuid("e0", 3);
const PENDING = uuid("e0", 7);
const IN_FLEET = uuid("e0", 62);
const FLEET = uuid("f0", 0);
const STAGING = uuid("f0", 2);
const GIVE = `/klanten/${CUSTOMER}/autopaspoort/${uuid("c0", 0)}`;

const on = stage({ width: 1280, height: 900 });

const desk = async (run, { at = "/", me } = {}) => on(await startFakeGarage({ webRoot, me }), at, run);

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const says = (page, text) => page.getByText(text).first().waitFor();
/** Suggestions, not the options of a list to choose from. */
const offered = (page) => page.getByRole("listbox").getByRole("option");
const card = (page, name) => page.getByRole("region", { name, exact: true });

/** A fleet by typing part of its name and taking what is suggested. */
async function chooseFleet(page, text) {
  await page.getByLabel("Typ de naam van het wagenpark").fill(text);
  await offered(page).first().waitFor();
  await page.keyboard.press("Enter");
  await says(page, "Gekozen");
}

// --- home and fleets -----------------------------------------------------------------------
test("the fleet account is seen under Wagenpark klanten on the home screen, and Actie opens all its plates", async () => {
  await desk(async (page) => {
    const fleets = card(page, "Wagenpark klanten");
    await fleets.getByRole("link", { name: /^Actie ?: kentekens van Koeriersbedrijf Snel & Zeker B.V.$/ }).click();
    await says(page, "40 kentekens");
    await until("forty plates", async () => (await page.locator(".stacking tbody tr").count()) === 40);
    assert.equal(new URL(page.url()).pathname, `/wagenparken/${FLEET}`);
  });
});

test("from the list customer profiles and the state of maintenance are seen, what is overdue first", async () => {
  await desk(async (page) => {
    const first = page.locator(".stacking tbody tr").first();
    await first.getByText(/^verlopen/).first().waitFor();
    await page.getByLabel("Kenteken, auto of bestuurder").fill("sprinter");
    await until("only vans", async () => (await page.locator(".stacking tbody tr").count()) < 12);
    await page.getByRole("link", { name: "Klantprofiel" }).first().click();
    await card(page, "Auto’s").waitFor();
    assert.match(page.url(), /\/klanten\//);
  }, { at: `/wagenparken/${FLEET}` });
});

test("the start has the weekly list, today's appointments, answered forms and passports one press away", async () => {
  await desk(async (page) => {
    for (const [title, figure] of [["Weeklijst", "11"], ["Afspraken vandaag", "11"], ["Beantwoorde inspecties", "0"], ["AutoPaspoorten", "149"]]) {
      await page.locator("a.tile", { hasText: title }).and(page.locator("a.tile", { hasText: figure })).waitFor();
    }
    await page.locator("a.tile", { hasText: "Weeklijst" }).click();
    await page.locator(".weeklist-table").waitFor();
  });
});

test("a garage without fleets and passports has neither in its menu nor on its start", async () => {
  await desk(async (page) => {
    await page.locator("a.tile").first().waitFor();
    assert.equal(await page.getByRole("link", { name: "AutoPaspoorten" }).count(), 0);
    assert.equal(await card(page, "Wagenpark klanten").count(), 0);
  }, { me: { entitlements: ["inspection"] } });
});

// --- passports -----------------------------------------------------------------------------
test("a customer is given a passport from the profile, with contact, driving habit and owner", async () => {
  await desk(async (page, { garage, sent }) => {
    await page.getByRole("link", { name: "AutoPaspoort geven" }).click();
    await page.getByLabel("Postcode").fill("3511 AB");
    await page.getByLabel("Rijgedrag").selectOption("towing");
    await page.getByLabel("De auto is van iemand anders").check();
    await page.getByLabel("Naam eigenaar").fill("Lease BV");
    await page.getByLabel("E-mail eigenaar").fill("auto@lease.example");
    await page.getByLabel(/De klant weet/).check();
    await press(page, "Aanmaken AutoPaspoort");
    await says(page, "uitnodiging gaat naar klant0@example.nl");
    await card(page, "Eigenaar / bestuurdersprofiel").getByText("Lease BV").waitFor();
    const [body] = sent("POST", "/v1/passports");
    assert.equal(garage.passports.get(body.passport_id).status, "invited");
    const { passport_id, ...asked } = body;
    assert.deepEqual(asked, { customer_id: CUSTOMER, vehicle_id: uuid("c0", 0), holder: { name: "Jan de Vries", email: "klant0@example.nl", phone: "06-12340000", language: "nl" }, postcode: "3511 AB", city: "Utrecht", country: "NL", driving_habit: "towing", owner: { name: "Lease BV", email: "auto@lease.example" } });
  }, { at: `/klanten/${CUSTOMER}` });
});

test("way 2: for a new passport the fleet is chosen by typing its name and confirmed by Aanmaken AutoPaspoort", async () => {
  await desk(async (page, { sent }) => {
    await page.getByLabel("Typ de naam van het wagenpark").fill("abc");
    await page.getByLabel(/De klant weet/).check();
    await press(page, "Aanmaken AutoPaspoort");
    await says(page, "Kies een wagenpark uit de lijst, of maak het veld leeg.");
    assert.equal(sent("POST", "/v1/passports").length, 0);
    await chooseFleet(page, "abc");
    await says(page, "Bij een wagenpark is het wagenpark de eigenaar.");
    await press(page, "Aanmaken AutoPaspoort");
    await card(page, "Wagenpark").getByRole("link", { name: "Bedrijf abc" }).waitFor();
    assert.equal(sent("POST", "/v1/passports")[0].fleet_id, STAGING);
  }, { at: GIVE });
});

test("a plate has one passport; a second is refused in a sentence", async () => {
  await desk(async (page, { garage }) => {
    garage.addPassport(0, "active");
    await page.getByLabel(/De klant weet/).check();
    await press(page, "Aanmaken AutoPaspoort");
    await says(page, "Voor dit kenteken is er al een AutoPaspoort.");
  }, { at: GIVE });
});

test("an invitation is sent again from the profile; the address is the customer's own to change", async () => {
  await desk(async (page, { sent, garage }) => {
    await press(page, "Uitnodiging opnieuw versturen");
    await says(page, "De uitnodiging is opnieuw verstuurd");
    assert.equal(sent("POST", `${INVITED}/invitation`).length, 1);
    await press(page, "Gegevens wijzigen");
    await says(page, "Dit adres kan alleen de klant zelf wijzigen");
    await page.getByLabel("Mobiel").fill("06-99887766");
    await page.getByRole("button", { name: "Opslaan", exact: true }).click();
    await says(page, "Gegevens opgeslagen");
    assert.deepEqual(sent("PUT", INVITED), [{ phone: "06-99887766" }]);
    assert.equal(garage.passports.get(INVITED).owner.phone, "06-99887766");
  }, { at: `/autopaspoorten/${INVITED}` });
});

test("passports are found by status and name, page after page", async () => {
  await desk(async (page) => {
    const rows = page.locator(".stacking tbody tr");
    await until("a page", async () => (await rows.count()) === 50);
    await press(page, "Meer tonen");
    await until("two pages", async () => (await rows.count()) === 100);
    await page.getByRole("button", { name: /^uitgenodigd/ }).click();
    await until("the invited", async () => (await rows.count()) === 25);
    await page.getByLabel("Kenteken, naam of wagenpark").fill("sjoerd");
    await until("one name", async () => (await rows.allInnerTexts()).every((text) => text.includes("Sjoerd")) && (await rows.count()) > 0);
    assert.match(page.url(), /status=invited&query=sjoerd/);
  }, { at: "/autopaspoorten" });
});

// --- linking -------------------------------------------------------------------------------
test("way 1: an activated passport is linked by typing the fleet's name and saving with the green button", async () => {
  await desk(async (page, { garage, sent }) => {
    const save = card(page, "Wagenpark").getByRole("button", { name: "Opslaan" });
    const [red, green, blue] = (await save.evaluate((button) => getComputedStyle(button).backgroundColor)).match(/\d+/g).map(Number);
    assert.ok(green > red && green > blue, "the button is green");
    await save.click();
    await says(page, "Kies eerst een wagenpark uit de lijst.");
    await page.getByLabel("Typ de naam van het wagenpark").fill("koerier");
    await offered(page).filter({ hasText: "Koeriersbedrijf Snel & Zeker B.V." }).click();
    await save.click();
    await says(page, "Gekoppeld aan Koeriersbedrijf Snel & Zeker B.V.");
    assert.deepEqual(sent("PUT", "/fleet"), [{ fleet_id: FLEET }]);
    assert.equal(garage.passports.get(ACTIVE).fleet.fleet_id, FLEET);
  }, { at: `/autopaspoorten/${ACTIVE}` });
});

test("a linked passport is unlinked here too; who then owns it is said first", async () => {
  await desk(async (page, { garage }) => {
    await press(page, "Ontkoppelen");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Daarna is Mo Smit weer de eigenaar/).waitFor();
    await dialog.getByRole("button", { name: "Ontkoppelen" }).click();
    await says(page, "Ontkoppeld van het wagenpark");
    assert.equal(garage.passports.get(IN_FLEET).fleet, undefined);
  }, { at: `/autopaspoorten/${IN_FLEET}` });
});

test("a wrong address is corrected with the invitation that is sent again", async () => {
  await desk(async (page, { sent }) => {
    await page.getByLabel("E-mail").fill("goed@klant.example");
    await page.getByRole("button", { name: "Uitnodiging opnieuw versturen" }).click();
    await says(page, "De uitnodiging is naar het nieuwe adres verstuurd");
    assert.deepEqual(sent("POST", `${INVITED}/invitation`), [{ email: "goed@klant.example" }]);
  }, { at: `/autopaspoorten/${INVITED}` });
});

test("who reads no mail gets a code on paper, in a tab of its own", async () => {
  await desk(async (page) => {
    const form = page.locator("form", { has: page.getByRole("button", { name: "Code op papier printen" }) });
    await form.waitFor();
    const [method, action, target] = await form.evaluate((f) => [f.method, f.getAttribute("action"), f.target]);
    assert.deepEqual([method, action, target], ["post", `/papier/paspoort/${INVITED}`, "_blank"]);
  }, { at: `/autopaspoorten/${INVITED}` });
  await desk(async (page) => {
    await says(page, "Zolang de overdracht loopt");
    assert.equal(await page.getByText("Code op papier printen").count(), 0);
  }, { at: `/autopaspoorten/${PENDING}` });
});

test("a passport that is not activated, or under transfer, offers no fleet and no fleet account", async () => {
  for (const [id, why] of [[INVITED, "zodra het AutoPaspoort geactiveerd is"], [PENDING, "Zolang de overdracht loopt"]]) {
    await desk(async (page) => {
      await says(page, why);
      assert.equal(await page.getByRole("combobox", { name: /Typ de naam/ }).count(), 0);
      assert.equal(await page.getByRole("button", { name: "Aanmaken fleet account" }).count(), 0);
    }, { at: `/autopaspoorten/${id}` });
  }
});

test("what was typed but not chosen is no fleet; arrows and Escape work the suggestions", async () => {
  await desk(async (page, { sent }) => {
    const input = page.getByLabel("Typ de naam van het wagenpark");
    await input.fill("be");
    await offered(page).first().waitFor();
    const active = () => offered(page).evaluateAll((all) => all.findIndex((one) => one.ariaSelected === "true"));
    assert.equal(await offered(page).count(), 2);
    const seen = [await active()];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) {
      await page.keyboard.press(key);
      seen.push(await active());
    }
    assert.deepEqual(seen, [0, 1, 0, 1]);
    await page.keyboard.press("Escape");
    assert.equal(await offered(page).count(), 0);
    await input.fill("bestaat niet");
    await says(page, "Geen wagenpark met deze naam bij uw garage");
    await input.press("Enter");
    await says(page, "Kies eerst een wagenpark uit de lijst.");
    assert.equal(sent("PUT", "/fleet").length, 0);
  }, { at: `/autopaspoorten/${ACTIVE}` });
});

// --- fleet accounts ------------------------------------------------------------------------
test("Let op: the fleet account's address differs from the passport's; another is suggested", async () => {
  await desk(async (page, { sent }) => {
    await press(page, "Aanmaken fleet account");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Naam wagenpark", { exact: true }).fill("Bedrijf Yılmaz");
    await dialog.getByLabel("E-mail wagenparkbeheerder").fill(" Klant1@EXAMPLE.nl");
    await dialog.getByText("moet anders zijn dan dat van het AutoPaspoort.").last().waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Aanmaken", exact: true }).isDisabled());
    await dialog.getByRole("button", { name: /^Gebruik .*\+wagenpark@/ }).click();
    await dialog.getByRole("button", { name: "Aanmaken", exact: true }).click();
    await page.getByRole("heading", { name: "Bedrijf Yılmaz" }).waitFor();
    const [{ fleet_id, ...asked }] = sent("POST", "/v1/fleets");
    assert.ok(page.url().endsWith(fleet_id));
    assert.deepEqual({ ...asked, manager: { ...asked.manager, email: asked.manager.email.toLowerCase() } }, { passport_id: ACTIVE, name: "Bedrijf Yılmaz", manager: { email: "klant1+wagenpark@example.nl", name: "Annelies Yılmaz" }, staging: false });
  }, { at: `/autopaspoorten/${ACTIVE}` });
});

test("an address somebody uses already is refused beside the field", async () => {
  await desk(async (page) => {
    await press(page, "Aanmaken fleet account");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Naam wagenpark", { exact: true }).fill("Bedrijf");
    await dialog.getByLabel("E-mail wagenparkbeheerder").fill("in-gebruik@example.nl");
    await dialog.getByRole("button", { name: "Aanmaken", exact: true }).click();
    await dialog.getByText("Dit e-mailadres is al in gebruik. Gebruik een ander adres.").waitFor();
    assert.equal(await dialog.getByLabel("E-mail wagenparkbeheerder").getAttribute("aria-invalid"), "true");
  }, { at: `/autopaspoorten/${ACTIVE}` });
});

test("Let op: an account is arranged first on an address of the garage, and switched to the manager's later", async () => {
  await desk(async (page, { garage, sent }) => {
    await press(page, "Aanmaken fleet account");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/Eerst zelf inrichten/).check();
    await dialog.getByLabel("Naam wagenpark", { exact: true }).fill("Bedrijf");
    await dialog.getByLabel("E-mailadres van uw garage").fill("wagenpark1@garage.example");
    await dialog.getByRole("button", { name: "Aanmaken", exact: true }).click();
    await says(page, "De wagenparkbeheerder weet nog van niets");
    const form = page.getByRole("form", { name: "Omzetten naar de wagenparkbeheerder" });
    await form.getByLabel("Naam wagenparkbeheerder").fill("P. Tester");
    await form.getByLabel("E-mail wagenparkbeheerder").fill("p.tester@bedrijf.example");
    await press(page, "Adres omzetten");
    await says(page, "Wacht op bevestiging door p.tester@bedrijf.example.");
    assert.deepEqual(sent("PUT", "/address"), [{ email: "p.tester@bedrijf.example", name: "P. Tester" }]);
    assert.equal(sent("POST", "/v1/fleets")[0].staging, true);
    assert.equal(garage.fleets.size, 4);
  }, { at: `/autopaspoorten/${ACTIVE}` });
});

test("the manager is asked again to activate the account", async () => {
  await desk(async (page, { sent }) => {
    await press(page, "Uitnodiging opnieuw versturen");
    await says(page, "De uitnodiging is verstuurd");
    assert.equal(sent("POST", "/invitation").length, 1);
  }, { at: `/wagenparken/${uuid("f0", 1)}` });
});

// --- appointments --------------------------------------------------------------------------
test("the day shows who comes when and what is left; came and did not come are noted", async () => {
  await desk(async (page, { garage }) => {
    await says(page, "11 afspraken");
    const first = page.locator(".appointment").first();
    await first.getByRole("button", { name: "Gekomen", exact: true }).click();
    await first.locator(".badge", { hasText: "gekomen" }).waitFor();
    const second = page.locator(".appointment").nth(1);
    await second.getByRole("button", { name: "Niet gekomen" }).click();
    await second.locator(".badge", { hasText: "niet gekomen" }).waitFor();
    assert.deepEqual([0, 1].map((n) => garage.appointments.get(uuid("b1", n)).status), ["came", "missed"]);
    await page.getByRole("button", { name: "Volgende dag" }).click();
    await says(page, "woensdag 25 november 2026");
    assert.equal(await page.getByRole("button", { name: "Niet gekomen" }).count(), 0);
  }, { at: "/afspraken" });
});

test("an appointment is booked for a customer from the profile", async () => {
  await desk(async (page, { sent }) => {
    await page.getByRole("link", { name: "Afspraak maken" }).click();
    await page.getByLabel("onderhoud").check();
    await page.getByLabel("wil een leenauto").check();
    await page.getByRole("group", { name: "donderdag 26 november 2026" }).getByLabel("09:00").check();
    await press(page, "Boek do 26 nov om 09:00");
    await says(page, "Afspraak gemaakt: do 26 nov om 09:00");
    const [{ appointment_id, ...asked }] = sent("POST", "/v1/appointments");
    assert.deepEqual(asked, { date: "2026-11-26", time: "09:00", kinds: ["service"], stay: "loan_car", vehicle_id: uuid("c0", 0), customer_id: CUSTOMER, contact: { name: "Jan de Vries", email: "klant0@example.nl", phone: "06-12340000", language: "nl" } });
    await page.locator(".appointment", { hasText: "wil een leenauto" }).first().waitFor();
  }, { at: `/klanten/${CUSTOMER}` });
});

test("a customer is found by name for a free slot of the day; somebody new is typed in", async () => {
  await desk(async (page, { sent }) => {
    await page.getByRole("link", { name: "Boek 11:00" }).click();
    await page.getByLabel("Naam, klantnummer of kenteken").fill("bakker transport");
    await press(page, "Bakker Transport 3 B.V.");
    await page.getByRole("button", { name: "Boek di 24 nov om 11:00" }).waitFor();
    await press(page, "Andere klant");
    await press(page, "Iemand die nog geen klant is");
    await page.getByLabel("Kenteken").fill("AB-123-C");
    await page.getByLabel("Naam", { exact: true }).fill("N. Nieuw");
    await page.getByLabel("E-mail").fill("n.nieuw@example.nl");
    await press(page, "Boek di 24 nov om 11:00");
    await says(page, "Kies waarvoor de auto komt.");
    await page.getByLabel("APK").check();
    await press(page, "Boek di 24 nov om 11:00");
    await says(page, "Afspraak gemaakt");
    const [{ plate, contact, customer_id }] = sent("POST", "/v1/appointments");
    assert.deepEqual([plate, contact, customer_id], ["AB-123-C", { name: "N. Nieuw", email: "n.nieuw@example.nl" }, undefined]);
  }, { at: "/afspraken" });
});

test("a slot that was taken meanwhile is refused, and the nearest free ones are one press away", async () => {
  await desk(async (page, { garage }) => {
    await page.getByLabel("onderhoud").check();
    await page.getByRole("group", { name: "dinsdag 24 november 2026" }).getByLabel("11:00").check();
    garage.addAppointment(150, TODAY, "11:00");
    await press(page, "Boek di 24 nov om 11:00");
    await says(page, "Deze tijd is net bezet geraakt. Kies een andere tijd.");
    await page.locator(".notice").getByRole("button", { name: "wo 25 nov 08:00" }).click();
    await press(page, "Boek wo 25 nov om 08:00");
    await says(page, "Afspraak gemaakt: wo 25 nov om 08:00");
  }, { at: `/afspraken/nieuw?klant=${CUSTOMER}` });
});

test("an appointment is moved to a free slot, and called off with a reason", async () => {
  await desk(async (page, { garage, sent }) => {
    await page.getByRole("button", { name: "Verzetten" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("group", { name: "donderdag 26 november 2026" }).getByLabel("09:00").check();
    await dialog.getByRole("button", { name: "Verzetten" }).click();
    await says(page, "Verzet naar do 26 nov om 09:00; de klant krijgt bericht");
    assert.deepEqual([garage.appointments.get(uuid("b1", 0)).date, garage.appointments.get(uuid("b1", 0)).sequence], ["2026-11-26", 1]);
    await page.getByRole("button", { name: "Annuleren" }).first().click();
    await dialog.getByLabel(/Reden/).fill("auto is verkocht");
    await dialog.getByRole("button", { name: "Afspraak annuleren" }).click();
    await says(page, "Afspraak geannuleerd; de klant krijgt bericht");
    assert.deepEqual(sent("POST", "/cancel"), [{ reason: "auto is verkocht" }]);
  }, { at: "/afspraken" });
});

test("what comes is listed day by day, by status", async () => {
  await desk(async (page) => {
    await page.getByRole("region", { name: "vrijdag 27 november 2026" }).waitFor();
    await page.getByLabel("Status").selectOption("missed");
    await says(page, "Geen afspraken");
    assert.match(page.url(), /view=list&status=missed/);
  }, { at: "/afspraken?view=list" });
});

// --- settings ------------------------------------------------------------------------------
test("opening hours, slots, days off and how far ahead are the manager's to set", async () => {
  await desk(async (page, { garage, sent }) => {
    await press(page, "Tijd toevoegen op maandag");
    await page.getByLabel("maandag van").nth(1).fill("11:00");
    await press(page, "Opslaan");
    await says(page, "De tijden op maandag overlappen elkaar.");
    await page.getByLabel("maandag van").nth(1).fill("13:00");
    await press(page, "Tijd weghalen op vrijdag");
    await page.getByLabel("Auto’s tegelijk").fill("4");
    await page.getByLabel("Dag", { exact: true }).fill("2026-12-31");
    await press(page, "Dag toevoegen");
    await press(page, "Opslaan");
    await says(page, "Openingstijden opgeslagen");
    const [body] = sent("PUT", "/v1/settings");
    assert.deepEqual(body.opening.filter(({ weekday }) => weekday === 1), [{ weekday: 1, opens: "08:00", closes: "12:00" }, { weekday: 1, opens: "13:00", closes: "17:00" }]);
    assert.equal(body.opening.some(({ weekday }) => weekday === 5), false);
    assert.deepEqual([body.slot_capacity, body.closed_days], [4, ["2026-12-25", "2026-12-31"]]);
    assert.equal(garage.settings.slot_capacity, 4);
  }, { at: "/beheer/afspraken" });
});

test("a manager gives intervals of some cars, in the order in which they count", async () => {
  await desk(async (page, { garage, sent }) => {
    await page.locator(".intervals").waitFor();
    await press(page, "Weghalen, regel 4");
    await press(page, "Interval toevoegen");
    await page.getByLabel("Merk, regel 4").fill("Skoda");
    await page.getByLabel("Begin van het model, regel 4").fill("Fabia");
    await page.getByLabel("Brandstof, regel 4").selectOption({ label: "Benzine" });
    await page.getByLabel("Maanden, regel 4").fill("24");
    await page.getByLabel("Kilometers, regel 4").fill("");
    await press(page, "Omhoog, regel 4");
    await press(page, "Opslaan");
    await says(page, "Intervallen opgeslagen");
    const [body] = sent("PUT", "/v1/settings");
    assert.deepEqual(body, { service_intervals: [
      { make: "Subaru", model: "Forester", months: 12, km: 15000 },
      { make: "Volkswagen", model: "Golf", fuel: "diesel", months: 24, km: 30000 },
      { make: "Skoda", model: "Fabia", fuel: "petrol", months: 24 },
      { make: "Mercedes-Benz", km: 25000 },
    ] });
    assert.equal(garage.settings.service_intervals.length, 4);
  }, { at: "/beheer/intervallen" });
});

test("an interval without months and kilometres is not sent", async () => {
  await desk(async (page, { sent }) => {
    await press(page, "Interval toevoegen");
    await page.getByLabel("Maanden, regel 5").fill("");
    await page.getByLabel("Kilometers, regel 5").fill("");
    await press(page, "Opslaan");
    assert.ok(await page.getByLabel("Maanden, regel 5").evaluate((field) => !field.validity.valid));
    assert.equal(sent("PUT", "/v1/settings").length, 0);
  }, { at: "/beheer/intervallen" });
});

test("the manager says by which channels, how often, and when the garage is closed", async () => {
  await desk(async (page, { sent, garage }) => {
    await press(page, "+ Sms");
    await press(page, "+ Brief");
    await press(page, "Sms omhoog");
    await page.getByLabel("In 7 dagen").fill("2");
    await page.getByLabel("Eerste dag").fill("2027-07-19");
    await page.getByLabel("Laatste dag").fill("2027-08-01");
    await press(page, "Opslaan");
    await says(page, "Contact met klanten opgeslagen");
    const [body] = sent("PUT", "/v1/settings");
    assert.deepEqual(body.channel_order, ["sms", "email", "letter"]);
    assert.deepEqual([body.cap_week, body.cap_month, body.cap_year], [2, 2, 8]);
    assert.deepEqual([body.closed_from, body.closed_until], ["2027-07-19", "2027-08-01"]);
    assert.equal(garage.settings.cap_week, 2);
  }, { at: "/beheer/contact" });
});

test("a holiday that is taken back is over", async () => {
  await desk(async (page, { sent }) => {
    await page.getByLabel("Eerste dag").fill("2027-07-19");
    await press(page, "Opslaan");
    await says(page, "Contact met klanten opgeslagen");
    await page.getByLabel("Eerste dag").fill("");
    await page.getByLabel("Laatste dag").fill("");
    await press(page, "Opslaan");
    await until("both changes", () => sent("PUT", "/v1/settings").length === 2);
    await page.waitForFunction(() => document.querySelector("[name=closed_until]").value === "");
    const [first, second] = sent("PUT", "/v1/settings");
    assert.deepEqual([first.closed_from, first.closed_until], ["2027-07-19", "2027-07-19"]);
    assert.ok(second.closed_until < first.closed_until && second.closed_from === second.closed_until);
  }, { at: "/beheer/contact" });
});

test("an adviser sees the opening hours and changes none", async () => {
  await desk(async (page) => {
    await page.locator(".weekday").first().waitFor();
    assert.ok(await page.getByLabel("maandag van").isDisabled());
    assert.equal(await page.getByRole("button", { name: "Opslaan" }).count(), 0);
  }, { at: "/beheer/afspraken", me: { role: "adviser" } });
});

test("a manager sees how many passports were used in a month, each counted once", async () => {
  await desk(async (page) => {
    await page.getByRole("link", { name: "Gebruik van AutoPaspoorten" }).click();
    await page.locator("p", { hasText: "87 gebruikt, van 199 AutoPaspoorten" }).waitFor();
    assert.ok(await page.getByRole("button", { name: "Volgende maand" }).isDisabled());
    await page.getByRole("button", { name: "Vorige maand" }).click();
    await says(page, "oktober 2026");
    await page.locator("p", { hasText: "80 gebruikt" }).waitFor();
  }, { at: "/beheer" });
});

test("holders and fleet managers who open the portal are sent to pages of their own", async () => {
  for (const [role, own] of [["holder", "/mijn"], ["fleet_manager", "/wagenpark/"]]) {
    await desk(async (page) => {
      await page.waitForURL((url) => url.pathname === own);
    }, { at: "/klanten", me: { role, dealer: undefined } });
  }
});

test("what a customer agreed to is told in words, and written down with what shows it", async () => {
  await desk(async (page, { garage }) => {
    garage.customers.get(CUSTOMER).consent = [{ purpose: "promotion", channel: "push", state: "soft_opt_in" }];
    await page.reload();
    const push = card(page, "Toestemming").getByRole("checkbox", { name: "aanbiedingen, melding in de app (mag als bestaande klant)" });
    await push.uncheck();
    await card(page, "Toestemming").getByLabel("Waaruit blijkt dit?").fill("gezegd aan de balie");
    await card(page, "Toestemming").getByRole("button", { name: "Vastleggen" }).click();
    await card(page, "Toestemming").getByText("Geschiedenis (1)").click();
    await card(page, "Toestemming").getByText("gezegd aan de balie").waitFor();
    assert.deepEqual(garage.customers.get(CUSTOMER).consent, []);
  }, { at: `/klanten/${CUSTOMER}` });
});

test("a screen that cannot be fetched says that the portal is newer", async () => {
  await desk(async (page, { url }) => {
    await page.route(/assets\/later/, (route) => route.abort());
    await page.goto(`${url}/autopaspoorten`);
    await page.getByRole("button", { name: "Opnieuw laden" }).waitFor();
    await page.getByRole("link", { name: "Weeklijst" }).click();
    await page.locator(".weeklist-table").waitFor();
  }, { at: "/login" });
});

// --- what everybody can use ----------------------------------------------------------------
/** Where, what says that it is there, and what is opened on it. */
const SCREENS = [
  ["/beheer/verwijderingen", "table.list"],
  ["/", "a.tile"],
  ["/autopaspoorten?status=invited", ".stacking"],
  [`/autopaspoorten/${ACTIVE}`, ".form-columns", (page) => page.locator(".save-bar .primary").click()],
  [`/autopaspoorten/${IN_FLEET}`, ".form-columns", (page) => page.locator(".form-columns .button").first().click()],
  [`/wagenparken/${FLEET}`, ".stacking"],
  [`/wagenparken/${STAGING}`, "form"],
  [`/klanten/${uuid("a0", 3)}`, "article", (page) => page.locator("article .button[aria-expanded]").first().click()],
  [GIVE, "form", (page) => page.getByRole("combobox", { name: /Typ de naam|Type the name/ }).fill("de")],
  ["/afspraken", ".day"],
  [`/afspraken/nieuw?klant=${CUSTOMER}`, ".slots"],
  ["/beheer/afspraken", ".weekday"],
  ["/beheer/intervallen", ".intervals"],
  ["/beheer/contact", ".channel-order"],
  ["/beheer/gebruik", ".tile-figure"],
];

for (const [language, size] of [["nl", PHONE], ["en", [1280, 900]]]) {
  test(`axe finds nothing at the garage: ${language}, light and dark`, () =>
    desk(async (page, { url }) => {
      await speak(page, language);
      for (const [at, ready, open] of SCREENS) {
        await page.goto(url + at);
        await page.waitForSelector(ready);
        await open?.(page);
        await judge(page, `${at} in ${language}`, size);
      }
    }));
}

test("who was forgotten is listed with who asked, and which service has done what", async () => {
  await desk(async (page) => {
    await says(page, "bezig: 6 van 6 diensten gewist, 4 van 6 wachtrijen leeg");
    const rows = page.locator("table.list > tbody > tr");
    assert.equal(await rows.count(), 40);
    assert.match(await rows.nth(1).innerText(), /marja[\s\S]*klant[\s\S]*klaar op/);
    assert.match(await rows.nth(2).innerText(), /de persoon zelf/);
    await rows.first().getByText("Bewijs").click();
    const proof = await rows.first().locator("dl").innerText();
    assert.match(proof, /Facturen\s+gewist, wachtrijen leeg\s+Berichten\s+gewist, wachtrijen nog niet leeg/);
    await judge(page, "with a proof unfolded", [1280, 900]);
  }, { at: "/beheer/verwijderingen", me: { role: "manager" } });
});
