// SPDX-License-Identifier: Apache-2.0
// The fleet manager's dashboard in a real Chromium against a gateway in memory: the list and what
// filters it, a car, approvals, transfers and what becomes of them, settings. axe looks at every
// screen in both languages, light and dark.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { startFakeFleet, uuid } from "./fake_fleet.mjs";
import { judge, PHONE, speak, stage, webRoot } from "./stage.mjs";

const ROOT = "/wagenpark/";
const CAR = uuid(1001);
const CAR_PLATE = "H-07-DTB";
const NO_DRIVER = uuid(1005);

const on = stage({ width: 1280, height: 900 });

/** The dashboard at an address, of a fleet with so many cars. */
async function dashboard(run, { at = ROOT, many = 40, me, begin } = {}) {
  const gateway = await startFakeFleet({ webRoot, many, me });
  begin?.(gateway);
  await on(gateway, at, run);
}

const rows = (page) => page.locator(".fleet-table tbody tr");
const row = (page, plate) => rows(page).filter({ hasText: plate });
const tile = (page, words) => page.getByRole("group", { name: "Filter de lijst" }).getByRole("button", { name: words });
const text = async (at) => (await at.innerText()).replace(/\s+/g, " ");
const dialog = (page) => page.locator("dialog.dialog");
const drawer = (page) => page.locator("dialog.drawer");
const press = (at, name) => at.getByRole("button", { name, exact: true }).click();
const many = (page, n) => page.waitForFunction((n) => document.querySelectorAll(".fleet-table tbody tr").length === n, n);

/** Through the wizard up to the plate. */
async function offer(page, kind, { name = "Mw. L. Koper", email = "koper@example.nl" } = {}) {
  await dialog(page).getByRole("radio", { name: kind }).check();
  await press(dialog(page), "Verder");
  await dialog(page).getByLabel("Naam").fill(name);
  await dialog(page).getByLabel("E-mailadres").fill(email);
  await press(dialog(page), "Verder");
  await dialog(page).getByText("Wat gaat er mee?").waitFor();
  await press(dialog(page), "Verder");
}

async function confirm(page, plate) {
  await dialog(page).getByLabel(/om te bevestigen/).fill(plate);
  await press(dialog(page), "Overdragen");
}

const startWizard = async (page) => {
  await row(page, CAR_PLATE).getByRole("button", { name: /^Acties/ }).click();
  await page.getByRole("menuitem", { name: "Overdragen…" }).click();
};

test("each car with all that the manager must know, and what asks for attention on top", async () => {
  await dashboard(async (page) => {
    await many(page, 40);
    const words = await text(row(page, CAR_PLATE));
    for (const word of ["Toyota Yaris Cross", "A. de Vries", "9 mrt 2027", "26 dec", "€ 389 2 adviezen", "€ 492", "19.321", "Garage De Linde", "actief"]) assert.ok(words.includes(word), `${word} in ${words}`);
    const tiles = await text(page.getByRole("group", { name: "Filter de lijst" }));
    assert.equal(tiles, "40 Alle auto’s 2 APK binnen 60 dagen 7 Onderhoud te laat 10 Open adviezen € 3.890 6 Zonder bestuurder € 41.816 Kosten 12 maanden");
    assert.match(await text(row(page, "H-00-BZB")), /4 nov verlopen/);
  });
});

test("a tile filters, again it does not; search narrows; file and print are of the same rows", async () => {
  await dashboard(async (page) => {
    await tile(page, /Zonder bestuurder/).click();
    await many(page, 6);
    await page.getByText("Zonder bestuurder: 6 van 40 auto’s").waitFor();
    assert.match(page.url(), /tile=driver/);
    await page.getByLabel("Zoek kenteken, model of bestuurder").fill("kangoo");
    await page.getByText("Geen auto voldoet aan deze selectie").or(rows(page).first()).waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll(".fleet-table tbody tr")].every((one) => one.innerText.includes("Kangoo")));
    assert.equal(await page.getByRole("link", { name: "Download CSV" }).getAttribute("href"), "/v1/fleet/vehicles.csv?tile=driver&query=kangoo");
    await page.reload();
    assert.equal(await page.getByLabel("Zoek kenteken, model of bestuurder").inputValue(), "kangoo");
    await page.getByLabel("Zoek kenteken, model of bestuurder").fill("niemand");
    await press(page, "Toon alle auto’s");
    await many(page, 40);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".fleet-table").isVisible());
    for (const hidden of [".fleet-tiles", ".fleet-toolbar", "header.bar", ".menu-button"]) assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
  });
});

test("a column sorts both ways, what is unknown last", async () => {
  await dashboard(async (page) => {
    const km = () => rows(page).locator("td:nth-child(8)").allInnerTexts();
    const isSorted = (list, sign) => list.every((one, i) => i === 0 || sign * (one - list[i - 1]) >= 0);
    const numbers = async () => (await km()).filter((one) => one !== "–").map((one) => Number(one.replace(".", "")));
    await page.getByRole("button", { name: "Km-stand" }).click();
    await page.locator("th[aria-sort=descending]").waitFor();
    assert.ok(isSorted(await numbers(), -1));
    assert.equal((await km()).at(-1), "–");
    await page.getByRole("button", { name: "Km-stand" }).click();
    await page.locator("th[aria-sort=ascending]").waitFor();
    assert.ok(isSorted(await numbers(), 1));
    assert.equal((await km()).at(-1), "–");
  });
});

test("a car: how it stands, its year, its history without prices of before the fleet", async () => {
  await dashboard(async (page) => {
    await row(page, CAR_PLATE).getByRole("link").click();
    for (const ready of ["In uw wagenpark sinds", "op basis van"]) await drawer(page).getByText(ready).waitFor();
    const words = await text(drawer(page));
    for (const word of ["9 maart 2027", "bestuurder@bakker.example", "afgelopen 12 maanden, excl. btw jan € 89 okt € 543,21", "meestal € 189 tot € 345, excl. btw op basis van 214 bezoeken van vergelijkbare auto’s bij 3 garages", "Van vergelijkbare auto’s zijn nog te weinig kosten bekend.", "3 november 2024 · 30.111 km kleine beurt prijs van vóór uw wagenpark", "€ 543,21"]) assert.ok(words.includes(word), `${word} in ${words}`);
    await page.keyboard.press("Escape");
    await drawer(page).waitFor({ state: "detached" });
    assert.doesNotMatch(page.url(), /auto=/);
  });
});

test("above the limit the manager approves; below it only for the driver, with a reason", async () => {
  await dashboard(async (page, { sent }) => {
    const line = (words) => drawer(page).getByRole("group", { name: words });
    await line(/Remblokken/).getByText("boven uw limiet").waitFor();
    await press(drawer(page), "Verstuur antwoord");
    await drawer(page).getByText("Kies bij ten minste één advies een antwoord.").waitFor();
    await line(/Remblokken/).getByLabel("Akkoord").check();
    await drawer(page).getByText("Akkoord met 1 advies: € 289 incl. btw").waitFor();
    assert.equal(await drawer(page).getByLabel(/U antwoordt namens/).count(), 0);
    await line(/Ruitenwissers/).getByLabel("Niet nu").check();
    await press(drawer(page), "Verstuur antwoord");
    assert.deepEqual(sent("POST", "/answers"), []);
    await drawer(page).getByLabel("U antwoordt namens A. de Vries. Waarom?").fill("is met vakantie");
    await press(drawer(page), "Verstuur antwoord");
    await line(/Remblokken/).getByText("Beantwoord: akkoord · 24 nov").waitFor();
    await line(/Ruitenwissers/).getByText("Beantwoord: niet nu").waitFor();
    assert.deepEqual(sent("POST", "/answers").map(({ lines, ...rest }) => [rest, lines.map(({ answer }) => answer)]), [[{ inspection_id: "00000000-0000-4000-8000-0000000000f1", number: 2, reason: "is met vakantie" }, ["approve", "later"]]]);
  }, { at: `${ROOT}?auto=${CAR}` });
});

test("an answer to a line that changed meanwhile is refused in words, and can be given again", async () => {
  await dashboard(async (page, { fleet }) => {
    fleet.refuse.set("POST /answers", [409, "LINE_CHANGED"]);
    await drawer(page).getByRole("group", { name: /Remblokken/ }).getByLabel("Bel mij").check();
    await press(drawer(page), "Verstuur antwoord");
    await drawer(page).getByText("De garage heeft een advies intussen gewijzigd").waitFor();
    await press(drawer(page), "Verstuur antwoord");
    await drawer(page).getByText("Beantwoord: bel mij").waitFor();
  }, { at: `${ROOT}?auto=${NO_DRIVER}` });
});

test("a car goes to a new owner: what goes along, what it means, its plate, and then it waits", async () => {
  await dashboard(async (page, { sent, fleet }) => {
    await startWizard(page);
    await offer(page, "Nieuwe eigenaar");
    await dialog(page).getByText("Na acceptatie door de nieuwe eigenaar verdwijnt dit AutoPaspoort uit uw wagenpark en heeft u geen toegang meer tot de gegevens van deze auto.").waitFor();
    await confirm(page, "H-00-BZB");
    await dialog(page).getByText(`Dat is niet ${CAR_PLATE}.`).waitFor();
    assert.deepEqual(sent("POST", "/transfers"), []);
    await confirm(page, "h07dtb");
    await dialog(page).getByText("koper@example.nl krijgt een e-mail en kan accepteren tot 8 december 2026.").waitFor();
    const [{ transfer_id, ...meant }] = sent("POST", "/transfers");
    assert.match(transfer_id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(meant, { kind: "owner", recipient: { email: "koper@example.nl", name: "Mw. L. Koper" } });
    await press(dialog(page), "Sluiten");
    await row(page, CAR_PLATE).getByText("overdracht loopt").waitFor();
    await page.locator("nav").getByText("1 open").waitFor();
    await row(page, CAR_PLATE).getByRole("button", { name: /^Acties/ }).click();
    assert.deepEqual(await page.getByRole("menuitem").allInnerTexts(), ["Bekijk auto"]);
    await page.keyboard.press("Escape");
    fleet.end(fleet.transfers[0], "accepted");
    await page.reload();
    await many(page, 39);
    assert.equal(await row(page, CAR_PLATE).count(), 0);
  });
});

test("what goes along to another driver is other than to a new owner", async () => {
  await dashboard(async (page, { sent }) => {
    await startWizard(page);
    await dialog(page).getByRole("radio", { name: "Andere bestuurder" }).check();
    await press(dialog(page), "Verder");
    await dialog(page).getByText("Wie wordt de nieuwe bestuurder?").waitFor();
    await dialog(page).getByLabel("Naam").fill("P. Visser");
    await dialog(page).getByLabel("E-mailadres").fill("p.visser");
    await press(dialog(page), "Verder");
    assert.ok(await dialog(page).getByLabel("E-mailadres").evaluate((input) => input.matches(":invalid")));
    await dialog(page).getByLabel("E-mailadres").fill("p.visser@example.nl");
    await press(dialog(page), "Verder");
    const goes = await text(dialog(page).locator(".goes"));
    for (const word of ["Historie Ja", "Kosten en prijzen Nee", "Persoonsgegevens Nooit", "Garage Blijft dezelfde"]) assert.ok(goes.includes(word), `${word} in ${goes}`);
    await press(dialog(page), "Verder");
    await dialog(page).getByText("De auto blijft in uw wagenpark.").waitFor();
    await confirm(page, CAR_PLATE);
    await dialog(page).getByText("p.visser@example.nl krijgt een e-mail").waitFor();
    assert.equal(sent("POST", "/transfers")[0].kind, "driver");
  });
});

test("a refused recipient is told at the question; the same offer tried again keeps its key", async () => {
  await dashboard(async (page, { fleet, state }) => {
    await startWizard(page);
    await offer(page, "Nieuwe eigenaar");
    fleet.refuse.set("POST /transfers", [422, "RECIPIENT_IS_FLEET"]);
    await confirm(page, CAR_PLATE);
    await dialog(page).getByText("Dit adres is van een wagenparkbeheerder.").waitFor();
    await dialog(page).getByLabel("E-mailadres").fill("ander@example.nl");
    await press(dialog(page), "Verder");
    await press(dialog(page), "Verder");
    fleet.refuse.set("POST /transfers", [503, "LATER"]);
    await confirm(page, CAR_PLATE);
    await dialog(page).getByText("Dit duurt langer dan verwacht.").waitFor();
    await press(dialog(page), "Overdragen");
    await dialog(page).getByText("ander@example.nl krijgt een e-mail").waitFor();
    const calls = state.calls.filter(({ method, path }) => method === "POST" && path.endsWith("/transfers"));
    const [refused, late, done] = calls.map(({ headers }) => headers["idempotency-key"]);
    assert.notEqual(refused, late);
    assert.equal(late, done);
    assert.equal(new Set(calls.map(({ body }) => JSON.parse(body).transfer_id)).size, 2);
  });
});

test("a pending transfer is sent again or taken back; what came of the others stays visible", async () => {
  const begin = ({ fleet }) => {
    for (const [n, status] of [[1, "pending"], [2, "declined"], [3, "expired"]]) {
      fleet.start(uuid(1000 + n), { transfer_id: uuid(n), kind: "owner", recipient: { email: `r${n}@example.nl`, name: `Ontvanger ${n}` } });
      if (status !== "pending") fleet.end(fleet.transfers[0], status);
    }
  };
  await dashboard(async (page, { fleet, state }) => {
    const line = (name) => page.locator(".transfers-table tbody tr").filter({ hasText: name });
    for (const [name, word] of [["Ontvanger 2", "afgewezen"], ["Ontvanger 3", "verlopen"]]) {
      await line(name).getByText(word, { exact: true }).waitFor();
      await line(name).getByText("Er is niets veranderd: de auto is nog van u.").waitFor();
    }
    await press(line("Ontvanger 1"), "Opnieuw sturen");
    await page.getByText("r1@example.nl krijgt het verzoek opnieuw").waitFor();
    await press(line("Ontvanger 1"), "Intrekken");
    await press(dialog(page), "Intrekken");
    await line("Ontvanger 1").getByText("ingetrokken", { exact: true }).waitFor();
    assert.deepEqual(state.calls.filter(({ path }) => path.startsWith("/v1/transfers/")).map(({ path }) => path.split("/").pop()), ["remind", "cancel"]);
    assert.equal(fleet.find(CAR).status, "active");
  }, { at: `${ROOT}?scherm=overdrachten`, begin });
});

test("taking back what was just accepted is told as it is", async () => {
  const begin = ({ fleet }) => fleet.start(CAR, { transfer_id: uuid(1), kind: "driver", recipient: { email: "r@example.nl", name: "R" } });
  await dashboard(async (page, { fleet }) => {
    await press(drawer(page), "Intrekken");
    fleet.end(fleet.transfers[0], "accepted");
    await press(dialog(page), "Intrekken");
    await dialog(page).getByText("Deze overdracht is al afgelopen.").waitFor();
  }, { at: `${ROOT}?auto=${CAR}`, begin });
});

test("a car that left the fleet is not shown from an old address", async () => {
  await dashboard(async (page) => {
    await drawer(page).getByText("Deze auto of overdracht hoort niet (meer) bij uw wagenpark.").waitFor();
    assert.equal(await drawer(page).getByText("Historie").count(), 0);
  }, { at: `${ROOT}?auto=${uuid(77)}` });
});

test("a car is unlinked when a driver takes it over", async () => {
  await dashboard(async (page) => {
    await press(drawer(page), "Ontkoppelen…");
    await dialog(page).getByText("Deze auto heeft geen bestuurder die hem kan overnemen.").waitFor();
    assert.ok(await dialog(page).getByRole("button", { name: "Ontkoppelen" }).isDisabled());
    await page.goto(page.url().replace(NO_DRIVER, CAR));
    await press(drawer(page), "Ontkoppelen…");
    await dialog(page).getByText("wordt van A. de Vries").waitFor();
    await press(dialog(page), "Ontkoppelen");
    await many(page, 39);
    await drawer(page).waitFor({ state: "detached" });
  }, { at: `${ROOT}?auto=${NO_DRIVER}` });
});

test("of the fleet's settings only changes travel; an empty limit is none", async () => {
  await dashboard(async (page, { fleet, sent }) => {
    const limit = page.getByLabel("Goedkeuringslimiet per advies");
    await limit.fill("honderd");
    await page.getByRole("form", { name: "Wagenpark" }).getByRole("button", { name: "Opslaan" }).click();
    await page.getByText("Vul een bedrag in, bijvoorbeeld 150,00").waitFor();
    await limit.fill("");
    await page.getByLabel("Alleen u").check();
    await page.getByRole("form", { name: "Wagenpark" }).getByRole("button", { name: "Opslaan" }).click();
    await until("the change", () => fleet.account.messages === "manager");
    await page.getByText("Opgeslagen").waitFor();
    fleet.account.version = 9;
    await page.getByLabel("Naam van het bedrijf").fill("Bakker BV");
    await page.getByRole("form", { name: "Wagenpark" }).getByRole("button", { name: "Opslaan" }).click();
    await page.getByText("Iemand anders was u net voor.").waitFor();
    assert.deepEqual(sent("PUT", "/v1/fleet"), [{ expected_version: 1, approval_limit_cents: -1, messages: "manager" }, { expected_version: 2, name: "Bakker BV" }]);
  }, { at: `${ROOT}?scherm=instellingen` });
});

test("a second manager is invited and removed; the last one stays; another car takes the place of one that left", async () => {
  await dashboard(async (page, { fleet }) => {
    await page.getByText("De laatste beheerder kan niet worden verwijderd.").waitFor();
    const managers = page.getByRole("region", { name: "Wagenparkbeheerders" });
    fleet.refuse.set("POST /managers", [409, "EMAIL_IN_USE"]);
    await managers.getByLabel("Naam").fill("T. de Wit");
    await managers.getByLabel("E-mailadres").fill("t.dewit@bakker.example");
    await press(managers, "Uitnodigen");
    await managers.getByText("Dit e-mailadres is al in gebruik.").waitFor();
    await press(managers, "Uitnodigen");
    await managers.getByRole("listitem").filter({ hasText: "T. de Wit" }).getByText("uitgenodigd").waitFor();
    await press(managers, "Verwijderen: T. de Wit");
    await press(dialog(page), "Verwijderen");
    await page.getByText("De laatste beheerder kan niet worden verwijderd.").waitFor();
    assert.equal(fleet.account.managers.length, 1);
    await page.getByLabel("Auto waaraan het account verbonden is").selectOption({ label: `${CAR_PLATE} Toyota Yaris Cross` });
    await page.getByRole("form", { name: "Wagenpark" }).getByRole("button", { name: "Opslaan" }).click();
    await until("the anchor", () => fleet.account.anchor_id === CAR);
  }, { at: `${ROOT}?scherm=instellingen`, begin: ({ fleet }) => (fleet.account.anchor_gone = true) });
});

test("a manager's own name, address and password", async () => {
  await dashboard(async (page, { fleet, sent }) => {
    const own = page.getByRole("region", { name: "Mijn gegevens" });
    await own.getByRole("textbox", { name: "Telefoon" }).fill("06-12345678");
    await press(own, "Opslaan");
    await until("the telephone", () => fleet.party.phone === "06-12345678");
    fleet.refuse.set("PUT /email", [409, "FLEET_EMAIL_EQUALS_PASSPORT"]);
    await own.getByLabel("Nieuw e-mailadres").fill("nieuw@bakker.example");
    await press(own, "Wijzig e-mailadres");
    await own.getByText("Het adres van het wagenpark moet anders zijn dan dat van uw eigen AutoPaspoort.").waitFor();
    await press(own, "Wijzig e-mailadres");
    await own.getByText("nieuw@bakker.example wacht op bevestiging.").waitFor();
    await own.getByLabel(/Nieuw wachtwoord/).fill("een heel lange zin");
    await press(own, "Wachtwoord instellen");
    await own.getByLabel("Huidig wachtwoord").waitFor();
    assert.equal(await own.getByLabel(/Nieuw wachtwoord/).inputValue(), "");
    assert.deepEqual(sent("PUT", "/password"), [{ password: "een heel lange zin" }]);
  }, { at: `${ROOT}?scherm=instellingen` });
});

test("who is not a manager goes to the log-in, and comes back to where it was", async () => {
  const naar = (page) => page.waitForURL(/\/inloggen\?naar=%2Fwagenpark%2F%3Ftile%3Dapk$/);
  await dashboard((page) => naar(page), { at: `${ROOT}?tile=apk`, begin: ({ state }) => (state.signedIn = false) });
  await dashboard((page) => naar(page), { at: `${ROOT}?tile=apk`, me: { role: "holder" } });
  await dashboard(async (page, { state }) => {
    await many(page, 40);
    await press(page, "Uitloggen");
    await page.waitForURL(/\/inloggen$/);
    assert.equal(state.signedIn, false);
  });
});

test("without a network nobody is sent away", async () => {
  await dashboard(async (page) => {
    await many(page, 40);
    await page.route("**/v1/**", (route) => route.abort());
    await tile(page, /Zonder bestuurder/).click();
    await page.getByText("Geen verbinding met Beurt.").waitFor();
    await page.unroute("**/v1/**");
    await tile(page, /Alle auto/).click();
    await page.getByText("Geen verbinding met Beurt.").waitFor({ state: "detached" });
  });
});

test("all by keyboard: the menu, the wizard, and back to where it began", async () => {
  await dashboard(async (page, { fleet }) => {
    const button = row(page, CAR_PLATE).getByRole("button", { name: /^Acties/ });
    const isFocused = (at) => at.evaluate((element) => element === document.activeElement);
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await until("the button", () => isFocused(button));
    await page.keyboard.press("Enter");
    await until("the first item", () => isFocused(page.getByRole("menuitem").first()));
    await page.keyboard.press("ArrowDown");
    await until("the second item", () => isFocused(page.getByRole("menuitem", { name: "Overdragen…" })));
    await page.keyboard.press("Enter");
    await until("the first question", () => isFocused(dialog(page).getByRole("radio").first()));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await until("the name", () => isFocused(dialog(page).getByLabel("Naam")));
    await page.keyboard.type("Mw. L. Koper");
    await page.keyboard.press("Tab");
    await page.keyboard.type("koper@example.nl");
    await page.keyboard.press("Enter");
    await dialog(page).getByText("Wat gaat er mee?").waitFor();
    await dialog(page).getByRole("button", { name: "Verder" }).focus();
    await page.keyboard.press("Enter");
    await until("the plate", () => isFocused(dialog(page).getByLabel(/om te bevestigen/)));
    await page.keyboard.type(CAR_PLATE);
    await page.keyboard.press("Enter");
    await until("the offer", () => fleet.transfers[0]?.kind === "owner");
    await dialog(page).getByText("koper@example.nl krijgt een e-mail").waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await until("the button again", () => isFocused(button));
  });
});

/** Where, what says that it is there, and what is opened on it. */
const SCREENS = [
  ["", ".fleet-table"],
  ["?tile=apk", ".fleet-table", (page) => page.locator(".menu-button").first().click()],
  [`?auto=${uuid(1009)}`, ".advice-line", (page) => page.locator(".advice-line input").first().check()],
  [`?auto=${uuid(1002)}`, ".drawer-actions", async (page) => {
    await page.locator(".drawer-actions .button").first().click();
    await page.locator("input[value=owner]").check();
  }],
  ["?scherm=overdrachten", ".transfers-table", (page) => page.locator(".pending-actions .danger").click()],
  ["?scherm=instellingen", ".settings-grid .card:nth-child(3)"],
];

for (const [language, ...sizes] of [["nl", PHONE, [1280, 800]], ["en", [820, 1180]]]) {
  test(`axe finds nothing on the dashboard: ${language}, light and dark`, async () => {
    const begin = ({ fleet }) => fleet.start(CAR, { transfer_id: uuid(1), kind: "driver", recipient: { email: "een.heel.lang.adres@voorbeeldbedrijf.example", name: "R. de Jong" } });
    await dashboard(async (page, { url }) => {
      await speak(page, language);
      for (const [at, ready, open] of SCREENS) {
        await page.goto(url + ROOT + at);
        await page.waitForSelector(ready);
        await open?.(page);
        await judge(page, `${at} in ${language}`, ...sizes);
      }
    }, { begin, many: 12 });
  });
}

test("four hundred cars: the list is there, narrows while typing and fits", async () => {
  await dashboard(async (page) => {
    await many(page, 400);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await page.getByLabel("Zoek kenteken, model of bestuurder").fill("visser 399");
    await many(page, 1);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  }, { many: 400 });
});
