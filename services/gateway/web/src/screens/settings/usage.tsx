// SPDX-License-Identifier: Apache-2.0
// How many car passports were used in a month, at /beheer/gebruik: each counts once, whatever
// its people did. A garage pays by what its customers use.
import type { Usage as Counted } from "../../gen/api";
import { Button, Link, Notice, Skeleton } from "../../kit/kit";
import { today } from "../../lib/days";
import { language, t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { query, setQuery } from "../../lib/router";

const WAYS = ["login", "message", "visit"] as const;

/** "2026-11" and so many months on. */
function monthFrom(month: string, by: number): string {
  const first = new Date(`${month}-15T12:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + by);
  return first.toISOString().slice(0, 7);
}

function monthName(month: string): string {
  return new Intl.DateTimeFormat(language.value === "nl" ? "nl-NL" : "en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${month}-15T12:00:00Z`));
}

function Choice({ month, now }: { month: string; now: string }) {
  return (
    <div class="day-choice">
      <Button
        aria-label={t("usage.before")}
        onClick={() => setQuery({ month: monthFrom(month, -1) })}
      >
        ‹
      </Button>
      <strong>{monthName(month)}</strong>
      <Button
        aria-label={t("usage.after")}
        disabled={month >= now}
        onClick={() => setQuery({ month: monthFrom(month, 1) })}
      >
        ›
      </Button>
    </div>
  );
}

function Figures({ usage }: { usage: Counted }) {
  return (
    <section class="card stack" aria-label={t("usage.title")}>
      <p>
        <span class="tile-figure">{usage.used}</span>{" "}
        {t("usage.used", { n: usage.passports })}
      </p>
      <dl class="facts">
        {WAYS.map((way) => (
          <>
            <dt>{t(`usage.${way}`)}</dt>
            <dd>{usage[way]}</dd>
          </>
        ))}
      </dl>
      <p class="soft">{t("usage.once")}</p>
    </section>
  );
}

export function Usage() {
  const now = today().slice(0, 7);
  const asked = query.value.get("month") ?? "";
  const month = /^\d{4}-\d{2}$/.test(asked) ? asked : now;
  const { body, wrong } = useLoaded<Counted>(`/v1/usage?month=${month}`);
  return (
    <div class="stack page">
      <p>
        <Link href="/beheer">‹ {t("nav.settings")}</Link>
      </p>
      <h1>{t("usage.title")}</h1>
      <Choice month={month} now={now} />
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={3} />}
      {body && <Figures usage={body} />}
    </div>
  );
}
