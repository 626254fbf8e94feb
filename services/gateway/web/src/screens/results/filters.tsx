// SPDX-License-Identifier: Apache-2.0
// The period and what is filtered by: all of it in the address, so that a figure can be
// shared and gone back to.
import type { Slice } from "../../gen/api";
import { Button } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { query, setQuery } from "../../lib/router";

export const FILTERS = ["reason", "adviser", "channel", "campaign"];
const PERIOD = ["from", "to"];

/** The query of the interface; without what the route does not know. */
export function filters(extra: Record<string, string> = {}, names = [...PERIOD, ...FILTERS]): string {
  const wanted = new URLSearchParams(extra);
  for (const name of names) {
    const value = query.value.get(name);
    if (value) wanted.set(name, value);
  }
  const text = wanted.toString();
  return text ? "?" + text : "";
}

export const period = () => filters({}, PERIOD);

/** How a code reads: channel "sms", reason "apk"; the list of the week is no campaign. */
export function nameOf(filter: string, key: string, label?: string): string {
  if (label) return label;
  if (filter === "adviser") return key === "-" ? t("origin.nobody") : key;
  if (filter === "campaign") {
    return key === "list" ? t("results.list") : t("results.campaign", { id: key.slice(0, 8) });
  }
  return t.optional(`${filter}.${key}`);
}

/** `campaigns` are the slices that know the names. */
export function ActiveFilters({ campaigns }: { campaigns: Slice[] }) {
  const active = FILTERS.filter((name) => query.value.get(name));
  if (active.length === 0) return null;
  const named = (name: string) => {
    const key = query.value.get(name) ?? "";
    const label = name === "campaign" ? campaigns.find((slice) => slice.key === key)?.label : undefined;
    return nameOf(name, key, label);
  };
  return (
    <p class="active-filters">
      {active.map((name) => (
        <Button key={name} onClick={() => setQuery({ [name]: null })}>
          {t("results.dropFilter", {
            filter: `${t.optional(`filter.${name}`)}: ${named(name)}`,
          })}
        </Button>
      ))}
    </p>
  );
}

export function Period({ from, to }: { from: string; to: string }) {
  const shown = { from, to };
  return (
    <form class="filters" aria-label={t("results.periodLabel")}>
      {(["from", "to"] as const).map((name) => (
        <label key={name}>
          {t(`filter.${name}`)}
          <input
            type="week"
            value={query.value.get(name) ?? shown[name]}
            onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
          />
        </label>
      ))}
    </form>
  );
}
