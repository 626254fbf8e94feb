// SPDX-License-Identifier: Apache-2.0
// Results on one page: from proposal to turnover, and behind every figure the rows: "welke
// klant is in uw werkplaats geweest en wat was de factuurwaarde?" (ITK manual); what inviting
// really brought; who went elsewhere; what works; who works the list.
import type { Results as Figures } from "../gen/api";
import { Notice, Skeleton } from "../kit/kit";
import { ago, money, t } from "../lib/i18n";
import { refusalOf } from "../lib/refusal";
import { useLoaded } from "../lib/load";
import { query, setQuery } from "../lib/router";
import { serverNow } from "../lib/session";
import { Adoption } from "./results/adoption";
import { Behind, Visits } from "./results/behind";
import { Funnel, Slices, Weeks } from "./results/charts";
import { Benchmark, Effect } from "./results/effect";
import { ActiveFilters, filters, Period } from "./results/filters";
import { Leakage } from "./results/leakage";
import { Learned } from "./results/learned";

const REFRESH = 60000;

function Tiles({ figures, visited }: { figures: Figures; visited: number }) {
  const advices = figures.advices;
  return (
    <section class="tiles" aria-label={t("results.summary")}>
      <div class="card tile">
        <span class="tile-figure">{money(figures.value_cents)}</span>
        <span>{t("results.turnover", { n: visited })}</span>
      </div>
      <div class="card tile">
        <span class="tile-figure">{money(figures.household.value_cents)}</span>
        <span>{t("results.householdTurnover", { n: figures.household.visits })}</span>
      </div>
      {advices && (
        <div class="card tile">
          <span class="tile-figure">{money(advices.open_cents)}</span>
          <span>{t("results.openAdvices", { n: advices.open })}</span>
          <span class="soft">{t("results.wonBack", { n: advices.won, value: money(advices.won_cents) })}</span>
        </div>
      )}
      <div class="card tile">
        <span class="tile-figure">{money(figures.cost_cents ?? 0)}</span>
        <span>
          {visited
            ? t("results.costPerVisit", { value: money(Math.round((figures.cost_cents ?? 0) / visited)) })
            : t("results.costSent")}
        </span>
      </div>
    </section>
  );
}

function Rows() {
  const stage = query.value.get("stage") ?? "visited";
  return stage === "visited" ? (
    <Visits url={`/v1/results/visits${filters({ limit: "100" })}`} />
  ) : (
    <Behind
      url={`/v1/results/proposals${filters({ stage, limit: "100" })}`}
      table={`/v1/results.csv${filters({ stage })}`}
      stage={stage}
    />
  );
}

export function Results() {
  const { body: figures, wrong } = useLoaded<Figures>(`/v1/results${filters()}`, { every: REFRESH });
  if (wrong && !figures) return <Notice tone="error">{refusalOf(wrong)}</Notice>;
  if (!figures) return <Skeleton rows={8} />;
  const visited = figures.funnel.find((entry) => entry.stage === "visited")?.count ?? 0;
  const heldOut = figures.held_out ?? 0;
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
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      <Period from={figures.from} to={figures.to} />
      <ActiveFilters campaigns={figures.by_campaign ?? []} />
      <Tiles figures={figures} visited={visited} />
      <section class="card">
        <Funnel stages={figures.funnel} value={figures.value_cents} />
        {heldOut > 0 && (
          <p>
            <button type="button" class="row-open" onClick={() => setQuery({ stage: "held_out" })}>
              {t("results.heldOut", { n: heldOut })}
            </button>
          </p>
        )}
        <p class="soft">{t("results.attribution", { days: figures.attribution.days })}</p>
      </section>
      <Effect />
      <Rows />
      <Weeks slices={figures.by_week ?? []} />
      <div class="slices-grid">
        <Slices caption="results.byReason" filter="reason" slices={figures.by_reason ?? []} />
        <Slices caption="results.byChannel" filter="channel" slices={figures.by_channel ?? []} />
        <Slices caption="results.byAdviser" filter="adviser" slices={figures.by_adviser ?? []} />
        <Slices caption="results.byCampaign" filter="campaign" slices={figures.by_campaign ?? []} />
      </div>
      <Learned />
      <Leakage />
      <div class="slices-grid">
        <Adoption />
        <Benchmark />
      </div>
    </div>
  );
}
