// SPDX-License-Identifier: Apache-2.0
// What this device still has to tell, and which request comes next. Everything has a number
// that grows within the device; per form it is sent in that order, so a save never
// overtakes the fields it is about.
import type { Opening } from "./types";

export interface Refusal {
  status: number;
  code: string;
  detail: string;
}

interface Queued {
  seq: number;
  form: string;
  at: number;
  refused?: Refusal;
}

export interface OpenItem extends Queued {
  kind: "open";
  key: string;
  body: Opening;
}

export interface WriteItem extends Queued {
  kind: "write";
  path: string;
  value: string;
  /** newest revision on the screen when it was written */
  seen: number;
}

export interface SaveItem extends Queued {
  kind: "save";
  key: string;
  mail: boolean;
  reason?: string;
  /** frozen at the first try: one key, one request */
  body?: { seen_revision: number; mail: boolean; reason?: string };
}

export type Item = OpenItem | WriteItem | SaveItem;

export type Step =
  | { kind: "open"; item: OpenItem }
  | { kind: "edit"; items: WriteItem[]; seen: number; writes: Write[] }
  | { kind: "save"; item: SaveItem }
  | { kind: "blocked" }
  | { kind: "idle" };

export interface Write {
  counter: number;
  path: string;
  value: string;
}

export const BATCH_MOST = 200;
/** Characters of a batch; the gateway takes 64 KiB a request. */
export const BATCH_TEXT = 12_000;

/** The next writes that one request can carry: in order, seen at one revision. */
function batchOf(items: Item[], most: number): WriteItem[] {
  const batch: WriteItem[] = [];
  let size = 0;
  for (const item of items) {
    if (item.kind !== "write" || batch.length === most) break;
    if (batch[0] && item.seen !== batch[0].seen) break;
    size += item.path.length + item.value.length + 50;
    if (batch.length > 0 && size > BATCH_TEXT) break;
    batch.push(item);
  }
  return batch;
}

/** Of two writes to one path in a batch only the last needs to be told. */
function lastPerPath(batch: WriteItem[]): Write[] {
  const last = new Map(batch.map((item) => [item.path, item.seq]));
  return batch
    .filter((item) => last.get(item.path) === item.seq)
    .map(({ seq, path, value }) => ({ counter: seq, path, value }));
}

/** The next request of one form. `oneByOne` after a refusal, to find which write it was. A
 * refused write is stepped over, but no save goes before somebody looked at it. */
export function nextStep(items: Item[], oneByOne: boolean): Step {
  const ordered = [...items].sort((a, b) => a.seq - b.seq);
  const hasRefusal = ordered.some((item) => item.refused);
  const todo = ordered.filter((item) => !item.refused);
  const first = todo[0];
  if (ordered.some((item) => item.kind === "open" && item.refused)) return { kind: "blocked" };
  if (!first) return { kind: "idle" };
  if (first.kind === "open") return { kind: "open", item: first };
  if (first.kind === "save") {
    return hasRefusal ? { kind: "blocked" } : { kind: "save", item: first };
  }
  const batch = batchOf(todo, oneByOne ? 1 : BATCH_MOST);
  return { kind: "edit", items: batch, seen: first.seen, writes: lastPerPath(batch) };
}

/** Refused writes that a later accepted write to the same path has replaced. */
export function overtaken(items: Item[], accepted: WriteItem[]): number[] {
  return items
    .filter(
      (item) =>
        item.kind === "write" &&
        item.refused &&
        accepted.some((done) => done.path === item.path && done.seq > item.seq),
    )
    .map((item) => item.seq);
}

/** An item without the marks of an earlier try. */
export function anew(item: Item): Item {
  const { refused: _, ...rest } = item;
  if (rest.kind === "write") return rest;
  const key = crypto.randomUUID();
  if (rest.kind === "open") return { ...rest, key };
  const { body: __, ...save } = rest;
  return { ...save, key };
}

/** What goes along when a refused item is tried again: everything that was waiting for it. */
export function waitingFor(items: Item[], seq: number): number[] {
  const refused = items.find((item) => item.seq === seq);
  if (!refused) return [];
  const isBehind = (item: Item) => refused.kind === "open" || item.kind === "save";
  return items.filter((item) => item.seq === seq || (item.seq > seq && isBehind(item))).map((item) => item.seq);
}

export type Outcome = "later" | "sign_in" | "refused";

/** What a failed request means: try again, ask to log in, or show it and keep it. */
export function outcomeOf(status: number): Outcome {
  if (status === 401) return "sign_in";
  if (status === 0 || status === 202 || status === 408 || status === 425 || status === 429) {
    return "later";
  }
  return status >= 500 ? "later" : "refused";
}

/** Milliseconds to wait after the nth failure in a row: 1, 2, 4 … 60 s, a little spread. */
export function backoff(failures: number, random: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(failures - 1, 6)) * (0.75 + random / 2);
}
