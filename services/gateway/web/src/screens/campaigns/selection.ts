// SPDX-License-Identifier: Apache-2.0
// A selection as the builder changes it: groups of sentences, as JSON text to the gateway and
// back. What fields there are is told by the service that searches; nothing of it is known here.
import type { CampaignFields } from "../../gen/api";
import { language } from "../../lib/i18n";

export type Field = CampaignFields["fields"][number];
export type Join = "all" | "any" | "none";
export type Value = string | number | boolean | (string | number)[];

export interface Sentence {
  field: string;
  operator: string;
  value?: Value;
  months?: number;
}

export interface Group {
  join: Join;
  items: Item[];
}

export type Item = Sentence | Group;

export const JOINS: Join[] = ["all", "any", "none"];

export const isGroup = (item: Item): item is Group => "join" in item;

interface Written {
  [key: string]: unknown;
}

function readItem(written: Written): Item {
  const join = JOINS.find((word) => word in written);
  if (!join) return written as unknown as Sentence;
  return { join, items: (written[join] as Written[]).map(readItem) };
}

/** What cannot be read is everybody: the gateway refuses it where it matters. */
export function readSelection(text: string): Group {
  try {
    const item = readItem(JSON.parse(text) as Written);
    return isGroup(item) ? item : { join: "all", items: [item] };
  } catch {
    return { join: "all", items: [] };
  }
}

function plain(item: Item): unknown {
  return isGroup(item) ? { [item.join]: item.items.map(plain) } : item;
}

/** Groups that hold nothing yet are left out: a rule being made changes no count. */
function filled(group: Group): Group {
  const items = group.items
    .map((item) => (isGroup(item) ? filled(item) : item))
    .filter((item) => !isGroup(item) || item.items.length > 0);
  return { ...group, items };
}

export function writeSelection(group: Group): string {
  return JSON.stringify(plain(filled(group)));
}

/** Something that may stand in that sentence, before anybody has said what. */
export function firstValue(field: Field, operator: string): Value | undefined {
  if (operator === "passed") return undefined;
  if (field.type === "flag") return true;
  if (field.type === "word") return [field.words?.[0]?.word ?? ""];
  if (field.type === "text") return [""];
  const usual = field.unit === "euros" ? 250 : field.unit === "km" ? 100000 : 12;
  return Math.max(field.least ?? 0, Math.min(usual, field.most ?? usual));
}

export function newSentence(field: Field, operator = field.operators[0]!.operator): Sentence {
  const value = firstValue(field, operator);
  return {
    field: field.field,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(field.has_months ? { months: 24 } : {}),
  };
}

export const said = (both: { nl: string; en: string }) => both[language.value];

/** The sentence's template in pieces: words, "value" and "months" in the order they stand. */
export function pieces(field: Field, operator: string): string[] {
  const phrase = field.operators.find((entry) => entry.operator === operator);
  return said(phrase?.sentence ?? field.label).split(/(\{value\}|\{months\})/);
}

export function findSentence(group: Group, pointer: string): Sentence | null {
  let item: Item = group;
  const path = pointer.split("/").slice(1);
  for (let at = 0; at + 1 < path.length; at += 2) {
    const next: Item | undefined = isGroup(item) ? item.items[Number(path[at + 1])] : undefined;
    if (!next) return null;
    item = next;
  }
  return isGroup(item) ? null : item;
}
