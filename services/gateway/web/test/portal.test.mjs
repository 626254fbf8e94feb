// SPDX-License-Identifier: Apache-2.0
// The portal in a real Chromium against a gateway in memory. Every test says what an adviser
// does and sees; axe looks at every screen in both languages, light and dark.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { startFakeGateway } from "./fake_gateway.mjs";
import { judge, speak, stage, webRoot } from "./stage.mjs";

const SCREENS = ["/weeklijst", "/klanten?query=jansen", "/resultaten", "/resultaten?stage=sent", "/netwerk", "/intake", "/beheer"];

const on = stage({ width: 1366, height: 800 });

const portal = async (run, { rows = 40, me, at = "/weeklijst" } = {}) => on(await startFakeGateway({ rows, webRoot, me }), at, run);

const rowAt = (page, n) => page.locator(".weeklist-table tbody tr").nth(n);
const chosen = (page, n) => rowAt(page, n).locator("[role=radio][aria-checked=true]").innerText();

test("an adviser works two hundred rows with the keyboard alone", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    const todo = state.rows.filter((row) => row.decision_source === "default").length;
    for (let i = 0; i < todo; i++) await page.keyboard.press(i % 4 === 3 ? "n" : "j");
    await page.waitForFunction(() => document.querySelector(".view .count")?.textContent === "0");
    await until("all of them at the gateway", () => state.rows.every((row) => row.decision_source !== "default"));
    assert.ok(state.rows.some((row) => row.decision === "no" && row.decision_source === "user"));
    assert.equal(state.calls.filter((call) => call.method === "PATCH").length, todo);
  }, { rows: 200 });
});

test("Z puts the last decision back", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("n");
    await page.waitForFunction(() => document.querySelector(".toast"));
    assert.equal(state.rows[1].decision, "no");
    await page.keyboard.press("z");
    await page.getByText("Ongedaan gemaakt").waitFor();
    assert.equal(state.rows[1].decision, "yes");
  });
});

test("nooit asks how far it reaches and why", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("o");
    await page.getByLabel("Deze klant, alle auto’s").check();
    await page.getByLabel("Wil geen contact").check();
    await page.getByText("bezwaar (AVG)").waitFor();
    await page.getByRole("button", { name: "Zet op nooit" }).click();
    await page.waitForFunction(() => document.querySelector(".toast"));
    const patch = state.calls.find((call) => call.method === "PATCH");
    assert.deepEqual(JSON.parse(patch.body), { decision: "never", scope: "customer", reason: "no_contact" });
  });
});

test("a bulk decision touches exactly the rows it names, and can be undone", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    const todo = state.rows.filter((row) => row.decision_source === "default").length;
    await page.keyboard.press("Control+a");
    await page.getByRole("button", { name: `${todo} op Nee` }).click();
    await page.getByText(`${todo} rijen op Nee gezet`).waitFor();
    const call = JSON.parse(state.calls.find((entry) => entry.path.endsWith("/decisions")).body);
    assert.deepEqual(call.filter, { view: "to_review" });
    assert.equal(call.expected_count, todo);
    assert.equal(call.list_version, 1);
    await page.keyboard.press("z");
    await page.getByText("Ongedaan gemaakt").waitFor();
    assert.equal(state.rows.filter((row) => row.decision === "yes").length, todo);
  });
});

test("nooit for many rows asks once how far it reaches and why, and is taken back", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    const todo = state.rows.filter((row) => row.decision_source === "default").length;
    await page.keyboard.press("Control+a");
    await page.getByRole("button", { name: `${todo} op Nooit` }).click();
    await page.getByLabel("Alleen deze auto’s").check();
    await page.getByLabel("Wil geen contact").check();
    await page.getByText("voor elk van deze klanten als bezwaar (AVG)").waitFor();
    await page.getByLabel("Auto verkocht").check();
    await page.getByRole("button", { name: "Zet op nooit" }).click();
    await page.getByText(`${todo} rijen op Nooit gezet`).waitFor();
    const call = JSON.parse(state.calls.find((entry) => entry.path.endsWith("/decisions")).body);
    assert.deepEqual([call.decision, call.scope, call.reason], ["never", "vehicle", "sold"]);
    assert.equal(call.expected_count, todo);
    await page.keyboard.press("z");
    await page.getByText("Ongedaan gemaakt").waitFor();
    assert.equal(state.rows.filter((row) => row.decision === "never").length, 0);
  });
});

test("taking a decision back brings a nooit back with what it covered", async () => {
  await portal(async (page, { state }) => {
    Object.assign(state.rows[1], { decision: "never", scope: "channel", scope_reason: "other" });
    await page.reload();
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("j");
    await page.waitForFunction(() => document.querySelector(".toast"));
    await page.keyboard.press("z");
    await page.getByText("Ongedaan gemaakt").waitFor();
    const back = state.calls.filter((call) => call.method === "PATCH").at(-1);
    assert.deepEqual(JSON.parse(back.body), { decision: "never", scope: "channel", reason: "other" });
  });
});

test("when the list changed under a bulk decision nothing is done and the number is said", async () => {
  await portal(async (page, gateway) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("Control+a");
    gateway.colleague(1, "no");
    const before = gateway.state.rows.filter((row) => row.decision === "no").length;
    await page.locator(".bulk .no").click();
    await page.getByText("De lijst is intussen veranderd").waitFor();
    assert.equal(gateway.state.rows.filter((row) => row.decision === "no").length, before);
  });
});

test("two advisers at once: the later one sees what the first one chose", async () => {
  await portal(async (page, gateway) => {
    await page.waitForSelector(".weeklist-table");
    gateway.colleague(1, "no");
    await page.keyboard.press("j");
    await page.getByText("Piet zette dit").waitFor();
    assert.equal(gateway.state.rows[1].decision, "no");
    assert.match(await chosen(page, 0), /Nee/);
  });
});

test("a frozen list refuses with a clear sentence", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    state.frozen = true;
    await page.keyboard.press("n");
    await page.getByText("De lijst is gesloten").waitFor();
    assert.equal(state.rows[1].decision, "yes");
  });
});

test("Enter tells why this date, with the invoices used and the rejected reading", async () => {
  await portal(async (page) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("Enter");
    await page.getByText("Laatste beurt 3-12-2025").waitFor();
    await page.getByText("300.140 km").waitFor();
    await page.getByRole("button", { name: "Klopt niet? Bezoek van 3 december 2025" }).click();
    await page.getByLabel("Juiste km-stand").fill("45210");
    await page.getByRole("button", { name: "Opslaan en opnieuw berekenen" }).click();
    await page.getByText("De datum is opnieuw berekend").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForSelector(".panel", { state: "detached" });
  });
});

test("P shows the message in the customer's words, which run nothing and lead nowhere", async () => {
  await portal(async (page) => {
    await page.waitForSelector(".weeklist-table");
    const title = await page.title();
    await page.keyboard.press("p");
    await page.getByText("Dit bericht wacht (buiten verzenduren)").waitFor();
    await page.getByText("a***@klant.example").waitFor();
    const mail = page.frameLocator("iframe.mail");
    const words = mail.getByText("Geachte mevrouw De Jong,");
    await words.waitFor();
    const style = await words.evaluate((element) => {
      const { color, paddingTop } = element.ownerDocument.defaultView.getComputedStyle(element);
      return { color, paddingTop };
    });
    assert.deepEqual(style, { color: "rgb(1, 2, 3)", paddingTop: "7px" });
    assert.equal(await mail.locator("a[href]").count(), 0);
    assert.equal(await page.title(), title);
    await page.getByRole("button", { name: "Platte tekst" }).click();
    await page.getByText("Uw auto is aan de beurt.").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Bericht bekijken" }).click();
    await page.locator("iframe.mail").waitFor();
  });
});

test("P shows the sheet that the next batch would print, and says when there is none", async () => {
  await portal(async (page) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("p");
    await page.locator("dialog").getByRole("button", { name: "Brief" }).click();
    const arrives = page.waitForEvent("download");
    await page.getByRole("link", { name: "Brief zoals gedrukt (PDF)" }).click();
    const sheet = await arrives;
    assert.equal(sheet.suggestedFilename(), "brief.pdf");
    assert.equal(readFileSync(await sheet.path(), "latin1"), "%PDF-1.7 brief");
    await page.getByText("Uw auto is aan de beurt.").waitFor();
    await judge(page, "the sheet of a letter", [1280, 900]);
    await page.locator("dialog").getByRole("button", { name: "Kaart" }).click();
    await page.getByText("Deze klant heeft geen volledig postadres").waitFor();
    assert.equal(await page.getByRole("link", { name: /zoals gedrukt/ }).count(), 0);
  });
});

test("a thousand rows stay at hand: every row is there and the arrows move", async () => {
  await portal(async (page) => {
    await page.waitForFunction(
      () => document.querySelectorAll(".weeklist-table tbody tr").length === 941, null, { timeout: 90000 });
    const slowest = await page.evaluate(async () => {
      let worst = 0;
      for (let i = 0; i < 30; i++) {
        const start = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        worst = Math.max(worst, performance.now() - start);
      }
      return worst;
    });
    console.log(`# slowest step at 1,000 rows: ${slowest.toFixed(0)} ms`);
    await rowAt(page, 30).and(page.locator(".active")).waitFor({ timeout: 90000 });
  }, { rows: 1000 });
});

test("the list state lives in the address, and search finds a plate without dashes", async () => {
  await portal(async (page) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("/");
    await page.keyboard.type("h-04");
    await page.waitForFunction(() => location.search.includes("search=h-04"));
    await page.waitForFunction(() => document.querySelectorAll(".weeklist-table tbody tr").length === 1);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll(".weeklist-table tbody tr").length === 1);
  });
});

test("single letters can be switched off", async () => {
  await portal(async (page, { state }) => {
    await page.waitForSelector(".weeklist-table");
    await page.keyboard.press("?");
    await page.getByLabel("Losse letters als sneltoets gebruiken").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.keyboard.press("ArrowDown");
    assert.equal(state.calls.filter((call) => call.method === "PATCH").length, 0);
  });
});

test("log-in says what is wrong without saying which half", async () => {
  await portal(async (page, { state }) => {
    state.signedIn = false;
    await page.reload();
    await page.getByLabel("Persoonlijke inlognaam").fill("sanne");
    await page.getByLabel("Wachtwoord").fill("fout");
    await page.getByRole("button", { name: "Inloggen" }).click();
    await page.getByText("De inlognaam of het wachtwoord klopt niet.").waitFor();
    await page.getByLabel("Wachtwoord").fill("goed wachtwoord");
    await page.getByRole("button", { name: "Inloggen" }).click();
    await page.waitForSelector(".weeklist-table");
  });
});

test("a figure of the results is filtered by a click, and a chart is read as a table", async () => {
  await portal(async (page) => {
    await page.goto(new URL("/resultaten", page.url()).href);
    await page.waitForSelector(".funnel");
    await page.getByText("38 extra bezoeken").first().waitFor();
    await page.locator(".slices button", { hasText: "E-mail" }).click();
    await page.waitForFunction(() => location.search.includes("channel=email"));
    await page.locator(".active-filters button").click();
    await page.waitForFunction(() => !location.search.includes("channel"));
    const weeks = page.locator(".chart-card", { hasText: "Per week" });
    await weeks.getByRole("button", { name: "Als tabel" }).click();
    assert.equal(await weeks.locator("tbody tr").count(), 13);
    await page.locator(".funnel button", { hasText: "Afspraak" }).click();
    await page.waitForFunction(() => location.search.includes("stage=booked"));
    const came = page.locator("table.list tr", { hasText: "Wintercheck voor trouwe klanten A" }).first();
    await came.getByText("Kwam 12 dagen na de brief: telt voor deze campagne.").waitFor();
    assert.match(await came.innerText(), /H-00-HZB[^]*Brief[^]*€\s99/);
    await page.locator("table.list tr", { hasText: "A. de Vries" }).getByText("overgeslagen om het effect te meten").waitFor();
    assert.match(await page.getByRole("link", { name: "Download deze rijen" }).getAttribute("href"), /stage=booked/);
  });
});

// Every kind of row is among them; axe looks at each row for as long.
const AXE_ROWS = 20;
const LOOKS = ["/login", ...SCREENS, "/weeklijst#panel", "/weeklijst#bericht"];

for (const language of ["nl", "en"]) {
  test(`axe finds nothing: ${language}, light and dark`, () =>
    portal(async (page, { state, url }) => {
      await speak(page, language);
      for (const path of LOOKS) {
        state.signedIn = path !== "/login";
        await page.goto(url + path.split("#")[0]);
        await page.waitForSelector("h1, h2");
        await page.waitForFunction(() => !document.querySelector(".skeleton"));
        if (path.endsWith("#panel")) {
          await page.keyboard.press("Enter");
          await page.waitForSelector(".panel table");
        }
        if (path.endsWith("#bericht")) {
          await page.keyboard.press("p");
          await page.frameLocator("iframe.mail").locator("p").waitFor();
        }
        await judge(page, `${path} in ${language}`, [1366, 800]);
      }
    }, { rows: AXE_ROWS }));
}
