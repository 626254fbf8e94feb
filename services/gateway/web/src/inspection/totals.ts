// SPDX-License-Identifier: Apache-2.0
// Advice lines read from the fields, and what they cost together. A line whose price follows
// is counted, not added.
import { lineCents } from "./decimal";
import { idsUnder, type View } from "./fields";
import type { PriceKind, Severity, Urgency } from "./types";

export interface Line {
  id: string;
  text: string;
  quantity: string;
  kind: PriceKind;
  unitCents: number | null;
  cents: number | null;
  urgency: Urgency;
  severity: Severity;
  point: string;
  waiting: string;
}

type Read = (path: string) => string;

export function lineOf(id: string, read: Read): Line {
  const at = (name: string) => read(`advice/${id}/${name}`);
  const kind = (at("price_kind") || "follows") as PriceKind;
  const quantity = at("quantity") || "1";
  const unitCents = kind === "follows" || at("unit_price_cents") === "" ? null : Number(at("unit_price_cents"));
  return {
    id,
    text: at("text"),
    quantity,
    kind,
    unitCents,
    cents: unitCents === null ? null : lineCents(quantity, unitCents),
    urgency: (at("urgency") || "next_visit") as Urgency,
    severity: (at("severity") || "advice") as Severity,
    point: at("point"),
    waiting: at("waiting"),
  };
}

/** Ids of lines (or works) that were not taken away. */
export function liveIds(kind: "advice" | "work", paths: Iterable<string>, read: Read): string[] {
  return idsUnder(paths, `${kind}/`).filter((id) => read(`${kind}/${id}/removed`) !== "yes");
}

export function linesOf(views: Map<string, View>): Line[] {
  const read = (path: string) => views.get(path)?.value ?? "";
  return liveIds("advice", views.keys(), read).map((id) => lineOf(id, read));
}

export interface Totals {
  lines: number;
  cents: number;
  follows: number;
}

export function totalsOf(lines: Line[]): Totals {
  return {
    lines: lines.length,
    cents: lines.reduce((sum, line) => sum + (line.cents ?? 0), 0),
    follows: lines.filter((line) => line.cents === null).length,
  };
}
