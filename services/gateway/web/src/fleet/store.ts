// SPDX-License-Identifier: Apache-2.0
// What the dashboard shows, read from the gateway again and again.
import { computed, signal } from "@preact/signals";
import { ask, poll, type Problem } from "../lib/api";
import { query } from "../lib/router";
import { setServerTime } from "../lib/session";
import type { FleetAccount, FleetCars, Party, Transfer, TransferPage } from "./types";

export const TILES = ["apk", "service", "advices", "driver", "costs"] as const;
export type Tile = (typeof TILES)[number];

export const account = signal<FleetAccount | null>(null);
export const party = signal<Party | null>(null);
export const cars = signal<FleetCars | null>(null);
export const transfers = signal<Transfer[] | null>(null);
/** What went wrong while reading; gone once reading succeeds. */
export const unread = signal<Problem | null>(null);

export const tile = computed<Tile | null>(
  () => TILES.find((name) => name === query.value.get("tile")) ?? null,
);

/** The rows that are meant, for the list and for its file. */
export const filter = computed(() => {
  const wanted = new URLSearchParams();
  const text = query.value.get("query")?.trim();
  if (tile.value) wanted.set("tile", tile.value);
  if (text) wanted.set("query", text);
  const said = wanted.toString();
  return said && "?" + said;
});

export const carsUrl = computed(() => "/v1/fleet/vehicles" + filter.value);

/** Reads now and every so often; gives what ends it. */
export function watch<T>(url: string, every: number, take: (body: T) => void): () => void {
  let left = false;
  let etag: string | null = null;
  const look = () =>
    poll<T>(url, etag)
      .then((answer) => {
        if (left || !answer) return;
        etag = answer.etag;
        take(answer.body);
        unread.value = null;
      })
      .catch((cause: Problem) => {
        if (!left) unread.value = cause;
      });
  void look();
  const timer = setInterval(look, every);
  const leave = setLooking(url, look);
  return () => {
    left = true;
    clearInterval(timer);
    leave();
  };
}

const looking = new Map<string, () => Promise<void>>();

function setLooking(url: string, look: () => Promise<void>): () => void {
  looking.set(url, look);
  return () => {
    if (looking.get(url) === look) looking.delete(url);
  };
}

/** After a change of our own: what is on screen is read anew, without waiting for its turn. */
export function lookAgain(): void {
  for (const look of looking.values()) void look();
}

export function takeCars(body: FleetCars): void {
  setServerTime(body.server_time);
  cars.value = body;
}

export function takeTransfers(body: TransferPage): void {
  transfers.value = body.transfers;
}

export async function loadAccount(): Promise<void> {
  try {
    const [fleet, own] = await Promise.all([
      ask<FleetAccount>("/v1/fleet"),
      ask<Party>("/v1/party"),
    ]);
    account.value = fleet.body;
    party.value = own.body;
  } catch (cause) {
    unread.value = cause as Problem;
  }
}
