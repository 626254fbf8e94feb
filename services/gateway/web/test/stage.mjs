// SPDX-License-Identifier: Apache-2.0
// Where screens are tested: one Chromium a file, whose pages share a process so that scripts are
// compiled once, and axe. axe looks at a screen whole in the light; as the dark changes nothing
// but colours, there it looks again at what depends on them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM } from "./devices.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--process-per-site"];
const COLOURS = ["color-contrast", "link-in-text-block"];
const WAIT_MS = 90_000;

export const webRoot = process.env.WEB_ROOT ?? join(here, "../../../../build/web");
export const PHONE = [390, 844];

/** The file's browser, there from its first test to its last; `then` readies it. */
export function browserHere(then = () => undefined) {
  const here = {};
  before(async () => {
    assert.ok(CHROMIUM, "Chromium is not installed: run deploy/setup.sh");
    here.browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    await then(here);
  });
  after(() => here.browser?.close());
  return here;
}

/** A page without anything, which keeps the process of its site alive between tests. */
async function anchor(context) {
  const server = createServer((_, reply) => reply.setHeader("Content-Type", "text/html").end("-"));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  server.close();
}

/** What a page says of itself that no page may say. */
function complaints(page) {
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (said) => /Security Policy/.test(said.text()) && wrong.push(said.text()));
  return wrong;
}

/** on(gateway, at, run): a new page at an address of a gateway, which is closed after `run`. */
export function stage({ width, height }) {
  const home = browserHere(async (here) => {
    here.context = await here.browser.newContext({ viewport: { width, height }, locale: "nl-NL" });
    here.context.setDefaultTimeout(WAIT_MS);
    await anchor(here.context);
  });
  return async (gateway, at, run) => {
    const page = await home.context.newPage();
    const wrong = complaints(page);
    try {
      await page.goto(gateway.url + at);
      await run(page, gateway);
      assert.deepEqual(wrong, []);
    } finally {
      await page.evaluate(() => localStorage.clear()).catch(() => undefined);
      await page.close();
      gateway.close();
    }
  };
}

export const speak = (page, language) => page.evaluate((kept) => localStorage.setItem("beurt.language", kept), language);

async function findings(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations, wide, widest } = await page.evaluate(async (runOnly) => {
    const found = await window.axe.run(document, { resultTypes: ["violations"], ...(runOnly ? { runOnly } : {}) });
    const right = (element) => element.getBoundingClientRect().right;
    const widest = [...document.querySelectorAll("main *")].reduce((most, one) => (right(one) > right(most) ? one : most), document.body);
    return { violations: found.violations.map(({ id, nodes }) => `${id} at ${nodes[0].target.join(" ")}`), wide: document.documentElement.scrollWidth - innerWidth, widest: widest.outerHTML.slice(0, 160) };
  }, rules);
  return [...violations, ...(wide > 0 ? [`${wide} px too wide: ${widest}`] : [])];
}

/** axe finds nothing on the screen as it is now and it fits, at each size, light and dark. */
export async function judge(page, name, ...sizes) {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const [colorScheme, rules] of [["light"], ["dark", COLOURS]]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      assert.deepEqual(await findings(page, rules), [], `${name}, ${colorScheme}, ${width} px`);
    }
  }
}
