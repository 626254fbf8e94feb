// SPDX-License-Identifier: Apache-2.0
// What a car cost in a year, month by month, and what its next visits are likely to cost: a
// range with what it rests on, never a bare number.
import { day, money, number, t } from "../lib/i18n";
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

const monthName = (month: string): string => day(`${month}-01`).replace(/^\S+ /, "");

function Months({ car }: { car: FleetCarDetail }) {
  const most = Math.max(...car.costs.map((one) => one.cents), 1);
  if (car.costs.length === 0) return null;
  return (
    <table class="plain costs">
      <caption class="visually-hidden">{t("fleet.costs.months")}</caption>
      <tbody>
        {car.costs.map(({ month, cents }) => (
          <tr key={month}>
            <th scope="row">{monthName(month)}</th>
            <td>
              <meter min={0} max={most} value={cents} aria-hidden="true" />
            </td>
            <td class="cell-money">{money(cents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Expected({ car }: { car: FleetCarDetail }) {
  return (
    <section class="stack" aria-label={t("fleet.section.costs")}>
      <h3>{t("fleet.section.costs")}</h3>
      <p>{t("fleet.costs.year", { sum: money(car.cost_12m_cents) })}</p>
      <Months car={car} />
      {car.expected.length > 0 && <h4>{t("fleet.expected")}</h4>}
      <ul class="rows">
        {car.expected.map(({ visit_class: kind, date, p10_cents, p90_cents, visits }) => (
          <li key={kind}>
            <strong>{t.optional(`class.${kind}`)}</strong>
            {date && ` · ${day(date, "full")}`}
            <div>{t("fleet.range", { from: money(p10_cents), to: money(p90_cents) })}</div>
            <div class="soft">{t("fleet.basis", { n: number(visits) })}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
