// SPDX-License-Identifier: Apache-2.0
// What inviting really brought, and the garage beside its formula. Where too few people were
// measured there is a sentence, and no number.
import type { ResultBenchmark, ResultEffect } from "../../gen/api";
import { Notice, Skeleton, Wide } from "../../kit/kit";
import { money, number, percent, t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { useLoaded } from "../../lib/load";
import { Chart } from "./charts";

type Cell = ResultEffect["programmes"][number];

const WIDTH = 640;

const programmeName = ({ programme, label }: Cell) =>
  label ??
  (programme.startsWith("campaign/")
    ? t("results.campaign", { id: programme.slice(9, 17) })
    : t.optional(`programme.${programme}`));
/** Beside a dot there is room for so much; the table has the whole name. */
const NAME_MOST = 22;
const shortName = (name: string) => (name.length > NAME_MOST ? name.slice(0, NAME_MOST - 1).trimEnd() + "…" : name);
const points = (parts: number) => (parts > 0 ? "+" : "") + number(parts / 100, 1);
const quarterName = (key: string) => (key === "recent" ? t("results.recent") : key);
const measured = (cell: Cell) => cell.basis !== "too_few" && cell.visits;

/** Each estimate as a dot with its interval, against the line of no effect. */
function Intervals({ cells }: { cells: Cell[] }) {
  const shown = cells.filter(measured);
  if (shown.length === 0) return <p class="soft">{t("results.noEstimates")}</p>;
  const reach = Math.max(100, ...shown.flatMap((cell) => [Math.abs(cell.visits!.low), Math.abs(cell.visits!.high)]));
  const x = (parts: number) => 230 + ((parts + reach) / (2 * reach)) * (WIDTH - 290);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${shown.length * 30 + 24}`} role="img" aria-label={t("results.effectChart")}>
      <line x1={x(0)} x2={x(0)} y1="0" y2={shown.length * 30} class="chart-axis" />
      {shown.map((cell, i) => (
        <g key={cell.programme + cell.quarter}>
          <text x="0" y={i * 30 + 20}>
            {shortName(programmeName(cell))} · {quarterName(cell.quarter)}
          </text>
          <line x1={x(cell.visits!.low)} x2={x(cell.visits!.high)} y1={i * 30 + 15} y2={i * 30 + 15} class="chart-range" />
          <text x={WIDTH - 4} y={i * 30 + 20} text-anchor="end">
            {points(cell.visits!.difference)}
          </text>
          <circle cx={x(cell.visits!.difference)} cy={i * 30 + 15} r="5" class="chart-dot" />
        </g>
      ))}
      <text x={x(0)} y={shown.length * 30 + 18} text-anchor="middle">
        0
      </text>
    </svg>
  );
}

function EffectTable({ cells }: { cells: Cell[] }) {
  return (
    <Wide label={t("results.effectTitle")}>
      <table class="plain slices stacking">
        <caption>{t("results.effectTitle")}</caption>
        <thead>
          <tr>
            {(["programme", "quarter", "treated", "heldOut", "difference", "extra", "contaminated", "waiting"] as const).map((key) => (
              <th scope="col" key={key}>
                {t(`results.head.${key}` as Key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={cell.programme + cell.quarter}>
              <th scope="row">{programmeName(cell)}</th>
              <td data-label={t("results.head.quarter")}>{quarterName(cell.quarter)}</td>
              <td data-label={t("results.head.treated")}>
                {number(cell.treated.visited)} / {number(cell.treated.persons)} ({percent(cell.treated.visited, cell.treated.persons)})
              </td>
              <td data-label={t("results.head.heldOut")}>
                {number(cell.held_out.visited)} / {number(cell.held_out.persons)} ({percent(cell.held_out.visited, cell.held_out.persons)})
              </td>
              <td data-label={t("results.head.difference")}>
                {measured(cell)
                  ? `${points(cell.visits!.difference)} (${points(cell.visits!.low)} … ${points(cell.visits!.high)})`
                  : t("results.tooFew")}
              </td>
              <td data-label={t("results.head.extra")}>
                {cell.extra_visits === undefined
                  ? "–"
                  : `${number(cell.extra_visits)} · ${money(cell.extra_cents ?? 0)}`}
              </td>
              <td data-label={t("results.head.contaminated")}>{number(cell.held_out.contaminated ?? 0)}</td>
              <td data-label={t("results.head.waiting")}>{number(cell.waiting)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

export function Effect() {
  const { body, wrong } = useLoaded<ResultEffect>("/v1/results/effect");
  if (wrong && !body) return <Notice tone="error">{refusalOf(wrong)}</Notice>;
  if (!body) return <Skeleton rows={3} />;
  if (body.programmes.length === 0) {
    return (
      <section class="card">
        <h2>{t("results.effectTitle")}</h2>
        <p>{body.effect.text}</p>
        <p class="soft">{t("results.effectHow")}</p>
      </section>
    );
  }
  return (
    <Chart
      title={t("results.effectTitle")}
      picture={
        <div class="stack">
          <p class="effect-sentence">{body.effect.text}</p>
          <Intervals cells={body.programmes} />
          <p class="soft">{t("results.effectHow")}</p>
        </div>
      }
      table={<EffectTable cells={body.programmes} />}
    />
  );
}

type Metric = NonNullable<ResultBenchmark["benchmark"]>["metrics"][number];

const valueOf = (metric: Metric, value: number) =>
  metric.name === "revenue" ? money(value) : percent(value, 1000);

/** The middle half of the garages as a band, the own value as a mark. */
function Band({ metric }: { metric: Metric }) {
  const most = Math.max(metric.q3, metric.own, 1) * 1.15;
  const at = (value: number) => `${(Math.max(0, value) / most) * 100}%`;
  return (
    <span class="band" aria-hidden="true">
      <span class="band-half" style={{ left: at(metric.q1), width: `calc(${at(metric.q3)} - ${at(metric.q1)})` }} />
      <span class="band-median" style={{ left: at(metric.median) }} />
      <span class="band-own" style={{ left: at(metric.own) }} />
    </span>
  );
}

export function Benchmark() {
  const { body } = useLoaded<ResultBenchmark>("/v1/results/benchmark");
  const board = body?.benchmark;
  if (!board) return null;
  return (
    <section class="card">
      <h2>{t("results.benchmark")}</h2>
      {board.metrics.length === 0 ? (
        <p>{t("results.benchmarkFew")}</p>
      ) : (
        <Wide label={t("results.benchmark")}>
          <table class="plain slices stacking">
            <caption>{t("results.benchmarkHow", { n: board.garages, weeks: board.weeks })}</caption>
            <thead>
              <tr>
                <th scope="col">{t("results.figure")}</th>
                <th scope="col">{t("results.own")}</th>
                <th scope="col">{t("results.middle")}</th>
                <th scope="col">{t("results.median")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {board.metrics.map((metric) => (
                <tr key={metric.name}>
                  <th scope="row">{t.optional(`metric.${metric.name}`)}</th>
                  <td data-label={t("results.own")}>
                    <strong>{valueOf(metric, metric.own)}</strong>
                  </td>
                  <td data-label={t("results.middle")}>
                    {valueOf(metric, metric.q1)} – {valueOf(metric, metric.q3)}
                  </td>
                  <td data-label={t("results.median")}>{valueOf(metric, metric.median)}</td>
                  <td class="band-cell">
                    <Band metric={metric} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}

