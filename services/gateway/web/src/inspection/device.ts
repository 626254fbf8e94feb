// SPDX-License-Identifier: Apache-2.0
// What the whole tablet knows of itself: who works on it, whether it reaches the gateway, how
// much waits to be sent. The tabs of one device tell each other that something changed.
import { signal } from "@preact/signals";
import type { Me } from "../gen/api";
import { allItems, allPhotos } from "./db";
import type { Item } from "./queue";

export type Reach = "online" | "offline" | "sign_in" | "other_garage";

export const reach = signal<Reach>("online");
export const waiting = signal<Item[]>([]);
export const photosWaiting = signal(0);
export const photosRefused = signal<{ sha256: string; form: string; detail: string }[]>([]);
/** When the device last kept something, and whether it could. */
export const keptAt = signal<Date | null>(null);
export const storageFull = signal(false);
export const device = signal("");
/** Kept for a start without a network. */
export type KeptMe = Pick<Me, "name" | "login"> & Partial<Me>;

type Listener = (form: string | null) => void;

const listeners = new Set<Listener>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("beurt-inspection");

/** Called with the form that changed on this device; null = more than one. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let counting = 0;

export async function countWaiting(): Promise<void> {
  const turn = ++counting;
  const [items, photos] = await Promise.all([allItems(), allPhotos()]);
  if (turn !== counting) return; // a later look knows better
  waiting.value = items;
  const open = photos.filter((photo) => photo.received < photo.size);
  photosWaiting.value = open.filter((photo) => !photo.refused).length;
  photosRefused.value = open.flatMap(({ sha256, form, refused }) =>
    refused ? [{ sha256, form, detail: refused }] : [],
  );
}

function hear(form: string | null): void {
  void countWaiting();
  for (const listener of listeners) listener(form);
}

/** Something of this form changed on the device: tell this tab and the others. */
export function changed(form: string | null): void {
  hear(form);
  channel?.postMessage(form);
}

/** This tab wrote and shows it already: count, and tell the others. */
export function wrote(form: string): void {
  void countWaiting();
  channel?.postMessage(form);
}

channel?.addEventListener("message", (event: MessageEvent<string | null>) => hear(event.data));
