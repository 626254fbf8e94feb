// SPDX-License-Identifier: Apache-2.0
// What the weekly list knows: the rows of one week, which of them are shown, chosen and in
// hand, and what was done last. All rows of the week are held here, so that views, search
// and triage answer at once; a poll brings in what colleagues and the system did.
import { computed, signal } from "@preact/signals";
import type { BulkDecide, BulkDecided, Decide, ProposalPage, ProposalRow, View, WeekHeader } from "../../gen/api";
import { ask, commandHeaders, poll, Problem } from "../../lib/api";
import { query, setQuery } from "../../lib/router";
import { serverNow, setServerTime } from "../../lib/session";

export type Decision = Decide["decision"];

const PAGE = 1000;
const DAY_MS = 86400000;

export const header = signal<WeekHeader | null>(null);
export const rows = signal<ProposalRow[]>([]);
export const loading = signal(true);
export const failed = signal<Problem | null>(null);
export const listVersion = signal(0);
export const selected = signal<ReadonlySet<string>>(new Set());
export const activeId = signal<string | null>(null);
export const panelOpen = signal(false);
/** The row whose message is shown. */
export const previewOf = signal<ProposalRow | null>(null);
/** Rows whose decision is under way, and what another adviser did to a row just now. */
export const pending = signal<ReadonlySet<string>>(new Set());
export const clashes = signal<ReadonlyMap<string, ProposalRow>>(new Map());
/** Rows decided in this view stay where they are until the view is chosen anew. */
const kept = signal<ReadonlySet<string>>(new Set());

let week = "";
let listTag: string | null = null;
let headTag: string | null = null;

export const view = computed<View>(() => (query.value.get("view") as View | null) ?? "to_review");
export const reason = computed(() => query.value.get("reason") ?? "");
export const search = computed(() => query.value.get("search") ?? "");

export function chooseView(next: View): void {
  kept.value = new Set();
  selected.value = new Set();
  setQuery({ view: next });
}

function dueWithin(date: string | undefined, days: number): boolean {
  return !!date && new Date(date).getTime() - serverNow() <= days * DAY_MS;
}

function standing(test: (row: ProposalRow) => boolean): (row: ProposalRow) => boolean {
  return (row) => row.status !== "removed" && row.status !== "stale" && test(row);
}

/** The same meaning as the gateway's `view` parameter (gateway.in_view). */
const VIEWS: Record<View, (row: ProposalRow) => boolean> = {
  all: standing(() => true),
  to_review: standing((row) => row.status === "open" && row.decision_source === "default"),
  yes: standing((row) => row.decision === "yes"),
  no: standing((row) => row.decision === "no"),
  never: standing((row) => row.decision === "never"),
  automatic: (row) => row.decision_source === "automatic" || row.status === "removed",
  apk_60: standing((row) => dueWithin(row.apk_expiry, 60)),
  no_email: standing((row) => !row.customer.has_email),
  value_500: standing((row) => (row.expected_value_cents ?? 0) > 50000),
  advice: standing((row) => row.reasons.some((entry) => entry.kind === "advice")),
  recall: standing((row) => row.reasons.some((entry) => entry.kind === "recall")),
  sent: (row) => row.status === "sent",
  failed: (row) => row.status === "failed" || row.status === "suppressed",
  visited: (row) => row.status === "visited",
};

function found(row: ProposalRow, text: string): boolean {
  if (!text) return true;
  const wanted = text.toLowerCase();
  const plate = wanted.replace(/[\s.\-_]/g, "").toUpperCase();
  return (
    row.customer.name.toLowerCase().includes(wanted) ||
    (row.customer.number ?? "").toLowerCase() === wanted ||
    (plate !== "" && (row.vehicle.plate ?? "").includes(plate)) ||
    `${row.vehicle.make ?? ""} ${row.vehicle.model ?? ""}`.toLowerCase().includes(wanted)
  );
}

/** Exactly the rows that the filter means, without the ones that only stay in sight. */
export const matching = computed(() =>
  rows.value.filter(
    (row) =>
      VIEWS[view.value](row) &&
      (!reason.value || row.reason_group === reason.value) &&
      found(row, search.value),
  ),
);

export const shown = computed(() => {
  const meant = new Set(matching.value.map((row) => row.id));
  return rows.value.filter((row) => meant.has(row.id) || kept.value.has(row.id));
});

export const reasonGroups = computed(() =>
  [...new Set(rows.value.map((row) => row.reason_group))].sort(),
);

export const activeRow = computed(
  () => rows.value.find((row) => row.id === activeId.value) ?? null,
);

export function countOf(which: View): number {
  return rows.value.filter(VIEWS[which]).length;
}

export const editable = computed(
  () => header.value?.status === "open" && header.value.editable === true,
);

function replaceRow(row: ProposalRow): void {
  rows.value = rows.value.map((old) => (old.id === row.id ? row : old));
}

function pageUrl(which: View, cursor?: string): string {
  const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
  return `/v1/weeks/${week}/proposals?view=${which}&limit=${PAGE}${from}`;
}

async function followPages(which: View, page: ProposalPage): Promise<ProposalRow[]> {
  let all = page.proposals;
  for (let cursor = page.next_cursor; cursor; ) {
    const more = await ask<ProposalPage>(pageUrl(which, cursor));
    all = all.concat(more.body.proposals);
    cursor = more.body.next_cursor;
  }
  return all;
}

/** What stands, and what the system took off the list; a row may be in both. */
async function loadRows(): Promise<void> {
  const first = await poll<ProposalPage>(pageUrl("all"), listTag);
  if (!first) return;
  const all = await followPages("all", first.body);
  const known = new Set(all.map((row) => row.id));
  const off = await ask<ProposalPage>(pageUrl("automatic"));
  const taken = await followPages("automatic", off.body);
  listTag = first.etag;
  listVersion.value = first.body.list_version;
  rows.value = all.concat(taken.filter((row) => !known.has(row.id)));
}

async function loadHeader(): Promise<void> {
  const answer = await poll<WeekHeader>(`/v1/weeks/${week}`, headTag);
  if (!answer) return;
  headTag = answer.etag;
  header.value = answer.body;
  setServerTime(answer.body.server_time);
}

export async function refresh(): Promise<void> {
  try {
    await loadHeader();
    await loadRows();
    failed.value = null;
  } catch (cause) {
    failed.value = cause as Problem;
  } finally {
    loading.value = false;
  }
}

export async function open(next: string): Promise<void> {
  week = next;
  listTag = headTag = null;
  rows.value = [];
  header.value = null;
  loading.value = true;
  selected.value = kept.value = new Set();
  clashes.value = new Map();
  activeId.value = null;
  await refresh();
  activeId.value = shown.value[0]?.id ?? null;
}

/** Move the hand by a number of shown rows; a shifted move selects what it passes. */
export function step(by: number, selecting: boolean): void {
  const list = shown.value;
  const at = list.findIndex((row) => row.id === activeId.value);
  const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
  if (!next) return;
  if (selecting) {
    const chosen = new Set(selected.value);
    if (activeId.value) chosen.add(activeId.value);
    chosen.add(next.id);
    selected.value = chosen;
  }
  activeId.value = next.id;
}

export function toggleSelected(id: string): void {
  const chosen = new Set(selected.value);
  if (!chosen.delete(id)) chosen.add(id);
  selected.value = chosen;
}

// --- decisions and their undo ---------------------------------------------------------------
export type Choice = Decide;
type Undo = { id: string; back: Choice } | { operation: string };
const done: Undo[] = [];

/** What puts a row back as it is now: a "never" with what it covers. */
function backTo(row: ProposalRow): Choice {
  if (row.decision !== "never" || !row.scope) return { decision: row.decision };
  const reason = row.scope_reason as Choice["reason"];
  return { decision: "never", scope: row.scope, ...(reason ? { reason } : {}) };
}

function mark(id: string, under: boolean): void {
  const next = new Set(pending.value);
  if (under) next.add(id);
  else next.delete(id);
  pending.value = next;
}

function noteClash(row: ProposalRow): void {
  clashes.value = new Map(clashes.value).set(row.id, row);
  replaceRow(row);
}

/** Null when it was done, the problem when not; a colleague's earlier choice is shown. */
export async function decide(id: string, choice: Choice, remember = true): Promise<Problem | null> {
  const row = rows.value.find((entry) => entry.id === id);
  if (!row || pending.value.has(id)) return null;
  mark(id, true);
  kept.value = new Set(kept.value).add(id);
  try {
    const answer = await ask<ProposalRow>(`/v1/proposals/${id}`, {
      method: "PATCH",
      body: choice,
      headers: commandHeaders(row.version),
    });
    if (answer.status === 200) replaceRow(answer.body);
    else await refresh();
    if (remember) done.push({ id, back: backTo(row) });
    const left = new Map(clashes.value);
    left.delete(id);
    clashes.value = left;
    return null;
  } catch (cause) {
    const problem = cause as Problem;
    if (problem.body?.current) noteClash(problem.body.current);
    else if (problem.status === 409) await refresh();
    return problem;
  } finally {
    mark(id, false);
  }
}

/** All rows the filter means, or only the chosen ones; the server checks the count. */
export async function decideMany(choice: Choice, scope: "filter" | "selected"): Promise<BulkDecided> {
  const ids = [...selected.value];
  const body: BulkDecide =
    scope === "filter"
      ? {
          ...choice,
          filter: {
            view: view.value,
            ...(reason.value ? { reason: reason.value } : {}),
            ...(search.value ? { search: search.value } : {}),
          },
          expected_count: matching.value.length,
          list_version: listVersion.value,
        }
      : { ...choice, ids, expected_count: ids.length };
  const answer = await ask<BulkDecided>(`/v1/weeks/${week}/decisions`, {
    method: "POST",
    body,
    headers: commandHeaders(),
  });
  if (answer.status === 200) done.push({ operation: answer.body.operation_id });
  selected.value = new Set();
  await refresh();
  return answer.body;
}

export async function undo(): Promise<"nothing" | Problem | null> {
  const last = done.pop();
  if (!last) return "nothing";
  if ("id" in last) return decide(last.id, last.back, false);
  try {
    await ask(`/v1/weeks/${week}/decisions/${last.operation}/undo`, {
      method: "POST",
      headers: commandHeaders(),
    });
    await refresh();
    return null;
  } catch (cause) {
    return cause as Problem;
  }
}
