// SPDX-License-Identifier: Apache-2.0
// What the vehicle register says of a car: its open recalls with their dangers, and what
// inspections found. A code nobody has words for is shown as a code.
import type { Defect, Recall, RegisterWord, Vehicle } from "../gen/api";
import { Badge, Notice } from "../kit/kit";
import { day, t } from "../lib/i18n";
import { useLoaded } from "../lib/load";

/** Ours in the reader's language, else the register's own, else the code. */
function wordOf(kind: "danger" | "told", word: RegisterWord): string {
  return t.known(`register.${kind}.${word.code}`) ?? word.text ?? word.code;
}

function Fact({ label, text }: { label: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}

export function RecallNotice({ recall }: { recall: Recall }) {
  const words = (kind: "danger" | "told", list: RegisterWord[] = []) =>
    list.map((word) => wordOf(kind, word)).join("; ");
  const dangers = words("danger", recall.dangers) || t("register.dangerUnknown");
  return (
    <Notice tone="warning">
      <strong>
        {t("reason.recall")}: {recall.text}
      </strong>
      <dl class="facts">
        <Fact label={t("register.effect")} text={recall.effect} />
        <Fact label={t("register.dangers")} text={dangers} />
        <Fact label={t("register.repair")} text={recall.repair} />
        <Fact label={t("register.producerCode")} text={recall.producer_code} />
        <Fact label={t("register.code")} text={recall.code} />
        <Fact label={t("register.since")} text={recall.since && day(recall.since, "full")} />
        <Fact label={t("register.toldBy")} text={words("told", recall.told_by)} />
      </dl>
      <p>{t("register.free")}</p>
    </Notice>
  );
}

function DefectLine({ defect }: { defect: Defect }) {
  const times = defect.count && defect.count > 1 ? ` × ${defect.count}` : "";
  return (
    <li>
      <span>
        {defect.text ?? t("register.codeAlone", { code: defect.code })}
        {times} {defect.advice && <Badge tone="plain">{t("register.advice")}</Badge>}
      </span>
      <span class="soft">
        {day(defect.found_on, "full")} · {defect.code}
      </span>
    </li>
  );
}

export function Defects({ list }: { list: Defect[] }) {
  if (list.length === 0) return null;
  const last = list.filter((one) => one.found_on === list[0]?.found_on);
  const earlier = list.slice(last.length);
  const lines = (some: Defect[]) => (
    <ul class="versions">
      {some.map((one) => (
        <DefectLine key={`${one.found_on} ${one.found_at ?? ""} ${one.code}`} defect={one} />
      ))}
    </ul>
  );
  return (
    <section class="stack tight" aria-label={t("register.defects")}>
      <h4>{t("register.defects")}</h4>
      {lines(last)}
      {earlier.length > 0 && (
        <details>
          <summary>{t("register.earlier", { n: earlier.length })}</summary>
          {lines(earlier)}
        </details>
      )}
    </section>
  );
}

export function RegisterSays({ says }: { says: Vehicle["register"] }) {
  if (!says) return null;
  return (
    <>
      {says.recalls.map((recall) => (
        <RecallNotice key={recall.code} recall={recall} />
      ))}
      <Defects list={says.defects} />
    </>
  );
}

/** The same of a car that only its plate is known of. */
export function RegisterOf({ plate }: { plate: string | undefined }) {
  const url = plate ? `/v1/vehicles/${encodeURIComponent(plate)}` : null;
  const { body } = useLoaded<Vehicle>(url);
  return <RegisterSays says={body?.register} />;
}
