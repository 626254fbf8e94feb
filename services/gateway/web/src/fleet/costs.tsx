// SPDX-License-Identifier: Apache-2.0
// What a car cost in a year, month by month, from its visits since it joined the fleet.
import { Fragment } from "preact";
import { day, money, t } from "../lib/i18n";
import type { FleetCarDetail, FleetVisit } from "./types";

/** Prices of before the car came to the fleet are not the fleet's. */
export function Costs({ visit }: { visit: FleetVisit }) {
  const { cost_cents: cost, garage } = visit;
  return (
    <div class="soft">
      {[cost === undefined ? t("fleet.history.noPrice") : money(cost), garage]
        .filter(Boolean)
        .join(" · ")}
    </div>
  );
}

/** Months with costs, oldest first. */
export function monthsOf(history: FleetVisit[], today: string): [string, number][] {
  const from = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  const months = new Map<string, number>();
  for (const { date, cost_cents: cost } of history) {
    if (!cost || date <= from) continue;
    const month = date.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + cost);
  }
  return [...months].sort(([one], [other]) => one.localeCompare(other));
}

const monthName = (month: string): string => day(`${month}-01`).replace(/^\S+ /, "");

export function Year({ car, today }: { car: FleetCarDetail; today: string }) {
  const months = monthsOf(car.history, today);
  const most = Math.max(...months.map(([, cents]) => cents), 1);
  return (
    <section class="stack" aria-label={t("fleet.section.costs")}>
      <h3>{t("fleet.section.costs")}</h3>
      <p>{t("fleet.costs.year", { sum: money(car.cost_12m_cents) })}</p>
      {months.length > 0 && (
        <dl class="months">
          {months.map(([month, cents]) => (
            <Fragment key={month}>
              <dt>{monthName(month)}</dt>
              <dd>
                <meter min={0} max={most} value={Math.max(cents, 0)} aria-hidden="true" />
                <span class="cell-money">{money(cents)}</span>
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  );
}
