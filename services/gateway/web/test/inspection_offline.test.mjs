// SPDX-License-Identifier: Apache-2.0
// The promise of the pit: two tablets work on one form while networks are cut, the gateway is
// away, answers get lost and browsers are killed; afterwards everything is there exactly once
// and both see the same. In ORDERS random orders from SEED (both in the environment); with
// BASE_URL, LOGIN and PASSWORD the same orders run against a real house.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Tablet, until } from "./devices.mjs";
import { startFakeInspection } from "./fake_inspection.mjs";
import { picture } from "./picture.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const webRoot = process.env.WEB_ROOT ?? join(here, "../../../../build/web");
const orders = Number(process.env.ORDERS ?? 12);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const STATUSES = ["ok", "advice", "necessary", "not_applicable"];
const SETTLE_MS = 60_000;
const WAKE_MS = 250;

let house;
let tablets;

/** mulberry32: small, and the same everywhere. */
function randomOf(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/** A real house is never down and loses nothing here: its tablets are cut instead. */
async function realHouse(url) {
  return { url, up: async () => undefined, down: async () => undefined, lose: () => undefined, store: null };
}

async function signIn({ page }) {
  if (!process.env.LOGIN) return;
  const name = page.getByLabel("Persoonlijke inlognaam");
  const again = page.locator(".banners").getByRole("button", { name: "Inloggen" });
  await name.or(again).or(page.locator(".status-line, .entries")).first().waitFor();
  if (await again.isVisible()) await again.click();
  if (!(await name.isVisible())) return;
  await name.fill(process.env.LOGIN);
  await page.getByLabel("Wachtwoord").fill(process.env.PASSWORD);
  await page.getByRole("button", { name: "Inloggen" }).click();
  await name.waitFor({ state: "detached" });
}

before(async () => {
  house = await (process.env.BASE_URL ? realHouse(process.env.BASE_URL) : startFakeInspection({ webRoot }));
  tablets = await Promise.all(["a", "b"].map((name) => new Tablet(name).start()));
  for (const tablet of tablets) {
    await tablet.page.goto(house.url + "/inspectie/");
    await signIn(tablet);
    await tablet.page.waitForSelector(".entries");
    await tablet.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    });
    await until("the checklist on the tablet", () => tablet.page.evaluate(() => new Promise((resolve) => { const open = indexedDB.open("beurt-inspection"); open.onsuccess = () => { const all = open.result.transaction("checklists").objectStore("checklists").count(); all.onsuccess = () => { open.result.close(); resolve(all.result); }; }; })));
  }
});
after(async () => {
  for (const tablet of tablets ?? []) await tablet.remove();
  await house?.down();
});

/** What somebody did on a tablet and may count on: the last value of each field, every photo,
 * every save. */
class Ledger {
  last = new Map();
  photos = [];
  saves = 0;

  wrote(tablet, path, value) {
    this.last.set(`${tablet.name} ${path}`, value);
  }

  /** The values that people meant for a path: one a tablet. */
  meant(path) {
    return tablets.map((tablet) => this.last.get(`${tablet.name} ${path}`)).filter((value) => value !== undefined);
  }

  get paths() {
    return new Set([...this.last.keys()].map((key) => key.split(" ")[1]));
  }
}

const rowOf = (tablet, point) => tablet.page.locator(`[data-point="${point}"]`);

/** On the tablet's disk: in what waits, or already back from the gateway. */
const isKept = async (tablet, form, path, value) => {
  const { form: kept, items } = await tablet.kept(form);
  const waits = items.some((item) => item.path === path && item.value === value);
  return waits || kept?.fields.some((field) => field.path === path && (field.value === value || field.other?.value === value));
};

async function fill(tablet, form, path, value, typed = value) {
  const input = tablet.page.locator(`[data-path="${path}"]`);
  await input.fill(typed);
  await input.blur();
  await until(`${path} kept on ${tablet.name}`, () => isKept(tablet, form, path, value));
}

const ACTIONS = {
  async tap({ tablet, form, ledger, pick, points }) {
    const point = pick(points);
    const path = `point/${point}/status`;
    const chosen = rowOf(tablet, point).locator("[aria-pressed=true]");
    const now = (await chosen.count()) ? await chosen.getAttribute("data-status") : "";
    const status = pick(STATUSES.filter((word) => word !== now));
    await rowOf(tablet, point).locator(`[data-status=${status}]`).click();
    await until(`${path} kept on ${tablet.name}`, () => isKept(tablet, form, path, status));
    ledger.wrote(tablet, path, status);
  },
  async measure({ tablet, form, ledger, pick, random, measured }) {
    const { point, positions } = pick(measured);
    const path = `point/${point}/measure/${pick(positions)}`;
    const value = `${Math.floor(random() * 9)}.${1 + Math.floor(random() * 9)}`;
    await fill(tablet, form, path, value, value.replace(".", ","));
    ledger.wrote(tablet, path, value);
  },
  async remark({ tablet, form, ledger, random }) {
    const value = `opmerking ${Math.floor(random() * 1e9)}`;
    await fill(tablet, form, "head/remarks", value);
    ledger.wrote(tablet, "head/remarks", value);
  },
  async photo({ tablet, form, ledger, pick, random, points }) {
    const point = pick(points);
    const before = (await tablet.kept(form)).photos.length;
    const side = random() < 0.3 ? 520 : 120;
    const file = { name: "foto.png", mimeType: "image/png", buffer: picture(side, side, random) };
    await rowOf(tablet, point).locator("input[type=file]").setInputFiles(file);
    const kept = await until(`a photo on ${tablet.name}`, async () => { const { photos } = await tablet.kept(form); return photos.length > before && photos; });
    const known = new Set(ledger.photos.map((photo) => photo.sha256));
    const { sha256 } = kept.find((photo) => !known.has(photo.sha256));
    const path = `point/${point}/photo/${sha256}`;
    await until(`${path} kept`, () => isKept(tablet, form, path, "-"));
    ledger.wrote(tablet, path, "-");
    ledger.photos.push({ sha256, point });
  },
  async save({ tablet, form, ledger }) {
    const { page } = tablet;
    await page.locator(".form-foot .button.primary").click();
    await page.locator("dialog button[type=submit]").click();
    await page.locator("dialog").waitFor({ state: "detached" });
    ledger.saves += 1;
    await until("the save kept", async () => { const { items, form: kept } = await tablet.kept(form); return items.some((item) => item.kind === "save") || kept.saved_number; });
  },
  async cut({ tablet }) {
    await tablet.cut(!tablet.offline);
  },
  async gateway({ state }) {
    await (state.isDown ? house.up() : house.down());
    state.isDown = !state.isDown;
  },
  async lossy({ random }) {
    house.lose(() => random() < 0.5);
  },
  async wake({ tablet }) {
    await tablet.wake();
  },
  async reload({ tablet }) {
    await tablet.page.reload({ waitUntil: "domcontentloaded" });
    await tablet.page.waitForSelector(".point");
  },
  async kill({ tablet, form }) {
    await tablet.kill();
    await tablet.start();
    await tablet.page.goto(`${house.url}/inspectie/${form}`, { waitUntil: "domcontentloaded" });
    await tablet.page.waitForSelector(".point");
  },
};

/** How often each is drawn. A kill takes a second: one in a few orders. */
const URN = Object.entries({ tap: 7, measure: 3, remark: 2, photo: 2, save: 2, cut: 4, gateway: 2, lossy: 1, wake: 1, reload: 1, kill: 0.6 });
const URN_SIZE = URN.reduce((sum, [, weight]) => sum + weight, 0);

function draw(random) {
  let left = random() * URN_SIZE;
  return URN.find(([, weight]) => (left -= weight) < 0)?.[0] ?? "tap";
}

/** One tablet makes the form, in every other order without a network. */
async function begin(random) {
  const [first] = tablets;
  const { page } = first;
  await page.goto(house.url + "/inspectie/zonder-uitnodiging", { waitUntil: "domcontentloaded" });
  await page.waitForSelector(".new-form");
  if (random() < 0.5) await first.cut(true);
  await page.locator(".new-form .button").first().click();
  await page.waitForSelector(".point");
  return new URL(page.url()).pathname.split("/").pop();
}

const atGateway = (form) =>
  tablets[0].page.evaluate(async (id) => {
    const reply = await fetch(`/v1/inspections/${id}`, { headers: { "X-Beurt": "1" }, cache: "no-store" });
    return reply.ok ? reply.json() : null;
  }, form);

/** The other tablet opens what the first one made. */
async function join2(form) {
  const [first, second] = tablets;
  await first.cut(false);
  await first.wake();
  await until("the form at the gateway", () => atGateway(form));
  await second.page.goto(`${house.url}/inspectie/${form}`, { waitUntil: "domcontentloaded" });
  await second.page.waitForSelector(".point");
}

/** Everything works again; wait until nothing waits and both have the newest. */
async function calm(form, state) {
  if (state.isDown) await house.up();
  house.lose(() => false);
  for (const tablet of tablets) {
    await tablet.cut(false);
    await signIn(tablet);
  }
  let woken = 0;
  await until("everything sent and seen", async () => {
    if (Date.now() - woken > WAKE_MS) {
      woken = Date.now();
      for (const tablet of tablets) await tablet.wake();
    }
    const [server, ...kept] = await Promise.all([atGateway(form), ...tablets.map((tablet) => tablet.kept(form))]);
    const sent = kept.every(({ items, photos }) => items.length === 0 && photos.every((photo) => photo.received === photo.size));
    return sent && kept.every((entry) => entry.form.version === server.version);
  }, SETTLE_MS);
}

/** What stands on the screen, field by field. */
const onScreen = (tablet) =>
  tablet.page.evaluate(() => ({
    statuses: Object.fromEntries([...document.querySelectorAll("[data-point]")].map((row) => [row.dataset.point, row.querySelector(".verdicts [aria-pressed=true]")?.dataset.status ?? ""])),
    inputs: Object.fromEntries([...document.querySelectorAll("[data-path]")].map((input) => [input.dataset.path, input.value])),
    photos: document.querySelectorAll(".thumb").length,
    conflicts: document.querySelectorAll(".conflict").length,
  }));

function checkFields(server, ledger) {
  const fields = new Map(server.fields.map((field) => [field.path, field]));
  for (const path of ledger.paths) {
    const field = fields.get(path);
    assert.ok(field, `${path} did not arrive`);
    assert.ok(ledger.meant(path).includes(field.value), `${path} is "${field.value}", meant was ${ledger.meant(path)}`);
  }
}

/** Counted at the gateway in memory: nothing twice. */
function checkOnce(form, ledger) {
  const { applied, photos, forms, keys } = house.store;
  const own = applied.filter((write) => write.form === form);
  assert.equal(new Set(own.map((write) => `${write.device} ${write.counter}`)).size, own.length, "a write counted twice");
  for (const [key, value] of ledger.last) {
    const path = key.split(" ")[1];
    assert.ok(own.some((write) => write.path === path && write.value === value), `${key} = ${value} never arrived`);
  }
  for (const { sha256 } of ledger.photos) assert.equal(photos.get(sha256)?.times, 1, "a photo came once and whole");
  const saves = [...keys.values()].filter(({ print }) => print.startsWith(`/v1/inspections/${form}/versions`));
  assert.equal(saves.length, ledger.saves, "every save was asked once");
  assert.ok(forms.get(form).versions.length <= ledger.saves);
  if (ledger.saves > 0) assert.ok(forms.get(form).versions.length > 0, "a save made a version");
}

async function checkScreens(form, ledger) {
  const server = await atGateway(form);
  checkFields(server, ledger);
  const value = (path) => server.fields.find((field) => field.path === path)?.value ?? "";
  await until("both screens show the same", async () => {
    const [one, two] = await Promise.all(tablets.map(onScreen));
    assert.deepEqual(one, two);
    for (const [point, status] of Object.entries(one.statuses)) assert.equal(status, value(`point/${point}/status`).replace("not_checked", ""), point);
    for (const path of ledger.paths) {
      if (path in one.inputs) assert.equal(one.inputs[path].replace(",", "."), value(path).replace(",", "."), path);
    }
    assert.equal(one.photos, ledger.photos.length);
    assert.equal(one.conflicts, server.fields.filter((field) => field.other && (field.path.endsWith("/status") || field.path in one.inputs)).length);
    return true;
  });
}

/** Three measured and four other points: few enough that the tablets meet on one field. */
async function pointsOf({ page }) {
  const rows = await page.evaluate(() => [...document.querySelectorAll("[data-point]")].map((row) => ({ point: row.dataset.point, positions: [...row.querySelectorAll(".measure input")].map((input) => input.dataset.path.split("/").pop()) })));
  const measured = rows.filter((row) => row.positions.length > 0).slice(0, 3);
  const points = rows.filter((row) => row.positions.length === 0).slice(0, 4).map((row) => row.point);
  return { measured, points };
}

async function runOrder(number) {
  const random = randomOf(seed * 1000 + number);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const ledger = new Ledger();
  const state = { isDown: false };
  const form = await begin(random);
  const where = await pointsOf(tablets[0]);
  const told = [];
  const steps = 6 + Math.floor(random() * 7);
  const joins = 1 + Math.floor(random() * 3);
  try {
    for (let i = 0; i < steps; i++) {
      if (i === joins) await join2(form);
      const action = i < joins ? pick(["tap", "measure", "remark", "photo"]) : draw(random);
      const tablet = i < joins ? tablets[0] : pick(tablets);
      told.push(`${tablet.name}:${action}`);
      await ACTIONS[action]({ tablet, form, ledger, pick, random, state, ...where });
    }
    await calm(form, state);
    if (house.store) checkOnce(form, ledger);
    await checkScreens(form, ledger);
  } catch (cause) {
    const why = `${cause.message}${cause.cause ? `: ${cause.cause.message}` : ""}`;
    throw new Error(`order ${number} of seed ${seed} (${told.join(" ")}): ${why}`, { cause });
  }
  return told;
}

test(`everything arrives exactly once and both see the same, in ${orders} random orders`, { timeout: 600_000 }, async () => {
  console.log(`# seed ${seed}`);
  const counts = {};
  const start = Date.now();
  for (let number = 0; number < orders; number++) {
    const began = Date.now();
    const told = await runOrder(number);
    if (process.env.TELL) console.log(`# ${number}: ${Date.now() - began} ms ${told.join(" ")}`);
    for (const step of told) counts[step.split(":")[1]] = (counts[step.split(":")[1]] ?? 0) + 1;
  }
  console.log(`# ${orders} orders in ${((Date.now() - start) / 1000).toFixed(0)} s: ${JSON.stringify(counts)}`);
});
