// SPDX-License-Identifier: Apache-2.0
// Cars that went elsewhere, as the public register tells it, and which they are.
import { useState } from "preact/hooks";
import type { ResultLeakage } from "../../gen/api";
import { Badge, Link, Skeleton } from "../../kit/kit";
import { day, number, percent, t, type Key } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { period } from "./filters";

type Slice = ResultLeakage["by_make"][number];

/** Shares of fewer cars than this say nothing. */
const ENOUGH = 10;
const MOST = 12;

function By({ title, slices }: { title: Key; slices: Slice[] }) {
  if (slices.length === 0) return null;
  return (
    <table class="plain slices stacking">
      <caption>{t(title)}</caption>
      <thead>
        <tr>
          <th scope="col">{t("results.group")}</th>
          <th scope="col">{t("results.cars")}</th>
          <th scope="col">{t("results.elsewhere")}</th>
          <th scope="col">{t("results.sold")}</th>
          <th scope="col">{t("results.gone")}</th>
        </tr>
      </thead>
      <tbody>
        {slices.slice(0, MOST).map((slice) => (
          <tr key={slice.key}>
            <th scope="row">{slice.key === "-" ? t("results.unknown") : slice.key}</th>
            <td data-label={t("results.cars")}>{number(slice.cars)}</td>
            <td data-label={t("results.elsewhere")}>{number(slice.elsewhere)}</td>
            <td data-label={t("results.sold")}>{number(slice.sold)}</td>
            <td data-label={t("results.gone")}>
              {slice.cars < ENOUGH ? "–" : percent(slice.elsewhere + slice.sold, slice.cars)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Leakage() {
  const { body } = useLoaded<ResultLeakage>("/v1/results/leakage" + period());
  const [open, setOpen] = useState(false);
  if (!body) return <Skeleton rows={3} />;
  const { cars, elsewhere, sold } = body.totals;
  return (
    <section class="card stack">
      <h2>{t("results.leakage")}</h2>
      <p>{cars === 0 ? t("results.noLeakage") : t("results.leakageSentence", { cars, elsewhere, sold })}</p>
      {cars > 0 && (
        <div class="leakage-grid">
          <By title="results.byMake" slices={body.by_make} />
          <By title="results.byAge" slices={body.by_age} />
          <By title="results.byArea" slices={body.by_area} />
        </div>
      )}
      {body.cars.length > 0 && (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t("results.leakageCars", { n: body.cars.length })}</summary>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{t("column.customer")}</th>
                <th scope="col">{t("results.state")}</th>
                <th scope="col">{t("results.since")}</th>
                <th scope="col">{t("results.wasInvited")}</th>
              </tr>
            </thead>
            <tbody>
              {body.cars.map((car) => (
                <tr key={car.vehicle.id + car.date}>
                  <td>
                    <Link href={`/klanten/${car.customer.id}`}>{car.customer.name}</Link>{" "}
                    <span class="plate">{car.vehicle.plate_formatted}</span>{" "}
                    <span class="soft">{[car.vehicle.make, car.vehicle.model].filter(Boolean).join(" ")}</span>
                  </td>
                  <td>
                    <Badge tone={car.kind === "sold" ? "soft" : "no"}>{t(`results.${car.kind}` as Key)}</Badge>
                  </td>
                  <td>{day(car.date)}</td>
                  <td>{car.invited ? t("yes") : t("no")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}
