// SPDX-License-Identifier: Apache-2.0
// A form as a set of fields: what the server has, with this device's unsent writes on top.
// The same rule as the server's: per path the last writer wins.
import type { Field, Form, Other, Point, PointStatus, Prefill } from "./types";

export const PREFILL = "prefill";

/** One field as the screen shows it. */
export interface View {
  value: string;
  /** device that wrote it; "prefill" when nobody did */
  device: string;
  /** not yet at the server */
  pending: boolean;
  /** why the server did not take it */
  refused?: string;
  other?: Other;
}

/** A write of this device that the server has not confirmed. */
export interface LocalWrite {
  path: string;
  value: string;
  refused?: { detail: string };
}

export const NOTHING: View = { value: "", device: "", pending: false };

/** Every path once; local writes in the order they were made. */
export function viewOf(fields: Field[], writes: LocalWrite[], device: string): Map<string, View> {
  const views = new Map<string, View>();
  for (const { path, value, device: writer, other } of fields) {
    views.set(path, { value, device: writer, pending: false, ...(other ? { other } : {}) });
  }
  for (const { path, value, refused } of writes) {
    views.set(path, {
      value,
      device,
      pending: true,
      ...(refused ? { refused: refused.detail } : {}),
    });
  }
  return views;
}

export function sameView(a: View, b: View): boolean {
  return (
    a.value === b.value &&
    a.device === b.device &&
    a.pending === b.pending &&
    a.refused === b.refused &&
    a.other?.value === b.other?.value &&
    a.other?.revision === b.other?.revision
  );
}

export const pointPath = (point: string, rest: string) => `point/${point}/${rest}`;

export function statusOf(view: View): PointStatus {
  return (view.value || "not_checked") as PointStatus;
}

/** Filled in beforehand and not yet looked at: drawn hollow. */
export function isHollow(view: View): boolean {
  return view.device === PREFILL && view.value !== "" && view.value !== "not_checked";
}

/** Where a point is measured; "-" when it has one place only. */
export function positionsOf(point: Point): string[] {
  if (!point.unit) return [];
  return point.positions?.length ? point.positions : ["-"];
}

/** The ids under a prefix ("advice/") in the order in which their first field came. */
export function idsUnder(paths: Iterable<string>, prefix: string): string[] {
  const ids = new Set<string>();
  for (const path of paths) {
    if (path.startsWith(prefix)) ids.add(path.slice(prefix.length).split("/")[0]!);
  }
  return [...ids];
}

/** Photos of a point that are still on it. */
export function photosOf(views: Map<string, View>, point: string): string[] {
  const prefix = pointPath(point, "photo/");
  return idsUnder(views.keys(), prefix).filter((sha) => views.get(prefix + sha)!.value !== "");
}

export interface Progress {
  total: number;
  /** judged, by hand or beforehand */
  judged: number;
  /** judged beforehand and not confirmed */
  hollow: number;
  advice: number;
  necessary: number;
}

export function progressOf(points: Point[], status: (point: string) => View): Progress {
  const progress = { total: points.length, judged: 0, hollow: 0, advice: 0, necessary: 0 };
  for (const point of points) {
    const view = status(point.point_id);
    const judged = statusOf(view);
    if (judged !== "not_checked") progress.judged += 1;
    if (isHollow(view)) progress.hollow += 1;
    if (judged === "advice") progress.advice += 1;
    if (judged === "necessary") progress.necessary += 1;
  }
  return progress;
}

/** Points by section, in the checklist's order. */
export function sectionsOf(points: Point[]): { group: string; points: Point[] }[] {
  const sections: { group: string; points: Point[] }[] = [];
  for (const point of points) {
    const known = sections.find((section) => section.group === point.group);
    if (known) known.points.push(point);
    else sections.push({ group: point.group, points: [point] });
  }
  return sections;
}

/** What a form opened without a network starts with, until the server fills it: the
 * measured points stay open whatever is filled in beforehand. */
export function firstFields(
  prefill: Prefill,
  points: Point[],
  head: { inspector: string; inspection_date: string; plate?: string },
): Field[] {
  const field = (path: string, value: string): Field => ({
    path,
    value,
    device: PREFILL,
    revision: 0,
  });
  const fields = [
    field("head/inspector", head.inspector),
    field("head/inspection_date", head.inspection_date),
  ];
  if (head.plate) fields.push(field("vehicle/plate", head.plate));
  if (prefill !== "customer_all_ok") return fields;
  const plain = points.filter((point) => !point.unit);
  return [...fields, ...plain.map((point) => field(pointPath(point.point_id, "status"), "ok"))];
}

/** May this form be printed: what is on screen is what was saved. */
export function isSaved(form: Form, pending: number): boolean {
  return pending === 0 && form.saved_number !== undefined && form.saved_revision === form.revision;
}
