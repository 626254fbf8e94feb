// SPDX-License-Identifier: Apache-2.0
// What works, in sentences: only where enough was sent, and with what it rests on.
import type { ResultLearned } from "../../gen/api";
import { Skeleton, Wide } from "../../kit/kit";
import { number, percent, t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { period } from "./filters";

type Fact = ResultLearned["facts"][number];
type Approach = ResultLearned["approaches"][number];

function approachName(kind: Approach["kind"], key: string): string {
  if (kind === "channel") return t.optional(`channel.${key}`);
  if (kind === "step") return key === "1" ? t("results.firstStep") : t("results.laterStep", { n: Number(key) - 1 });
  return t("results.variant", { variant: key });
}

/** A sentence begins with a capital, also when a channel's name does not. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const points = (parts: number | undefined) => number((parts ?? 0) / 100, 1);

function Sentence({ fact, needed }: { fact: Fact; needed: number }) {
  const a = approachName(fact.kind, fact.key);
  const b = approachName(fact.kind, fact.against);
  const counts = { a, b, sent: fact.sent, against: fact.against_sent };
  if (fact.verdict === "too_few") return <li class="soft">{capital(t("results.fact.tooFew", { ...counts, needed }))}</li>;
  const range = { difference: points(Math.abs(fact.difference ?? 0)), low: points(fact.low), high: points(fact.high) };
  if (fact.verdict === "no_difference") return <li>{capital(t("results.fact.none", { ...counts, ...range }))}</li>;
  return (
    <li>
      <strong>{capital(t(fact.verdict === "better" ? "results.fact.better" : "results.fact.worse", { ...counts, ...range }))}</strong>{" "}
      <span class="soft">{fact.drawn ? t("results.fact.drawn") : t("results.fact.notDrawn")}</span>
    </li>
  );
}

export function Learned() {
  const { body } = useLoaded<ResultLearned>("/v1/results/learned" + period());
  if (!body) return <Skeleton rows={3} />;
  return (
    <section class="card stack">
      <h2>{t("results.learned")}</h2>
      {body.facts.length === 0 && <p class="soft">{t("results.oneApproach")}</p>}
      <ul class="learned">
        {body.facts.map((fact) => (
          <Sentence key={fact.kind + fact.key + (fact.campaign_id ?? "")} fact={fact} needed={body.needed} />
        ))}
      </ul>
      {body.approaches.length > 0 && (
        <Wide label={t("results.approaches")}>
          <table class="plain slices stacking">
            <caption>{t("results.approaches")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("results.approach")}</th>
                <th scope="col">{t("stage.sent")}</th>
                <th scope="col">{t("stage.visited")}</th>
                <th scope="col">{t("results.rate95")}</th>
              </tr>
            </thead>
            <tbody>
              {body.approaches.map((one) => (
                <tr key={one.kind + one.key + (one.campaign_id ?? "")}>
                  <th scope="row">{approachName(one.kind, one.key)}</th>
                  <td data-label={t("stage.sent")}>{number(one.sent)}</td>
                  <td data-label={t("stage.visited")}>{number(one.visited)}</td>
                  <td data-label={t("results.rate")}>
                    {one.enough
                      ? `${percent(one.rate ?? 0, 10000)} (${points(one.low)} – ${points(one.high)})`
                      : t("results.tooFew")}
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
