// SPDX-License-Identifier: Apache-2.0
// Results on one page: from proposal to turnover, and behind every figure the rows: "welke
// klant is in uw werkplaats geweest en wat was de factuurwaarde?" (ITK manual).
import { useEffect, useState } from "preact/hooks";
import type { ResultProposals, Results as Figures, ResultVisits, Slice, Stage } from "../gen/api";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { ago, day, money, number, percent, t, type Key } from "../lib/i18n";
import { query, setQuery } from "../lib/router";
import { serverNow } from "../lib/session";
import { carName } from "./weeklist/row";

const FILTERS = ["from", "to", "reason", "adviser", "channel"];

function filters(extra: Record<string, string> = {}): string {
  const wanted = new URLSearchParams(extra);
  for (const name of FILTERS) {
    const value = query.value.get(name);
    if (value) wanted.set(name, value);
  }
  const text = wanted.toString();
  return text ? "?" + text : "";
}

function Funnel({ stages }: { stages: Stage[] }) {
  const first = stages[0]?.count ?? 0;
  return (
    <ol class="funnel" aria-label={t("results.funnel")}>
      {stages.map((stage, i) => (
        <li key={stage.stage}>
          <button
            type="button"
            aria-pressed={query.value.get("stage") === stage.stage}
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
    </ol>
  );
}

interface SliceProps {
  title: Key;
  filter?: string;
  slices: Slice[];
  name: (slice: Slice) => string;
}

function Slices({ title, filter, slices, name }: SliceProps) {
  const most = Math.max(1, ...slices.map((slice) => slice.value_cents));
  if (slices.length === 0) return null;
  return (
    <section class="card">
      <table class="plain slices">
        <caption>{t(title)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("results.group")}</th>
            <th scope="col">{t("stage.sent")}</th>
            <th scope="col">{t("stage.visited")}</th>
            <th scope="col">{t("results.rate")}</th>
            <th scope="col">{t("results.value")}</th>
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => (
            <tr key={slice.key}>
              <th scope="row">
                {filter ? (
                  <button
                    type="button"
                    class="row-open"
                    onClick={() => setQuery({ [filter]: slice.key })}
                  >
                    {name(slice)}
                  </button>
                ) : (
                  name(slice)
                )}
              </th>
              <td>{number(slice.sent)}</td>
              <td>{number(slice.visited)}</td>
              <td>{percent(slice.visited, slice.sent)}</td>
              <td>
                <span class="bar" style={{ width: `${(slice.value_cents / most) * 5}rem` }} />
                {money(slice.value_cents)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Visits({ url }: { url: string }) {
  const [visits, setVisits] = useState<ResultVisits["visits"] | null>(null);
  const [cursor, setCursor] = useState<string | undefined>();

  async function load(from?: string) {
    const next = from ? `&cursor=${encodeURIComponent(from)}` : "";
    const { body } = await ask<ResultVisits>(url + next);
    setVisits((old) => (from && old ? [...old, ...body.visits] : body.visits));
    setCursor(body.next_cursor);
  }
  useEffect(() => void load().catch(() => setVisits([])), [url]);

  if (!visits) return <Skeleton rows={4} />;
  if (visits.length === 0) return <Empty title={t("results.noVisits")} />;
  return (
    <>
      <table class="list">
        <caption>{t("results.visits")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.customer")}</th>
            <th scope="col">{t("results.invited")}</th>
            <th scope="col">{t("results.came")}</th>
            <th scope="col">{t("column.reason")}</th>
            <th scope="col" class="cell-money">
              {t("results.invoice")}
            </th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <tr key={visit.conversion_id}>
              <td>
                <Link href={`/klanten?query=${encodeURIComponent(visit.customer.name)}`}>
                  {visit.customer.name}
                </Link>{" "}
                {visit.vehicle?.plate_formatted && (
                  <span class="plate">{visit.vehicle.plate_formatted}</span>
                )}{" "}
                {visit.kind === "household" && <Badge tone="soft">{t("results.household")}</Badge>}
                {visit.kind === "booking" && <Badge tone="soft">{t("results.booking")}</Badge>}
              </td>
              <td>{day(visit.touched_at.slice(0, 10))}</td>
              <td>
                {day(visit.visit_date)}
                {visit.flagged && (
                  <Badge tone="no">
                    <span title={t("results.flaggedHelp")}>{t("results.flagged")}</span>
                  </Badge>
                )}
              </td>
              <td>{visit.reason_group && t.optional(`reason.${visit.reason_group}`)}</td>
              <td class="cell-money">{money(visit.value_cents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cursor && <Button onClick={() => void load(cursor)}>{t("more")}</Button>}
    </>
  );
}

/** The proposals behind a stage of the funnel. */
function Behind({ url, stage }: { url: string; stage: string }) {
  const [rows, setRows] = useState<ResultProposals["proposals"] | null>(null);
  useEffect(() => {
    setRows(null);
    ask<ResultProposals>(url)
      .then((answer) => setRows(answer.body.proposals))
      .catch(() => setRows([]));
  }, [url]);
  if (!rows) return <Skeleton rows={4} />;
  return (
    <table class="list">
      <caption>
        {t(`stage.${stage}` as Key)} ({number(rows.length)})
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("column.customer")}</th>
          <th scope="col">{t("column.reason")}</th>
          <th scope="col">{t("column.decision")}</th>
          <th scope="col">{t("results.state")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {row.customer.name}{" "}
              <span class="soft">
                {row.vehicle.plate_formatted} {carName(row)}
              </span>
            </td>
            <td>{t.optional(`reason.${row.reason_group}`)}</td>
            <td>{t(`decision.${row.decision}` as Key)}</td>
            <td>{t(`status.${row.status}` as Key)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ActiveFilters() {
  const active = FILTERS.filter((name) => query.value.get(name));
  if (active.length === 0) return null;
  return (
    <p class="active-filters">
      {active.map((name) => (
        <Button key={name} onClick={() => setQuery({ [name]: null })}>
          {t("results.dropFilter", {
            filter: `${t.optional(`filter.${name}`)}: ${query.value.get(name) ?? ""}`,
          })}
        </Button>
      ))}
    </p>
  );
}

export function Results() {
  const [figures, setFigures] = useState<Figures | null>(null);
  const [wrong, setWrong] = useState("");
  const url = `/v1/results${filters()}`;
  const stage = query.value.get("stage") ?? "visited";

  useEffect(() => {
    let left = false;
    ask<Figures>(url)
      .then((answer) => !left && setFigures(answer.body))
      .catch((cause: Problem) => !left && setWrong(cause.message));
    return () => {
      left = true;
    };
  }, [url]);

  if (wrong) return <Notice tone="error">{wrong}</Notice>;
  if (!figures) return <Skeleton rows={8} />;
  const visited = figures.funnel.find((entry) => entry.stage === "visited")?.count ?? 0;
  return (
    <div class="stack page">
      <div class="week-head">
        <h1>{t("nav.results")}</h1>
        <p class="soft">
          {t("results.period", { from: figures.from, to: figures.to })} ·{" "}
          {t("results.updated", { when: ago(figures.updated_at, serverNow()) })}
        </p>
        <a class="button plain" href={`/v1/results.csv${filters()}`} download>
          {t("results.csv")}
        </a>
      </div>
      <form class="filters" aria-label={t("results.periodLabel")}>
        {(["from", "to"] as const).map((name) => (
          <label key={name}>
            {t(`filter.${name}`)}
            <input
              type="week"
              value={query.value.get(name) ?? figures[name]}
              onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
            />
          </label>
        ))}
      </form>
      <ActiveFilters />
      <section class="tiles" aria-label={t("results.summary")}>
        <div class="card tile">
          <span class="tile-figure">{money(figures.value_cents)}</span>
          <span>{t("results.turnover", { n: visited })}</span>
        </div>
        <div class="card tile">
          <span class="tile-figure">{money(figures.household.value_cents)}</span>
          <span>{t("results.householdTurnover", { n: figures.household.visits })}</span>
        </div>
        <div class="card tile">
          <span class="tile-figure soft">{t("results.notMeasured")}</span>
          <span>{t("results.effect")}</span>
        </div>
      </section>
      <section class="card">
        <Funnel stages={figures.funnel} />
        <p class="soft">{t("results.attribution", { days: figures.attribution.days })}</p>
      </section>
      {stage === "visited" ? (
        <Visits url={`/v1/results/visits${filters({ limit: "100" })}`} />
      ) : (
        <Behind url={`/v1/results/proposals${filters({ stage, limit: "100" })}`} stage={stage} />
      )}
      <div class="slices-grid">
        <Slices
          title="results.byReason"
          filter="reason"
          slices={figures.by_reason ?? []}
          name={(slice) => t.optional(`reason.${slice.key}`)}
        />
        <Slices
          title="results.byWeek"
          slices={figures.by_week ?? []}
          name={(slice) => t("weeklist.title", { week: String(Number(slice.key.slice(6))) })}
        />
        <Slices
          title="results.byAdviser"
          filter="adviser"
          slices={figures.by_adviser ?? []}
          name={(slice) => (slice.key === "-" ? t("origin.nobody") : (slice.label ?? slice.key))}
        />
        <Slices
          title="results.byChannel"
          filter="channel"
          slices={figures.by_channel ?? []}
          name={(slice) => t.optional(`channel.${slice.key}`)}
        />
      </div>
    </div>
  );
}
