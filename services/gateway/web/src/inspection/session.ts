// SPDX-License-Identifier: Apache-2.0
// Who works on this tablet. The last one known may go on without a network; another garage's
// work is never sent under somebody else's log-in; logging out empties the device.
import { signal } from "@preact/signals";
import type { Me } from "../gen/api";
import { ask, Problem, setSignedOut } from "../lib/api";
import { me, signOut as endSession } from "../lib/session";
import * as db from "./db";
import { changed, device, reach, type KeptMe } from "./device";
import { readChecklists } from "./gateway";
import { holdSync, kick } from "./sync";

/** Who the screens work for; null = nobody was ever logged in here. */
export const worker = signal<KeptMe | null | undefined>(undefined);
/** The garage whose unsent work is on the device while another logged in. */
export const heldFor = signal<string | null>(null);

/** How long a form stays on the device after its last change. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

async function fetchChecklists(): Promise<void> {
  for (const checklist of await readChecklists()) await db.putChecklist(checklist);
}

/** Somebody is logged in for sure: keep it for later, unless the device is another garage's. */
export async function arrive(user: Me): Promise<void> {
  const before = await db.getMeta<KeptMe>("me");
  const items = await db.allItems();
  if (before?.dealer && before.dealer !== user.dealer) {
    if (items.length > 0) {
      heldFor.value = before.dealer_name ?? before.dealer;
      holdSync("other_garage");
      return;
    }
    await db.wipe();
    device.value = await db.deviceId();
  }
  heldFor.value = null;
  holdSync(null);
  worker.value = user;
  await db.setMeta("me", user);
  await fetchChecklists().catch((cause) => console.error(cause));
  changed(null);
  kick();
}

/** Ask the gateway; without an answer the last one known goes on. */
export async function begin(): Promise<void> {
  setSignedOut(() => (reach.value = "sign_in"));
  device.value = await db.deviceId();
  await db.tidy(new Date(Date.now() - KEEP_MS).toISOString());
  const known = await db.getMeta<KeptMe>("me");
  if (known) worker.value = known;
  try {
    const { body } = await ask<Me>("/v1/me");
    await arrive(body);
    me.value = body;
  } catch (cause) {
    me.value = null;
    const isSignedOut = cause instanceof Problem && cause.status === 401;
    reach.value = isSignedOut ? "sign_in" : "offline";
    if (!known) worker.value = null;
  }
}

/** Log out and empty the device: photos, customers and forms go. */
export async function leave(): Promise<void> {
  await endSession();
  await db.wipe();
  device.value = await db.deviceId();
  worker.value = null;
  heldFor.value = null;
  reach.value = "sign_in";
  changed(null);
}
