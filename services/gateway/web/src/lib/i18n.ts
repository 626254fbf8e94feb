// SPDX-License-Identifier: Apache-2.0
// Words and numbers in the reader's language. Dutch is the source: a key that English
// lacks does not compile, and a test holds both catalogues against the code.
import { signal } from "@preact/signals";
import en from "../i18n/en.json";
import nl from "../i18n/nl.json";

export type Language = "nl" | "en";
export type Key = keyof typeof nl;

const catalogues: Record<Language, Record<Key, string>> = { nl, en };
const KEPT_AS = "beurt.language";

/** The words of what is fetched later. */
export function addWords(words: Record<Language, Record<string, string>>): void {
  Object.assign(catalogues.nl, words.nl);
  Object.assign(catalogues.en, words.en);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === "nl" || kept === "en") return kept;
  return navigator.language.startsWith("en") ? "en" : "nl";
}

export const language = signal<Language>(firstLanguage());

export function setLanguage(next: Language): void {
  localStorage.setItem(KEPT_AS, next);
  language.value = next;
  document.documentElement.lang = next;
}

function locale(): string {
  return language.value === "nl" ? "nl-NL" : "en-GB";
}

/** `{name}` is filled in; `{n|één rij|{n} rijen}` chooses by the number n. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = catalogues[language.value][key];
  const chosen = text.replace(
    /\{(\w+)\|((?:[^{}|]|\{\w+\})*)\|((?:[^{}|]|\{\w+\})*)\}/g,
    (_, name: string, one: string, other: string) =>
      new Intl.PluralRules(locale()).select(Number(values[name])) === "one" ? one : other,
  );
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : String(value ?? "");
  });
}

/** For words that the server may add to. */
t.known = (key: string): string | undefined =>
  (catalogues[language.value] as Record<string, string>)[key];

/** A key we do not know shows its last part as is. */
t.optional = (key: string): string =>
  t.known(key) ?? key.slice(key.indexOf(".") + 1).replaceAll("_", " ");

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Whole cents to "€ 345" or "€ 345,50". */
export function money(cents: number): string {
  return new Intl.NumberFormat(locale(), {
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(cents / 100);
}

export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 1 }).format(
    part / whole,
  );
}

/** A calendar date "2026-12-03" as "3 dec" or, in another year or when asked, "3 dec 2027". */
export function day(date: string, how: "short" | "full" = "short"): string {
  const parts = new Date(date + "T12:00:00Z");
  const year = how === "full" || parts.getUTCFullYear() !== new Date().getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    day: "numeric",
    month: how === "full" ? "long" : "short",
    ...(year ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(parts);
}

/** A moment in the garage's zone: "zo 29 nov 15:00". */
export function moment(instant: string, zone: string): string {
  return new Intl.DateTimeFormat(locale(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  })
    .format(new Date(instant))
    .replace(",", "");
}

export function ago(instant: string, now: number): string {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (Math.abs(seconds) < 90) return format.format(seconds, "second");
  if (Math.abs(seconds) < 5400) return format.format(Math.round(seconds / 60), "minute");
  if (Math.abs(seconds) < 129600) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86400), "day");
}

/** What is left until a moment: "2 d 4 u", "38 min". */
export function left(millis: number): string {
  const minutes = Math.max(0, Math.floor(millis / 60000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return t("left.days", { days, hours });
  if (hours > 0) return t("left.hours", { hours, minutes: minutes % 60 });
  return t("left.minutes", { minutes });
}
