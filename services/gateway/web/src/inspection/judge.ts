// SPDX-License-Identifier: Apache-2.0
// What a measurement suggests by the checklist's own limits. A suggestion only: the
// inspector decides.
import type { Point, PointStatus } from "./types";

const RANK: PointStatus[] = ["ok", "advice", "necessary"];

function judgeOne(point: Point, value: number): PointStatus {
  const below = (limit: string | undefined) => limit !== undefined && value < Number(limit);
  const above = (limit: string | undefined) => limit !== undefined && value > Number(limit);
  if (below(point.necessary_below) || above(point.necessary_above)) return "necessary";
  if (below(point.advice_below) || above(point.advice_above)) return "advice";
  return "ok";
}

function hasLimits(point: Point): boolean {
  return [
    point.advice_below,
    point.advice_above,
    point.necessary_below,
    point.necessary_above,
  ].some((limit) => limit !== undefined);
}

/** The worst of all positions; null when nothing is measured or the point has no limits. */
export function suggest(point: Point, measures: string[]): PointStatus | null {
  if (!hasLimits(point)) return null;
  const values = measures.filter((text) => text !== "").map(Number);
  if (values.length === 0 || values.some(Number.isNaN)) return null;
  const worst = Math.max(...values.map((value) => RANK.indexOf(judgeOne(point, value))));
  return RANK[worst] ?? null;
}
