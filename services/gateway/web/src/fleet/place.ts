// SPDX-License-Identifier: Apache-2.0
// Where the dashboard is: one address, the rest in its query. (A path below it is the page
// where a manager activates the account.)
import { query, setQuery } from "../lib/router";

export const ROOT = "/wagenpark/";

export type Screen = "cars" | "transfers" | "settings";

const SCREENS: Record<string, Screen> = { overdrachten: "transfers", instellingen: "settings" };

export function screenNow(): Screen {
  return SCREENS[query.value.get("scherm") ?? ""] ?? "cars";
}

export function hrefOf(screen: Screen): string {
  const word = Object.keys(SCREENS).find((name) => SCREENS[name] === screen);
  return word ? `${ROOT}?scherm=${word}` : ROOT;
}

/** The car whose drawer is open. */
export const openCar = (): string | null => query.value.get("auto");
export const showCar = (id: string | null): void => setQuery({ auto: id });

/** The list as it is, with one car open. */
export function carHref(id: string): string {
  const next = new URLSearchParams(query.value);
  next.set("auto", id);
  return `${ROOT}?${next}`;
}
