// SPDX-License-Identifier: Apache-2.0
// What the inspector found, from the newest saved version: the points that ask for something
// first, the rest by section, folded.
import { useEffect, useState } from "preact/hooks";
import type { Inspection, InspectionVersion } from "../../gen/api";
import { shownDecimal } from "../../inspection/decimal";
import { Badge, Notice, Skeleton } from "../../kit/kit";
import { ask, type Problem } from "../../lib/api";
import { t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";

type Point = InspectionVersion["form"]["points"][number];

const TONE: Record<Point["status"], string> = {
  ok: "yes",
  advice: "no",
  necessary: "never",
  not_applicable: "plain",
  not_checked: "plain",
};

const asks = (point: Point) => point.status === "advice" || point.status === "necessary";

function Photos({ point }: { point: Point }) {
  if (!point.photos?.length) return null;
  return (
    <div class="photos">
      {point.photos.map(({ sha256, caption }, i) => (
        <a key={sha256} href={`/v1/photos/${sha256}`} target="_blank" rel="noopener">
          <img src={`/v1/photos/${sha256}`} alt={caption ?? `${t("inspection.photo.of")} ${point.text} ${i + 1}`} loading="lazy" />
        </a>
      ))}
    </div>
  );
}

function PointRow({ point }: { point: Point }) {
  const measures = (point.measures ?? []).map(
    ({ position, value }) => `${position === "-" ? "" : position} ${shownDecimal(value)}`.trim(),
  );
  return (
    <tr>
      <td>
        <Badge tone={TONE[point.status]}>{t(`inspection.point.${point.status}` as Key)}</Badge>
        {point.prefilled && <div class="soft">{t("inspection.point.hollow")}</div>}
      </td>
      <td>
        {point.text}
        {measures.length > 0 && (
          <div class="soft">
            {measures.join(" · ")} {point.unit}
          </div>
        )}
        {point.note && <div>{point.note}</div>}
        {point.private_note && (
          <div class="soft">
            {t("inspection.point.private")}: {point.private_note}
          </div>
        )}
        <Photos point={point} />
      </td>
    </tr>
  );
}

function PointTable({ points, caption }: { points: Point[]; caption: string }) {
  return (
    <table class="plain points">
      <caption class="visually-hidden">{caption}</caption>
      <tbody>
        {points.map((point) => (
          <PointRow key={point.point_id} point={point} />
        ))}
      </tbody>
    </table>
  );
}

function Sections({ points }: { points: Point[] }) {
  const groups = [...new Set(points.map((point) => point.group))];
  return (
    <>
      {groups.map((group) => {
        const rest = points.filter((point) => point.group === group);
        const judged = rest.filter((point) => point.status !== "not_checked").length;
        return (
          <details key={group}>
            <summary>
              {group} <span class="soft">{t("inspection.checked", { n: judged, of: rest.length })}</span>
            </summary>
            <PointTable points={rest} caption={group} />
          </details>
        );
      })}
    </>
  );
}

export function Findings({ form }: { form: Inspection }) {
  const [version, setVersion] = useState<InspectionVersion | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const { inspection_id: id, saved_number: number } = form;
  useEffect(() => {
    if (!number) return;
    ask<InspectionVersion>(`/v1/inspections/${id}/versions/${number}`)
      .then((answer) => setVersion(answer.body))
      .catch(setWrong);
  }, [id, number]);
  const points = version?.form.points ?? [];
  return (
    <section class="card stack" aria-label={t("forms.found")}>
      <h2>{t("forms.found")}</h2>
      {!number && <p class="soft">{t("forms.foundLater")}</p>}
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {number && !version && !wrong && <Skeleton rows={4} />}
      {version && (
        <>
          <p class="soft">
            {t("inspection.save.confirmed", {
              n: version.form.checked_total,
              of: version.form.points_total,
            })}
          </p>
          <PointTable points={points.filter(asks)} caption={t("forms.found")} />
          <Sections points={points.filter((point) => !asks(point))} />
          {version.form.works.length > 0 && (
            <>
              <h3>{t("inspection.work")}</h3>
              <ul class="lines">
                {version.form.works.map((work) => (
                  <li key={work.work_id}>{work.text}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}
