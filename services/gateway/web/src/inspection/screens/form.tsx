// SPDX-License-Identifier: Apache-2.0
// The form: what car and whose, its sections with how far each is, and at the foot what it
// comes to, what is kept where, and what can be done with it.
import { useEffect, useState } from "preact/hooks";
import { Button, Notice, say, Skeleton } from "../../kit/kit";
import { number, t } from "../../lib/i18n";
import { allForms } from "../db";
import { reach } from "../device";
import { isHollow, isSaved, pointPath, type Progress } from "../fields";
import { fetchForm } from "../open";
import { Chips, Switch } from "../parts";
import { shownPlate } from "../plate";
import { openKept, type OpenForm, type Section } from "../store";
import { Advices, CarriedDialog, totalText } from "./advice";
import { Conclude, SaveDialog } from "./conclude";
import { HeadSection } from "./head";
import { lettersOn, useKeys } from "./keys";
import { PointRow } from "./point";
import { StatusLine, Unsent } from "./status";
import { VersionsSection } from "./versions";
import { WorkSection } from "./work";

const idOf = (group: string) => "s-" + group.toLowerCase().replace(/[^a-z0-9]+/g, "-");

function goTo(id: string): void {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: "start" });
  section?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}

function marks({ necessary, advice, judged, total, hollow }: Progress): string {
  const found = [necessary > 0 && `✕${necessary}`, advice > 0 && `!${advice}`];
  const done = judged === total && hollow === 0 && "✓";
  return [`${judged - hollow}/${total}`, done, ...found].filter(Boolean).join(" ");
}

function SectionLink({ section }: { section: Section }) {
  const progress = section.progress.value;
  return (
    <a
      href={`#${idOf(section.group)}`}
      onClick={(event) => {
        event.preventDefault();
        goTo(idOf(section.group));
      }}
    >
      <span>{section.group}</span>
      <span class="marks">
        {marks(progress)}
        <span class="visually-hidden">
          {t("inspection.section.progress", {
            n: progress.judged - progress.hollow,
            of: progress.total,
            advice: progress.advice,
            necessary: progress.necessary,
          })}
        </span>
      </span>
    </a>
  );
}

/** The car stays in sight while the form scrolls. */
function NavPlate({ form }: { form: OpenForm }) {
  const plate = form.value("vehicle/plate");
  if (!plate) return null;
  return (
    <span class="nav-plate" aria-hidden="true">
      <span class="plate">{shownPlate(plate)}</span>
    </span>
  );
}

function SectionNav({ form }: { form: OpenForm }) {
  const extra = [
    ["s-head", t("inspection.head")],
    ["s-advices", t("inspection.advices")],
    ["s-work", t("inspection.work")],
    ["s-versions", t("inspection.versions")],
  ] as const;
  const link = ([id, name]: readonly [string, string]) => (
    <a
      key={id}
      href={"#" + id}
      onClick={(event) => {
        event.preventDefault();
        goTo(id);
      }}
    >
      <span>{name}</span>
    </a>
  );
  return (
    <nav class="section-nav" aria-label={t("inspection.sections")}>
      <NavPlate form={form} />
      {link(extra[0])}
      {form.sections.map((section) => (
        <SectionLink key={section.group} section={section} />
      ))}
      {extra.slice(1).map(link)}
    </nav>
  );
}

/** Confirm what was filled in beforehand, point by point in one go. */
function confirmSection(form: OpenForm, section: Section): void {
  const hollow = section.points
    .map((point) => pointPath(point.point_id, "status"))
    .filter((path) => isHollow(form.at(path).peek()));
  void form.write(Object.fromEntries(hollow.map((path) => [path, form.at(path).peek().value])));
}

function ConfirmSection({ form, section }: { form: OpenForm; section: Section }) {
  const { hollow } = section.progress.value;
  if (hollow === 0) return null;
  return (
    <Button onClick={() => confirmSection(form, section)}>
      ✓ {t("inspection.section.confirm")} ({hollow})
    </Button>
  );
}

function PointSection({ form, section }: { form: OpenForm; section: Section }) {
  const id = idOf(section.group);
  return (
    <section class="form-section" id={id} aria-labelledby={`h-${id}`}>
      <div class="section-head">
        <h2 id={`h-${id}`} tabIndex={-1}>
          {section.group}
        </h2>
        <ConfirmSection form={form} section={section} />
      </div>
      <ul class="points">
        {section.points.map((point) => (
          <PointRow key={point.point_id} form={form} point={point} />
        ))}
      </ul>
    </section>
  );
}

function FormHead({ form }: { form: OpenForm }) {
  const [carrying, setCarrying] = useState(false);
  const { shown, recalls, carried = [], status, entry } = form.form.value;
  const plate = form.value("vehicle/plate");
  const km = form.value("vehicle/odometer_km");
  const customer = form.value("customer/name") || form.value("customer/company");
  const known = new Set(form.lines.value.map((line) => line.text));
  const open = carried.filter((found) => !known.has(found.text));
  return (
    <header class="form-head">
      <h1>
        {plate ? <span class="plate">{shownPlate(plate)}</span> : t("inspection.noPlate")}{" "}
        {form.value("vehicle/make")} {form.value("vehicle/model")}
      </h1>
      <p class="soft">
        {[
          customer,
          km && `${number(Number(km))} km`,
          t(`inspection.status.${status}`),
          t(`inspection.formEntry.${entry}`),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Chips {...(shown ? { shown } : {})} {...(recalls ? { recalls } : {})} />
      {open.length > 0 && (
        <Button class="carry" onClick={() => setCarrying(true)}>
          {t("inspection.carried.open", { n: open.length })} ▸ {t("inspection.carried.take")}
        </Button>
      )}
      {carrying && <CarriedDialog form={form} onClose={() => setCarrying(false)} />}
    </header>
  );
}

/** Why printing is not possible now; empty = it is. */
function printRefusal(form: OpenForm): string {
  const { saved_number } = form.form.value;
  if (saved_number === undefined) return t("inspection.print.never");
  if (!isSaved(form.form.value, form.pending.value.length)) return t("inspection.print.changed");
  return reach.value === "online" ? "" : t("inspection.needsNetwork");
}

function PrintButton({ form }: { form: OpenForm }) {
  const refusal = printRefusal(form);
  const { inspection_id, revision } = form.form.value;
  if (refusal === "") {
    const href = `/v1/inspections/${inspection_id}/print?revision=${revision}`;
    return (
      <a class="button big" href={href} target="_blank" rel="noopener">
        {t("inspection.print")}
      </a>
    );
  }
  return (
    <span class="refused-button">
      <Button class="big" aria-disabled="true" aria-describedby="print-why" onClick={() => say(refusal)}>
        {t("inspection.print")}
      </Button>
      <small id="print-why">{refusal}</small>
    </span>
  );
}

function FormFoot({ form }: { form: OpenForm }) {
  const [saving, setSaving] = useState<"save" | "mail" | null>(null);
  const saveWaits = form.pending.value.some((item) => item.kind === "save");
  return (
    <footer class="form-foot">
      <div class="foot-line">
        <strong>
          {t("inspection.adviceCount", { n: form.totals.value.lines })} · {totalText(form)}
        </strong>
        <StatusLine />
      </div>
      <div class="foot-line">
        <div class="switches">
          <Switch form={form} path="head/send_updates" label={t("inspection.sendUpdates")} />
          <Switch form={form} path="head/prices_open" label={t("inspection.pricesOpen")} />
        </div>
        <div class="actions">
          <Button kind="primary" class="big" onClick={() => setSaving("save")}>
            {saveWaits ? t("inspection.save.waits") : t("inspection.save")}
          </Button>
          <Button class="big" onClick={() => setSaving("mail")}>
            {t("inspection.saveAndMail")}
          </Button>
          <PrintButton form={form} />
        </div>
      </div>
      {saving && <SaveDialog form={form} mail={saving === "mail"} onClose={() => setSaving(null)} />}
    </footer>
  );
}

/** A word when a save of this device came through. */
function useSavedWord(form: OpenForm): void {
  useEffect(() => {
    let last = form.saved.peek()?.key;
    return form.saved.subscribe((saved) => {
      if (!saved || saved.key === last) return;
      last = saved.key;
      const how = saved.mailed ? "mailed" : saved.wanted ? "notMailed" : "quiet";
      say(t(`inspection.saved.${how}`, { n: saved.number }));
    });
  }, [form]);
}

function Warnings({ form }: { form: OpenForm }) {
  const { status } = form.form.value;
  const conflicts = form.conflicts.value;
  const show = () => document.querySelector(".conflict")?.scrollIntoView({ block: "center" });
  return (
    <>
      {(status === "discarded" || status === "done") && (
        <Notice tone="warning">{t(`inspection.closed.${status}`)}</Notice>
      )}
      {conflicts > 0 && (
        <Notice tone="warning">
          {t("inspection.conflict.count", { n: conflicts })}{" "}
          <Button onClick={show}>{t("inspection.conflict.show")}</Button>
        </Notice>
      )}
    </>
  );
}

/** Drawn once: what changes is read further down. */
function Whole({ form }: { form: OpenForm }) {
  useKeys(form);
  useSavedWord(form);
  return (
    <div class="form-screen">
      <FormHead form={form} />
      <SectionNav form={form} />
      <div class="form-body">
        <Warnings form={form} />
        <Unsent form={form} />
        <HeadSection form={form} />
        {form.sections.map((section) => (
          <PointSection key={section.group} form={form} section={section} />
        ))}
        <Advices form={form} />
        <WorkSection form={form} />
        <VersionsSection form={form} />
        <Conclude form={form} />
        <p class="soft keys-help">
          <label class="inline">
            <input
              type="checkbox"
              checked={lettersOn.value}
              onChange={(event) => (lettersOn.value = event.currentTarget.checked)}
            />
            {t("inspection.keys.letters")}
          </label>{" "}
          {t("inspection.keys.help")}
        </p>
      </div>
      <FormFoot form={form} />
    </div>
  );
}

async function bring(id: string): Promise<OpenForm | "absent"> {
  const isHere = (await allForms()).some((kept) => kept.inspection_id === id);
  if (!isHere) await fetchForm(id).catch(() => undefined);
  return (await openKept(id)) ?? "absent";
}

/** What is on the device is shown at once; what others did comes a moment later. */
export function FormScreen({ id }: { id: string }) {
  const [form, setForm] = useState<OpenForm | "absent" | null>(null);
  useEffect(() => {
    let opened: OpenForm | null = null;
    let isGone = false;
    void bring(id).then((found) => {
      if (isGone) return;
      if (found !== "absent") (opened = found).listen();
      setForm(found);
    });
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [id]);
  if (form === null) return <Skeleton rows={8} />;
  if (form === "absent") {
    return (
      <div class="page stack">
        <h1>{t("inspection.absent")}</h1>
        <p>{t("inspection.absentHelp")}</p>
      </div>
    );
  }
  return <Whole form={form} />;
}
