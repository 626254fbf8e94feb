// SPDX-License-Identifier: Apache-2.0
// Takes every screen of a running demo at three sizes, in two languages, light and dark, and
// lets axe look at each. Fails when axe finds anything or a page is wider than its screen.
// Usage: node shoot.mjs DEMO.JSON FOLDER [NAME …] (names choose screens by how they begin)
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { SCREENS } from "./screens.mjs";

const require = createRequire(new URL("../../services/gateway/web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
const SIZES = { phone: [390, 844], tablet: [820, 1180], desktop: [1440, 900] };
const TABLET_FORM = [1024, 768];
const MOST_MS = 30_000;

const [factsPath, folder, ...wanted] = process.argv.slice(2);
const facts = JSON.parse(readFileSync(factsPath, "utf8"));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--lang=nl"], env: { ...process.env, LANGUAGE: "nl" } });
const sessions = new Map();
const findings = [];

/** Somebody of this role, logged in once: cookies for every page of theirs. */
async function sessionOf(role) {
  if (!sessions.has(role)) {
    const { login, password } = facts.users.find((user) => user.role === role);
    const context = await browser.newContext({ baseURL: facts.base_url, extraHTTPHeaders: { "X-Beurt": "1" } });
    const who = login.includes("@") ? { email: login } : { login };
    const reply = await context.request.post("/v1/session", { data: { ...who, password } });
    if (!reply.ok()) throw new Error(`${login} cannot log in: ${reply.status()}`);
    sessions.set(role, context);
  }
  return sessions.get(role);
}

async function askAs(role, url) {
  const context = await sessionOf(role);
  return (await context.request.get(url)).json();
}

/** What the demo made, found when a screen needs it. */
const demo = {
  async form(status) {
    const { inspections } = await askAs("adviser", `/v1/inspections?status=${status}`);
    if (!inspections[0]) throw new Error(`the demo has no form that is ${status}`);
    return inspections[0].inspection_id;
  },
  async campaign(status) {
    const { campaigns } = await askAs("adviser", "/v1/campaigns");
    const found = campaigns.find((one) => one.status === status);
    if (!found) throw new Error(`the demo has no campaign that is ${status}`);
    return found.campaign_id ?? found.id;
  },
  async checklist() {
    return (await askAs("manager", "/v1/checklists")).checklists[0].checklist_id;
  },
  async car(role) {
    if (role === "fleet_manager") return (await askAs(role, "/v1/fleet/vehicles")).vehicles[0].passport_id;
    const mine = await (await sessionOf(role)).request.get("/mijn");
    return (await mine.text()).match(/\/mijn\/auto\/([0-9a-f-]{36})/)[1];
  },
  async customer() {
    const { passports } = await askAs("adviser", "/v1/passports?status=active");
    return passports[0].customer_id;
  },
  async fleet() {
    return (await askAs("adviser", "/v1/fleets")).fleets[0].fleet_id;
  },
  activation: () => facts.activation_links[0],
  transfer: () => facts.transfer_links[0],
  async leadForm() {
    return `/garage/${(await askAs("adviser", "/v1/me")).dealer}/aanmelden`;
  },
  lead: () => facts.lead_links[0],
  leadTold: () => facts.lead_told_links[0],
  newsStop: () => facts.news_links[0],
  appointment: () => facts.appointment_links[0],
  report: () => facts.report_links[0],
  registration: () => facts.registration_links[0],
  unsubscribe: () => facts.customer_links[0],
};

async function judge(page, name) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { rules, wide, widest } = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return {
      rules: violations.map(({ id, nodes }) => `${id} at ${nodes[0].target.join(" ")}`),
      wide: document.documentElement.scrollWidth - window.innerWidth,
      widest: [...document.querySelectorAll("main *")]
        .map((element) => [element.getBoundingClientRect().right, element])
        .reduce((most, one) => (one[0] > most[0] ? one : most), [0, document.body])[1].outerHTML.slice(0, 120),
    };
  });
  if (wide > 0) rules.push(`${wide} px wider than its screen, by ${widest}`);
  for (const rule of rules) {
    findings.push(name);
    console.log(`${name}: ${rule}`);
  }
}

async function arrive(page, screen) {
  await page.goto(typeof screen.at === "string" ? screen.at : await screen.at(demo));
  await page.waitForSelector(screen.ready);
  await page.waitForFunction(() => !document.querySelector(".skeleton"));
  await screen.first?.(page);
  if (screen.then) await page.waitForSelector(screen.then);
}

async function shoot(page, screen, language) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      const [w, h] = screen.isTablet && size === "tablet" ? TABLET_FORM : [width, height];
      const name = `${screen.name}-${size}-${language}-${colorScheme}`;
      await page.setViewportSize({ width: w, height: h });
      await page.screenshot({ path: `${folder}/${name}.png`, fullPage: !!screen.isBare, animations: "disabled" });
      await judge(page, name);
    }
  }
}

async function visit(screen, language) {
  const context = await browser.newContext({
    baseURL: facts.base_url,
    bypassCSP: true,
    serviceWorkers: "block",
    locale: language === "nl" ? "nl-NL" : "en-GB",
    ...(screen.as ? { storageState: await (await sessionOf(screen.as)).storageState() } : {}),
  });
  await context.addInitScript((kept) => localStorage.setItem("beurt.language", kept), language);
  const page = await context.newPage();
  page.setDefaultTimeout(MOST_MS);
  try {
    await arrive(page, screen);
    await shoot(page, screen, language);
  } catch (cause) {
    findings.push(screen.name);
    console.log(`${screen.name}, ${language}: ${cause.message.split("\n")[0]}`);
  } finally {
    await context.close();
  }
}

mkdirSync(folder, { recursive: true });
const chosen = SCREENS.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
try {
  for (const screen of chosen)
    for (const language of screen.languages ?? ["nl", "en"]) await visit(screen, language);
} finally {
  await browser.close();
}
console.log(`${chosen.length} screens in ${folder}: ${findings.length} findings`);
process.exitCode = findings.length > 0 || chosen.length === 0 ? 1 : 0;
