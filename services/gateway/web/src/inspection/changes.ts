// SPDX-License-Identifier: Apache-2.0
// What differs between two saved versions, point by point and line by line.
import type { Version } from "./types";

export interface Change {
  what: "point" | "advice" | "work" | "remarks";
  name: string;
  before: string;
  after: string;
}

type Content = Version["form"];

function pointText(point: Content["points"][number]): string {
  const measures = (point.measures ?? []).map((m) => `${m.position} ${m.value.replace(".", ",")}`);
  const photos = point.photos?.length ? [`${point.photos.length} 📷`] : [];
  return [`status:${point.status}`, ...measures, ...(point.note ? [point.note] : []), ...photos].join(" · ");
}

function adviceText(line: Content["advices"][number]): string {
  return JSON.stringify([line.text, line.quantity, line.price_kind, line.line_cents ?? null, line.urgency]);
}

/** Rows of one kind matched by their id; what is on one side only has an empty other side. */
function match<T>(
  what: Change["what"],
  sides: [T[], T[]],
  id: (row: T) => string,
  name: (row: T) => string,
  text: (row: T) => string,
): Change[] {
  const [before, after] = sides.map((rows) => new Map(rows.map((row) => [id(row), row])));
  const ids = new Set([...before!.keys(), ...after!.keys()]);
  return [...ids].flatMap((key) => {
    const old = before!.get(key);
    const now = after!.get(key);
    const change = { what, name: name((now ?? old)!), before: old ? text(old) : "", after: now ? text(now) : "" };
    return change.before === change.after ? [] : [change];
  });
}

export function changesBetween(before: Content, after: Content): Change[] {
  const remarks = { what: "remarks" as const, name: "", before: before.remarks ?? "", after: after.remarks ?? "" };
  return [
    ...match("point", [before.points, after.points], (p) => p.point_id, (p) => p.text, pointText),
    ...match("advice", [before.advices, after.advices], (a) => a.advice_id, (a) => a.text, adviceText),
    ...match("work", [before.works, after.works], (w) => w.work_id, (w) => w.text, (w) => w.text),
    ...(remarks.before === remarks.after ? [] : [remarks]),
  ];
}
