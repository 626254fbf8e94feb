// SPDX-License-Identifier: Apache-2.0
// Every screen of the product, as data: where it is in the demo, who sees it, and what is
// pressed before the picture is taken.
//   as     whose log-in, by role; nobody's when absent
//   at     its address; `demo` finds what the demo made
//   ready  the element that says it is there
//   first  what to do on it then
// A screen that changes the demo when it is shown is shown in one language only.

const press = (...keys) => async (page) => {
  for (const key of keys) await page.keyboard.press(key);
};
const click = (css) => (page) => page.locator(css).first().click();
const unfold = (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((fold) => (fold.open = true)));

async function answerFirst(page) {
  await page.locator("input[value=approve]").first().check();
  await page.locator("form[action$=answers] button").last().click();
  await page.locator("button[name=confirm]").waitFor();
}

const desk = (name, status, more) => ({ name, as: "adviser", at: async (demo) => `/inspecties/${await demo.form(status)}`, ready: ".save-bar", ...more });
const tablet = (name, at, ready, more) => ({ name, as: "inspector", at, ready, isTablet: true, ...more });
const customer = (name, at, more) => ({ name, at, ready: "main", isBare: true, ...more });

const holder = (name, sub, more) => ({ name, as: "holder", at: async (demo) => `/mijn/auto/${await demo.car("holder")}${sub}`, ready: "main", isBare: true, ...more });
const manager = (name, query, ready, more) => ({ name, as: "fleet_manager", at: `/wagenpark/${query}`, ready, ...more });

export const SCREENS = [
  { name: "home", as: "adviser", at: "/", ready: "main h1" },
  { name: "login", at: "/", ready: ".login-card" },
  { name: "weeklist", as: "adviser", at: "/weeklijst", ready: ".weeklist-table" },
  { name: "weeklist-why", as: "adviser", at: "/weeklijst", ready: ".weeklist-table", first: press("Enter"), then: ".panel table" },
  { name: "weeklist-letter", as: "adviser", at: "/weeklijst", ready: ".weeklist-table", first: press("p"), then: "dialog iframe.mail" },
  { name: "weeklist-never", as: "adviser", at: "/weeklijst", ready: ".weeklist-table", first: press("o"), then: "dialog" },
  { name: "weeklist-keys", as: "adviser", at: "/weeklijst", ready: ".weeklist-table", first: press("?"), then: "dialog" },
  { name: "inspections", as: "adviser", at: "/inspecties", ready: ".forms-table" },
  desk("inspection-filling", "filling"),
  desk("inspection-sent", "sent", { then: ".points" }),
  desk("inspection-answered", "answered", { then: ".points" }),
  desk("inspection-phone", "sent", { first: click(".save-bar button:nth-last-of-type(2)"), then: "dialog" }),
  desk("inspection-discard", "filling", { first: click(".save-bar .danger"), then: "dialog" }),
  { name: "customers", as: "adviser", at: "/klanten?query=van", ready: ".cards .card", first: click(".card .button"), then: ".vehicle table" },
  { name: "leads", as: "adviser", at: "/nieuwe-klanten", ready: "main table" },
  { name: "leads-move", as: "adviser", at: "/nieuwe-klanten", ready: "main table", first: click("main td .button"), then: "dialog form" },
  { name: "leads-lost", as: "manager", at: "/nieuwe-klanten?status=lost", ready: "main table", first: unfold },
  { name: "leads-none", as: "adviser", at: "/nieuwe-klanten?status=customer", ready: "main .empty" },
  { name: "feedback", as: "adviser", at: "/", ready: "main article", first: (page) => page.getByRole("button", { name: "Feedback" }).click(), then: "dialog form" },
  { name: "news-by-mail", as: "manager", at: "/", ready: ".my-mail", first: (page) => page.locator(".my-mail").last().scrollIntoViewIfNeeded() },
  { name: "printing", as: "adviser", at: "/drukwerk", ready: "main h1" },
  { name: "calls", as: "adviser", at: "/bellijst", ready: "main h1" },
  { name: "campaigns", as: "adviser", at: "/campagnes", ready: "main table" },
  { name: "campaign-done", as: "adviser", at: async (demo) => `/campagnes/${await demo.campaign("done")}`, ready: "main h1" },
  { name: "campaign-draft", as: "adviser", at: async (demo) => `/campagnes/${await demo.campaign("draft")}`, ready: "main h1" },
  { name: "campaign-what", as: "adviser", at: async (demo) => `/campagnes/${await demo.campaign("draft")}?stap=what`, ready: "main fieldset" },
  { name: "campaign-when", as: "adviser", at: async (demo) => `/campagnes/${await demo.campaign("draft")}?stap=when`, ready: "main fieldset" },
  { name: "results", as: "manager", at: "/resultaten", ready: ".worked" },
  { name: "network", as: "helpdesk", at: "/netwerk", ready: "main table" },
  { name: "intake", as: "manager", at: "/intake", ready: ".connections" },
  { name: "settings", as: "manager", at: "/beheer", ready: ".settings-grid" },
  { name: "checklists", as: "manager", at: "/beheer/controlelijsten", ready: ".cards .card" },
  { name: "checklist", as: "manager", at: async (demo) => `/beheer/controlelijsten/${await demo.checklist()}`, ready: "details", first: async (page) => {
    await page.locator("details.card > summary").first().click();
    await page.locator(".point-fields > summary").first().click();
  } },
  { name: "helpdesk", as: "helpdesk", at: "/weeklijst", ready: ".empty .button", first: click(".empty .button"), then: "dialog select" },
  tablet("tablet-start", "/inspectie/", ".entries"),
  tablet("tablet-search", "/inspectie/met-uitnodiging", ".search-form"),
  tablet("tablet-forms", "/inspectie/formulieren", "h1"),
  tablet("tablet-form", async (demo) => `/inspectie/${await demo.form("sent")}`, ".point", { first: click(".section-nav a:nth-of-type(3)") }),
  tablet("tablet-filling", async (demo) => `/inspectie/${await demo.form("filling")}`, ".point"),
  { name: "customer", as: "adviser", at: async (demo) => `/klanten/${await demo.customer()}`, ready: "main h1" },
  { name: "passports", as: "adviser", at: "/autopaspoorten", ready: "main h1" },
  { name: "fleets", as: "adviser", at: "/wagenparken", ready: "main h1" },
  { name: "fleet-cars", as: "adviser", at: async (demo) => `/wagenparken/${await demo.fleet()}`, ready: "main h1" },
  { name: "appointments", as: "adviser", at: "/afspraken", ready: "main h1" },
  { name: "settings-contact", as: "manager", at: "/beheer/contact", ready: "main form" },
  { name: "settings-intervals", as: "manager", at: "/beheer/intervallen", ready: "main form" },
  { name: "settings-connectors", as: "manager", at: "/beheer/koppelingen", ready: "main h1" },
  { name: "settings-erasures", as: "manager", at: "/beheer/verwijderingen", ready: "main h1" },
  { name: "settings-usage", as: "manager", at: "/beheer/gebruik", ready: "main h1" },
  { name: "settings-hours", as: "manager", at: "/beheer/afspraken", ready: "main form" },
  manager("fleet", "", "main table"),
  manager("fleet-car", "", "main table", { at: async (demo) => `/wagenpark/?auto=${await demo.car("fleet_manager")}`, ready: "dialog, aside" }),
  manager("fleet-transfers", "?scherm=overdrachten", "main h1"),
  manager("fleet-settings", "?scherm=instellingen", "main form"),
  customer("enter", "/inloggen"),
  { name: "my-cars", as: "holder", at: "/mijn", ready: "main", isBare: true },
  holder("my-car", ""),
  holder("my-car-book", "/afspraak"),
  holder("my-car-lights", "/lampje"),
  holder("my-car-transfer", "/overdragen"),
  { name: "my-details", as: "holder", at: "/mijn/gegevens", ready: "main", isBare: true },
  customer("activate", (demo) => demo.activation()),
  customer("offer", (demo) => demo.transfer()),
  customer("appointment", (demo) => demo.appointment()),
  customer("lights", "/lampje"),
  customer("report", (demo) => demo.report()),
  customer("report-unfolded", (demo) => demo.report(), { first: unfold }),
  customer("report-check", (demo) => demo.report(), { first: answerFirst }),
  customer("report-thanks", (demo) => demo.report(), { languages: ["nl"], first: async (page) => {
    await answerFirst(page);
    await page.locator("button[name=confirm]").click();
    await page.locator("[role=status]").waitFor();
  } }),
  customer("garages", "/garages"),
  customer("garages-near", "/garages?kenteken=K118LG&postcode=3511+AB"),
  customer("garages-none", "/garages?kenteken=K118LG&postcode=9711+AB"),
  customer("lead-form", (demo) => demo.leadForm()),
  customer("lead-form-wrong", (demo) => demo.leadForm(), { first: async (page) => {
    await page.locator("input[name=plate]").fill("geen");
    await page.locator("input[name=wish]").first().check();
    await page.locator("input[name=name]").fill("Noor de Nieuwe");
    await page.locator("input[name=email]").fill("noor@post.example");
    await page.locator("form button").last().click();
    await page.locator("[role=alert]").waitFor();
  } }),
  customer("lead-confirm", (demo) => demo.lead()),
  customer("lead-told", (demo) => demo.leadTold()),
  customer("help", "/hulp"),
  customer("help-garage", "/hulp?voor=garage"),
  customer("help-found", "/hulp?q=apk"),
  customer("help-none", "/hulp?q=xyzzy"),
  customer("help-article", "/hulp/weeklijst?voor=garage"),
  customer("news-stop", (demo) => demo.newsStop()),
  customer("registration", (demo) => demo.registration()),
  customer("link-expired", () => `/m/${"A".repeat(43)}`),
  customer("unsubscribe", (demo) => demo.unsubscribe()),
  customer("unsubscribed", (demo) => demo.unsubscribe(), { languages: ["nl"], first: async (page) => {
    await page.locator("form button").first().click();
    await page.waitForLoadState();
  } }),
];
