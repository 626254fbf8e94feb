// SPDX-License-Identifier: Apache-2.0
// Calendar days as "2026-12-03": what day it is at the garage, and counting from it. No zone
// is in them; the garage's wall is where they are read.
import { language } from "./i18n";
import { serverNow, zone } from "./session";

const DAY_MS = 86400000;
/** Noon: no clock change reaches it. */
const noon = (date: string) => new Date(date + "T12:00:00Z");

/** The garage's date at a moment. */
export function dateOf(moment: string | number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone() }).format(new Date(moment));
}

/** The garage's date now. */
export const today = (): string => dateOf(serverNow());

/** "09:05": the clock on the garage's wall. */
export function clock(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone(), timeStyle: "short" }).format(
    new Date(serverNow()),
  );
}

export function addDays(date: string, days: number): string {
  return new Date(noon(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return noon(date).getUTCDay() || 7;
}

function words(date: string, options: Intl.DateTimeFormatOptions): string {
  const locale = language.value === "nl" ? "nl-NL" : "en-GB";
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(noon(date));
}

/** "donderdag 3 december 2026" */
export const longDay = (date: string): string =>
  words(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** "do 3 dec" */
export const shortDay = (date: string): string =>
  words(date, { weekday: "short", day: "numeric", month: "short" });

/** "maandag" for 1 */
export const weekdayName = (weekday: number): string =>
  words(addDays("2026-11-22", weekday), { weekday: "long" });

export const isDay = (text: string | null): text is string =>
  !!text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !isNaN(noon(text).getTime());
