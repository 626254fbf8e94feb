// SPDX-License-Identifier: Apache-2.0
// One form on the adviser's desk: read, written field by field, saved. The desk is a device
// like a tablet is: its writes are numbered, and a tablet's write at the same time is kept
// beside ours.
import { signal } from "@preact/signals";
import type { Inspection, InspectionSaved } from "../../gen/api";
import { ask, commandHeaders, poll, Problem } from "../../lib/api";
import { viewOf } from "../../inspection/fields";
import { linesOf, type Line } from "../../inspection/totals";

const DEVICE = "beurt.desk.device";
const COUNTER = "beurt.desk.counter";
/** The contract's counters end at 10^12, before today's milliseconds since 1970. */
const COUNTED_FROM = Date.UTC(2026, 0, 1);

function deskDevice(): string {
  const kept = localStorage.getItem(DEVICE) ?? crypto.randomUUID();
  localStorage.setItem(DEVICE, kept);
  return kept;
}

/** Grows within this browser, also over a cleared storage: it begins at the clock. */
function nextCounter(): number {
  const next = Math.max(Date.now() - COUNTED_FROM, Number(localStorage.getItem(COUNTER) ?? 0) + 1);
  localStorage.setItem(COUNTER, String(next));
  return next;
}

export interface Desk {
  form: Inspection;
  lines: Line[];
  value: (path: string) => string;
}

export const desk = signal<Desk | null>(null);
export const wrong = signal<Problem | null>(null);
let etag: string | null = null;

function show(form: Inspection): void {
  const views = viewOf(form.fields, [], deskDevice());
  desk.value = {
    form,
    lines: linesOf(views),
    value: (path) => views.get(path)?.value ?? "",
  };
  wrong.value = null;
}

const urlOf = (id: string) => `/v1/inspections/${id}`;

export async function load(id: string): Promise<void> {
  if (desk.value?.form.inspection_id !== id) {
    desk.value = null;
    etag = null;
  }
  try {
    const answer = await poll<Inspection>(urlOf(id), etag);
    if (!answer) return;
    etag = answer.etag;
    show(answer.body);
  } catch (cause) {
    wrong.value = cause as Problem;
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time: a save never overtakes the price that was typed before it. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const done = last.then(act);
  last = done.catch(() => undefined);
  return done;
}

async function run(rest: string, method: string, body: unknown): Promise<Inspection | null> {
  const { inspection_id: id } = desk.value!.form;
  try {
    const answer = await ask<Inspection>(urlOf(id) + rest, {
      method,
      headers: commandHeaders(),
      ...(body === undefined ? {} : { body }),
    });
    etag = null;
    if (answer.status === 202) {
      await load(id);
      throw new Problem(202, "LATER", "", {});
    }
    show(answer.body);
    return answer.body;
  } catch (cause) {
    wrong.value = cause as Problem;
    return null;
  }
}

/**
 * Runs a command on the form and shows what it is then; null when it was refused. `body` is
 * made when its turn comes: it names the revision that is on screen then.
 */
function command(rest: string, method: string, body?: () => unknown): Promise<Inspection | null> {
  return inTurn(() => run(rest, method, body?.()));
}

export function write(values: Record<string, string>): Promise<Inspection | null> {
  const writes = Object.entries(values).map(([path, value]) => ({
    counter: nextCounter(),
    path,
    value,
  }));
  return command("", "PUT", () => ({
    device: deskDevice(),
    seen_revision: desk.value!.form.revision,
    writes,
  }));
}

export async function save(mail: boolean, reason: string): Promise<InspectionSaved | null> {
  const body = () => ({
    seen_revision: desk.value!.form.revision,
    mail,
    ...(reason ? { reason } : {}),
  });
  return (await command("/versions", "POST", body)) as InspectionSaved | null;
}

export const send = () =>
  command("/send", "POST", () => ({ number: desk.value!.form.saved_number }));
export const finish = () => command("/finish", "POST");
export const discard = (reason: string) => command("/discard", "POST", () => ({ reason }));

export interface PhoneAnswers {
  by: "phone" | "desk";
  reason: string;
  lines: { advice_id: string; answer: string }[];
}

export const answer = (answers: PhoneAnswers) =>
  command("/answers", "POST", () => ({ ...answers, number: desk.value!.form.saved_number }));

/** What is on screen is what was saved. */
export function isSaved(form: Inspection): boolean {
  return form.saved_number !== undefined && form.saved_revision === form.revision;
}
