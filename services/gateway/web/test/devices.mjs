// SPDX-License-Identifier: Apache-2.0
// Tablets for tests: real Chromium processes with a profile of their own, which can be cut off
// the network, killed without a word, and started again.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run", "--remote-debugging-port=0", "--lang=nl-NL", "--window-size=1024,768"];
const START_MS = 90_000;

/** Wait until `look` gives something; the last thing it threw is the failure's cause. */
export async function until(what, look, most = 90_000) {
  const end = Date.now() + most;
  let cause;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      cause = error;
    }
    await pause(15);
  }
  throw new Error(`waited ${most} ms for: ${what}`, { cause });
}

export class Tablet {
  offline = false;

  constructor(name) {
    this.name = name;
    this.profile = mkdtempSync(join(tmpdir(), `beurt-tablet-${name}-`));
  }

  async start() {
    const portFile = join(this.profile, "DevToolsActivePort");
    rmSync(portFile, { force: true });
    this.process = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${this.profile}`, "about:blank"], { detached: true, stdio: "ignore" });
    const port = await until("Chromium's port", () => existsSync(portFile) && readFileSync(portFile, "utf8").split("\n")[0], START_MS);
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    this.context = this.browser.contexts()[0];
    await this.context.setOffline(this.offline);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.page.addInitScript(() => localStorage.setItem("beurt.language", "nl"));
    this.page.setDefaultTimeout(90_000);
    return this;
  }

  async cut(offline) {
    this.offline = offline;
    await this.context.setOffline(offline);
  }

  /** The power is gone: nothing is asked, nothing is flushed. */
  async kill() {
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    process.kill(-this.process.pid, "SIGKILL");
    await gone;
    await this.browser.close().catch(() => undefined);
  }

  async remove() {
    await this.kill().catch(() => undefined);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** What the tablet keeps of a form and of what is still to be sent. */
  kept(form) {
    return this.page.evaluate(async (id) => {
      const asked = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
      const db = await asked(indexedDB.open("beurt-inspection"));
      const tx = db.transaction(["forms", "outbox", "photos", "meta"]);
      const [kept, items, photos, device] = await Promise.all([asked(tx.objectStore("forms").get(id)), asked(tx.objectStore("outbox").getAll()), asked(tx.objectStore("photos").getAll()), asked(tx.objectStore("meta").get("device"))]);
      db.close();
      return { device, form: kept?.form, items: items.filter((item) => item.form === id), photos: photos.filter((photo) => photo.form === id).map(({ sha256, size, received, refused }) => ({ sha256, size, received, refused })) };
    }, form);
  }

  /** As when the tablet's network comes back: look at once. */
  wake() {
    return this.page.evaluate(() => void dispatchEvent(new Event("online")));
  }
}
