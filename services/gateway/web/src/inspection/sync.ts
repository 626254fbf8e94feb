// SPDX-License-Identifier: Apache-2.0
// Tells the gateway what the device has kept: per form in order, text first, photos after,
// and fetches what others did. One tab at a time (Web Locks); what fails is tried again with
// growing pauses, at once when the network is back. Nothing is dropped without an answer.
import { Problem } from "../lib/api";
import { t } from "../lib/i18n";
import * as db from "./db";
import { changed, device, reach, type Reach } from "./device";
import * as gateway from "./gateway";
import { sendPhotos } from "./photos";
import {
  backoff,
  nextStep,
  outcomeOf,
  overtaken,
  type Item,
  type OpenItem,
  type Refusal,
  type SaveItem,
  type Step,
  type WriteItem,
} from "./queue";
import type { Form } from "./types";

const POLL_MS = 10_000;

/** Thrown to end a round: not now. */
class Later extends Error {
  constructor(readonly why: Reach) {
    super(why);
  }
}

function refusalOf(cause: Problem): Refusal {
  const detail = cause.detail || cause.code || t("inspection.refused.unknown");
  return { status: cause.status, code: cause.code, detail };
}

/** A request that failed for now ends the round; one that was refused gives its refusal. */
async function orRefusal<T>(request: Promise<T>): Promise<T | Refusal> {
  try {
    return await request;
  } catch (cause) {
    const problem = cause instanceof Problem ? cause : new Problem(0, "UNREACHABLE", "", {});
    const outcome = outcomeOf(problem.status);
    if (outcome === "sign_in") throw new Later("sign_in");
    if (outcome === "later") throw new Later("offline");
    return refusalOf(problem);
  }
}

const isRefusal = (answer: object): answer is Refusal => "code" in answer && "detail" in answer;

/** A form from an answer; 202 and other half answers are no form. */
function formIn(answer: { status: number; body: Form }): Form {
  if (answer.status === 202 || !answer.body?.fields) throw new Later("offline");
  return answer.body;
}

const kept = (form: Form, etag: string | null = null): db.KeptForm => ({
  inspection_id: form.inspection_id,
  form,
  etag,
});

async function sendOpening(item: OpenItem): Promise<void> {
  let answer = await orRefusal(gateway.openForm(item));
  if (isRefusal(answer) && answer.status === 409) {
    const there = await orRefusal(gateway.readForm(item.form, null));
    if (there && !isRefusal(there)) answer = there;
  }
  if (isRefusal(answer)) await db.putItem({ ...item, refused: answer });
  else await db.settle(kept(formIn(answer)), [item.seq]);
}

/** True when a batch was refused as a whole: which write it was is still to be found out. */
async function sendWrites(step: Extract<Step, { kind: "edit" }>, all: Item[]): Promise<boolean> {
  const form = step.items[0]!.form;
  const answer = await orRefusal(
    gateway.editForm(form, device.value, step.seen, step.writes),
  );
  if (!isRefusal(answer)) {
    const seqs = step.items.map((item) => item.seq);
    await db.settle(kept(formIn(answer)), [...seqs, ...overtaken(all, step.items)]);
    return false;
  }
  if (step.items.length > 1) return true;
  await db.putItem({ ...step.items[0]!, refused: answer } satisfies WriteItem);
  return false;
}

async function sendSave(item: SaveItem): Promise<void> {
  const before = await db.getForm(item.form);
  const frozen: SaveItem = {
    ...item,
    body: item.body ?? {
      seen_revision: before?.form.revision ?? 1,
      mail: item.mail,
      ...(item.reason ? { reason: item.reason } : {}),
    },
  };
  if (!item.body) await db.putItem(frozen);
  const answer = await orRefusal(gateway.saveForm(item.form, frozen));
  if (isRefusal(answer)) return db.putItem({ ...frozen, refused: answer });
  const form = formIn(answer);
  const { number, mailed } = answer.body;
  const saved = { key: item.key, number, mailed, wanted: item.mail };
  await db.settle({ ...kept(form), saved }, [item.seq]);
}

async function sendForm(form: string): Promise<void> {
  for (let oneByOne = false; ; ) {
    const items = (await db.allItems()).filter((item) => item.form === form);
    const step = nextStep(items, oneByOne);
    if (step.kind === "idle" || step.kind === "blocked") return;
    if (step.kind === "open") await sendOpening(step.item);
    else if (step.kind === "save") await sendSave(step.item);
    else oneByOne = (await sendWrites(step, items)) || oneByOne;
    changed(form);
  }
}

/** The newest of a form that is on screen, when the gateway has a newer one. */
export async function refresh(form: string): Promise<void> {
  const before = await db.getForm(form);
  const answer = await orRefusal(gateway.readForm(form, before?.etag ?? null));
  if (!answer || isRefusal(answer)) return;
  await db.settle(kept(formIn(answer), answer.etag), []);
  changed(form);
}

let watched: string | null = null;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let again = false;
let running = false;
let refused: Reach | null = null;

/** The form on screen: its news is fetched as long as it is there. */
export function watch(form: string | null): void {
  watched = form;
  if (form) kick();
}

/** Nothing is sent while another garage's work is on the device. */
export function holdSync(why: Reach | null): void {
  refused = why;
  if (why) reach.value = why;
}

async function round(): Promise<void> {
  if (refused) throw new Later(refused);
  const items = await db.allItems();
  for (const form of new Set(items.map((item) => item.form))) await sendForm(form);
  await sendPhotos({ orRefusal, isRefusal });
  const local = items.some((item) => item.form === watched && item.kind === "open");
  if (watched && !local) await refresh(watched);
}

const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request("beurt-sync", work) as Promise<T>) : work();

/** One round; an answer of any kind means that the gateway is there. */
async function turn(): Promise<void> {
  try {
    await alone(round);
    reach.value = "online";
    failures = 0;
  } catch (cause) {
    reach.value = cause instanceof Later ? cause.why : "offline";
    if (!(cause instanceof Later)) console.error(cause);
    failures += 1;
  }
}

function plan(): void {
  clearTimeout(timer);
  const wait = failures > 0 ? backoff(failures, Math.random()) : POLL_MS;
  timer = setTimeout(kick, wait);
}

/** Send now. While a round runs one more follows it. */
export function kick(): void {
  if (running) {
    again = true;
    return;
  }
  running = true;
  void turn().finally(() => {
    running = false;
    if (again) {
      again = false;
      kick();
    } else {
      plan();
    }
  });
}

let soon: ReturnType<typeof setTimeout> | undefined;

/** Send in a moment: a burst of taps goes in one request. */
export function kickSoon(): void {
  clearTimeout(soon);
  soon = setTimeout(kick, 300);
}

export function startSync(): void {
  addEventListener("online", kick);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") kick();
  });
  kick();
}
