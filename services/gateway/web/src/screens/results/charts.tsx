// SPDX-License-Identifier: Apache-2.0
// Charts as SVG, each with its table one button away: what a picture says, a table says too.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Slice, Stage } from "../../gen/api";
import { Button, Wide } from "../../kit/kit";
import { money, number, percent, t, type Key } from "../../lib/i18n";
import { query, setQuery } from "../../lib/router";
import { nameOf } from "./filters";

/** A card whose picture can be read as a table. */
export function Chart({
  title,
  picture,
  table,
}: {
  title: string;
  picture: ComponentChildren;
  table: ComponentChildren;
}) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section class="card chart-card">
      <div class="chart-head">
        <h2>{title}</h2>
        <Button kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t("results.asTable")}
        </Button>
      </div>
      {asTable ? table : picture}
    </section>
  );
}

export function Funnel({ stages, value }: { stages: Stage[]; value: number }) {
  const first = stages[0]?.count ?? 0;
  const shown = query.value.get("stage") ?? "visited";
  return (
    <ol class="funnel" aria-label={t("results.funnel")}>
      {stages.map((stage, i) => (
        <li key={stage.stage}>
          <button
            type="button"
            aria-pressed={shown === stage.stage}
            onClick={() => setQuery({ stage: stage.stage })}
          >
            <span class="funnel-name">{t(`stage.${stage.stage}` as Key)}</span>
            <span class="funnel-bar" style={{ width: `${first ? (stage.count / first) * 100 : 0}%` }} />
            <strong>{number(stage.count)}</strong>
            <span class="soft">
              {i === 0
                ? ""
                : t("results.share", {
                    previous: percent(stage.count, stages[i - 1]?.count ?? 0),
                    first: percent(stage.count, first),
                  })}
            </span>
          </button>
        </li>
      ))}
      <li class="funnel-value">
        <span class="funnel-name">{t("results.value")}</span>
        <strong>{money(value)}</strong>
      </li>
    </ol>
  );
}

const WIDTH = 640;
const HEIGHT = 180;
const FOOT = 22;

/** Sent and visited by week; a click shows that week alone. */
function WeekBars({ slices }: { slices: Slice[] }) {
  const most = Math.max(1, ...slices.map((slice) => slice.sent));
  const step = WIDTH / Math.max(1, slices.length);
  const high = (count: number) => ((HEIGHT - FOOT - 16) * count) / most;
  const every = Math.ceil(slices.length / 13);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("results.weekChart")}>
      <line x1="0" y1={HEIGHT - FOOT} x2={WIDTH} y2={HEIGHT - FOOT} class="chart-axis" />
      {slices.map((slice, i) => {
        const x = i * step + step * 0.15;
        const wide = step * 0.7;
        return (
          <g key={slice.key} onClick={() => setQuery({ from: slice.key, to: slice.key })}>
            <title>
              {t("results.weekTitle", {
                week: slice.key,
                sent: slice.sent,
                visited: slice.visited,
                value: money(slice.value_cents),
              })}
            </title>
            <rect x={i * step} y="0" width={step} height={HEIGHT} class="chart-hit" />
            <rect x={x} y={HEIGHT - FOOT - high(slice.sent)} width={wide} height={high(slice.sent)} class="chart-sent" />
            <rect x={x} y={HEIGHT - FOOT - high(slice.visited)} width={wide} height={high(slice.visited)} class="chart-came" />
            {i % every === 0 && (
              <text x={i * step + step / 2} y={HEIGHT - 6} text-anchor="middle">
                {slice.key.slice(5)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

export function Weeks({ slices }: { slices: Slice[] }) {
  if (slices.length === 0) return null;
  return (
    <Chart
      title={t("results.byWeek")}
      picture={
        <>
          <WeekBars slices={slices} />
          <p class="legend">
            <span class="key chart-sent-key" /> {t("stage.sent")} <span class="key chart-came-key" /> {t("stage.visited")}
          </p>
        </>
      }
      table={<SliceTable caption="results.byWeek" slices={slices} name={(slice) => slice.key} />}
    />
  );
}

interface SliceProps {
  caption: Key;
  filter?: string;
  slices: Slice[];
  name?: (slice: Slice) => string;
}

/** One row a slice; its name filters, where there is something to filter by. */
export function SliceTable({ caption, filter, slices, name }: SliceProps) {
  const most = Math.max(1, ...slices.map((slice) => slice.value_cents));
  const called = name ?? ((slice: Slice) => nameOf(filter ?? "", slice.key, slice.label));
  const hasCost = slices.some((slice) => (slice.cost_cents ?? 0) > 0);
  return (
    <Wide label={t(caption)}>
      <table class="plain slices stacking">
        <caption>{t(caption)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("results.group")}</th>
            <th scope="col">{t("stage.sent")}</th>
            <th scope="col">{t("stage.visited")}</th>
            <th scope="col">{t("results.rate")}</th>
            <th scope="col">{t("results.value")}</th>
            {hasCost && <th scope="col">{t("results.cost")}</th>}
            {hasCost && <th scope="col">{t("results.costVisit")}</th>}
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => (
            <tr key={slice.key}>
              <th scope="row">
                {filter ? (
                  <button type="button" class="row-open" onClick={() => setQuery({ [filter]: slice.key })}>
                    {called(slice)}
                  </button>
                ) : (
                  called(slice)
                )}
              </th>
              <td data-label={t("stage.sent")}>{number(slice.sent)}</td>
              <td data-label={t("stage.visited")}>{number(slice.visited)}</td>
              <td data-label={t("results.rate")}>{percent(slice.visited, slice.sent)}</td>
              <td data-label={t("results.value")}>
                <span class="bar" style={{ width: `${(slice.value_cents / most) * 5}rem` }} />
                {money(slice.value_cents)}
              </td>
              {hasCost && <td data-label={t("results.cost")}>{money(slice.cost_cents ?? 0)}</td>}
              {hasCost && (
                <td data-label={t("results.costVisit")}>{slice.visited ? money(Math.round((slice.cost_cents ?? 0) / slice.visited)) : "–"}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

export function Slices(props: SliceProps) {
  if (props.slices.length === 0) return null;
  return (
    <section class="card">
      <SliceTable {...props} />
    </section>
  );
}
