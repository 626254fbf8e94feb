// SPDX-License-Identifier: Apache-2.0
// Who asked to be forgotten, and the proof that it was done, at /beheer/verwijderingen: every
// service says when it has nothing left, and again when its queues were cut. No name: there is
// none any more.
import type { Erasure, ErasureList } from "../../gen/api";
import { Link, Notice, Skeleton } from "../../kit/kit";
import { moment, t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { zone } from "../../lib/session";

const SERVICES = ["fleet", "gateway", "inspection", "invoice", "notification", "reminder"];

const at = (instant?: string): string =>
  instant ? moment(instant, zone()) : "–";

/** How far one service is: it erases, and cuts its queues once all have erased. */
function stage(of: Erasure, service: string): string {
  if (of.trimmed?.includes(service)) return t("erasures.stage.cut");
  return t(of.services.includes(service) ? "erasures.stage.erased" : "erasures.stage.none");
}

function Proof({ of }: { of: Erasure }) {
  return (
    <details>
      <summary>{t("erasures.proof")}</summary>
      <dl class="facts">
        {SERVICES.map((service) => (
          <>
            <dt>{t.optional(`erasures.service.${service}`) || service}</dt>
            <dd>{stage(of, service)}</dd>
          </>
        ))}
      </dl>
      <p class="soft">{t("erasures.number", { id: of.erasure_id, n: of.rows })}</p>
    </details>
  );
}

function state(of: Erasure): string {
  if (of.done_at) return t("erasures.done", { at: at(of.done_at) });
  return t("erasures.busy", {
    services: of.services.length,
    queues: of.trimmed?.length ?? 0,
    all: SERVICES.length,
  });
}

function Row({ of }: { of: Erasure }) {
  const who = of.asked_by ?? t(`erasures.self.${of.kind}`);
  return (
    <tr>
      <td data-label={t("erasures.asked")}>{at(of.asked_at)}</td>
      <td data-label={t("erasures.by")}>{who}</td>
      <td data-label={t("erasures.of")}>{t(`erasures.kind.${of.kind}`)}</td>
      <td data-label={t("erasures.state")}>
        {state(of)}
        <Proof of={of} />
      </td>
    </tr>
  );
}

function Table({ rows }: { rows: Erasure[] }) {
  return (
    <table class="list stacking">
      <thead>
        <tr>
          <th scope="col">{t("erasures.asked")}</th>
          <th scope="col">{t("erasures.by")}</th>
          <th scope="col">{t("erasures.of")}</th>
          <th scope="col">{t("erasures.state")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.erasure_id} of={row} />
        ))}
      </tbody>
    </table>
  );
}

export function Erasures() {
  const { body, wrong } = useLoaded<ErasureList>("/v1/erasures");
  return (
    <div class="stack page">
      <p>
        <Link href="/beheer">‹ {t("nav.settings")}</Link>
      </p>
      <h1>{t("erasures.title")}</h1>
      <p class="soft">{t("erasures.help")}</p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={4} />}
      {body?.erasures.length === 0 && <p>{t("erasures.none")}</p>}
      {body && body.erasures.length > 0 && <Table rows={body.erasures} />}
    </div>
  );
}
