// SPDX-License-Identifier: Apache-2.0
// What the maintenance of the coming year may cost: a range and what it rests on, never a bare
// number; where nothing comparable is known, that.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ExpectedCosts, ExpectedVisit } from "../gen/api";
import { Notice } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { day, money, t, type Key } from "../lib/i18n";
import { refusal } from "./refusal";

type Vat = ExpectedCosts["vat"];

function Visit({ visit: { kind, due, cost }, vat }: { visit: ExpectedVisit; vat: Vat }) {
  const range: Key = vat === "excluded" ? "fleet.range.excluded" : "fleet.range.included";
  return (
    <li>
      <strong>{t(`fleet.expected.${kind}` as Key)}</strong> · {day(due, "full")}
      {cost ? (
        <>
          <div>
            {t(range, { from: money(cost.low_cents), to: money(cost.high_cents) })}
          </div>
          <div class="soft">{t("fleet.basis", { n: cost.visits, garages: cost.garages })}</div>
        </>
      ) : (
        <div class="soft">{t("fleet.expected.unknown")}</div>
      )}
    </li>
  );
}

export function Expected({ id }: { id: string }) {
  const costs = useSignal<ExpectedCosts | null>(null);
  const wrong = useSignal("");
  useEffect(() => {
    ask<ExpectedCosts>(`/v1/passports/${id}/costs`)
      .then((answer) => (costs.value = answer.body))
      .catch((cause: Problem) => (wrong.value = refusal(cause)));
  }, [id]);
  const { vat = "excluded", visits = [] } = costs.value ?? {};
  return (
    <section class="stack" aria-label={t("fleet.section.expected")}>
      <h3>{t("fleet.section.expected")}</h3>
      {wrong.value && <Notice tone="error">{wrong.value}</Notice>}
      {costs.value && visits.length === 0 && <p class="soft">{t("fleet.expected.none")}</p>}
      <ul class="rows">
        {visits.map((visit) => (
          <Visit key={visit.kind + visit.due} visit={visit} vat={vat} />
        ))}
      </ul>
    </section>
  );
}
