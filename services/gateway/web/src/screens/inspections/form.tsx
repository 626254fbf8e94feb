// SPDX-License-Identifier: Apache-2.0
// One inspection form at the adviser's desk: how far it is, what was found, what it costs, what
// the customer said; save, mail, print, note a telephone answer, finish.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Inspection } from "../../gen/api";
import { Badge, Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { day, moment, money, t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { zone } from "../../lib/session";
import { PhoneDialog } from "./answers";
import { desk, finish, isSaved, load, save, send, write, wrong } from "./desk";
import { DiscardDialog, ReasonDialog } from "./dialogs";
import { Findings } from "./findings";
import { Prices } from "./prices";
import { stepsOf } from "./status";

const POLL_MS = 10000;
const KNOWN = ["LINE_CHANGED", "NOT_ALL_CHECKED", "REASON_NEEDED", "LATER"];

function Steps({ form }: { form: Inspection }) {
  return (
    <ol class="steps" aria-label={t("forms.steps")}>
      {stepsOf(form).map(({ status, at }) => (
        <li key={status} class={at ? "reached" : ""} aria-current={form.status === status ? "step" : undefined}>
          {t(`inspection.status.${status}` as Key)}
          {at && <span class="soft">{moment(at, zone())}</span>}
        </li>
      ))}
    </ol>
  );
}

function Flags({ form }: { form: Inspection }) {
  const shown = form.shown ?? [];
  const recalls = form.recalls ?? [];
  if (shown.length + recalls.length === 0) return null;
  return (
    <ul class="flags" aria-label={t("inspection.chips.label")}>
      {shown.map(({ kind, date, overdue }) => (
        <li key={kind}>
          <Badge tone={overdue ? "never" : "plain"}>
            {t(`inspection.chips.${kind}` as Key)} {day(date, "full")}
            {overdue && ` · ${t("inspection.chips.overdue")}`}
          </Badge>
        </li>
      ))}
      {recalls.map(({ code, text }) => (
        <li key={code}>
          <Badge tone="never">
            {t("inspection.chips.recall")}: {text} ({code})
          </Badge>
        </li>
      ))}
    </ul>
  );
}

function Switch({ path, label, editable }: { path: string; label: Key; editable: boolean }) {
  const on = desk.value!.value(path) === "yes";
  return (
    <label class="inline">
      <input
        type="checkbox"
        checked={on}
        disabled={!editable}
        onChange={(event) => void write({ [path]: event.currentTarget.checked ? "yes" : "no" })}
      />
      {t(label)}
    </label>
  );
}

async function saveForm(mail: boolean, reason: string): Promise<void> {
  const saved = await save(mail, reason);
  if (!saved) return;
  const word = saved.mailed ? "mailed" : mail ? "notMailed" : "quiet";
  say(t(`inspection.saved.${word}` as Key, { n: saved.number }));
}

/** Each version is mailed once; one that stays unmailed has no address to go to. */
async function mailForm(): Promise<void> {
  const form = await send();
  if (!form) return;
  const mailed = form.mailed_number === form.saved_number;
  say(mailed ? t("forms.sent", { n: form.saved_number! }) : t("forms.noAddress"));
}

function Card({ title, children }: { title: Key; children: ComponentChildren }) {
  return (
    <section class="card stack" aria-label={t(title)}>
      <h2>{t(title)}</h2>
      {children}
    </section>
  );
}

function Wish({ form }: { form: Inspection }) {
  const { wish } = form;
  if (!wish) return null;
  return (
    <Card title="forms.wishTitle">
      <p>
        {[
          wish.days,
          wish.part && t(`forms.part.${wish.part}` as Key),
          wish.stay && t(`forms.stay.${wish.stay}` as Key),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {wish.remarks && <p>“{wish.remarks}”</p>}
      <p class="soft">{t("forms.askedAt", { at: moment(wish.at, zone()) })}</p>
    </Card>
  );
}

function Versions({ form }: { form: Inspection }) {
  const versions = [...form.versions].sort((a, b) => b.number - a.number);
  return (
    <Card title="inspection.versions">
      {versions.length === 0 && <p class="soft">{t("inspection.versions.none")}</p>}
      <ul class="versions">
        {versions.map(({ number, saved_at, saved_by, total_cents, changes_count, reason }) => (
          <li key={number}>
            <a href={`/v1/inspections/${form.inspection_id}/versions/${number}.pdf`} target="_blank" rel="noopener">
              {t("inspection.versions.number", { n: number })} (PDF)
            </a>
            <span class="soft">
              {moment(saved_at, zone())} · {saved_by} · {money(total_cents)}
              {number > 1 && ` · ${t("forms.changes", { n: changes_count })}`}
            </span>
            {reason && <span class="soft">“{reason}”</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Asked = "save" | "saveAndMail" | "phone" | "discard" | "";

/** Saving a form whose invoice was posted needs a reason first. */
function SaveBar({ form, onAsk }: { form: Inspection; onAsk: (what: Asked) => void }) {
  const saved = isSaved(form);
  const start = (what: "save" | "saveAndMail") => () =>
    form.invoiced_at ? onAsk(what) : void saveForm(what === "saveAndMail", "");
  return (
    <div class="save-bar" role="group" aria-label={t("forms.actions")}>
      {!saved && <span class="unsaved">{t(form.saved_number ? "forms.unsaved" : "forms.neverSaved")}</span>}
      <Button onClick={start("save")} disabled={saved}>
        {t("inspection.save")}
      </Button>
      <Button kind="primary" onClick={start("saveAndMail")} disabled={saved}>
        {t("inspection.saveAndMail")}
      </Button>
      {saved && form.mailed_number !== form.saved_number && (
        <Button onClick={() => void mailForm()}>{t("forms.send")}</Button>
      )}
      {saved ? (
        <a
          class="button"
          href={`/v1/inspections/${form.inspection_id}/print?revision=${form.revision}`}
          target="_blank"
          rel="noopener"
        >
          {t("inspection.print")}
        </a>
      ) : (
        <Button disabled>
          {t(form.saved_number ? "inspection.print.changed" : "inspection.print.never")}
        </Button>
      )}
      {saved && form.advices.length > 0 && (
        <Button onClick={() => onAsk("phone")}>{t("forms.phone")}</Button>
      )}
      <a class="button" href={`/inspectie/${form.inspection_id}`}>
        {t("forms.onTablet")}
      </a>
      {saved && form.status !== "done" && (
        <Button onClick={() => void finish()}>{t("inspection.conclude.finish")}</Button>
      )}
      {!form.saved_number && (
        <Button kind="danger" onClick={() => onAsk("discard")}>
          {t("inspection.conclude.discard")}
        </Button>
      )}
    </div>
  );
}

function Whose({ form }: { form: Inspection }) {
  const { value } = desk.value!;
  const facts: [Key, string][] = [
    ["inspection.customer", form.customer_name ?? ""],
    ["inspection.customer.email", value("customer/email")],
    ["inspection.customer.mobile", value("customer/mobile") || value("customer/phone")],
    ["inspection.inspector", form.inspector ?? ""],
    ["inspection.date", form.inspection_date ? day(form.inspection_date, "full") : ""],
    ["inspection.odometer", value("vehicle/odometer_km") && `${value("vehicle/odometer_km")} km`],
    ["inspection.remarks", value("head/remarks")],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, text]) => text)
        .map(([key, text]) => (
          <>
            <dt>{t(key)}</dt>
            <dd>{text}</dd>
          </>
        ))}
    </dl>
  );
}

function Problems() {
  const problem = wrong.value;
  if (!problem) return null;
  const key = `forms.wrong.${problem.code}` as Key;
  return <Notice tone="error">{KNOWN.includes(problem.code) ? t(key) : refusalOf(problem)}</Notice>;
}

export function InspectionForm({ id }: { id: string }) {
  const asked = useSignal<Asked>("");
  useEffect(() => {
    void load(id);
    const timer = setInterval(() => void load(id), POLL_MS);
    return () => clearInterval(timer);
  }, [id]);
  const back = (
    <p>
      <Link href="/inspecties">‹ {t("nav.inspections")}</Link>
    </p>
  );
  if (!desk.value) {
    return (
      <div class="stack page">
        {back}
        {wrong.value ? <Problems /> : <Skeleton rows={8} />}
      </div>
    );
  }
  const { form } = desk.value;
  const editable = form.status !== "discarded";
  const close = () => (asked.value = "");
  return (
    <div class="stack page">
      {back}
      <div class="form-title">
        <h1>
          {form.plate_formatted && <span class="plate">{form.plate_formatted}</span>}
          {[form.make, form.model].filter(Boolean).join(" ") || t("forms.noCar")}
        </h1>
        <span class="soft">{t(`inspection.formEntry.${form.entry}` as Key)}</span>
      </div>
      <Steps form={form} />
      <Flags form={form} />
      {form.over_estimate && <Notice tone="warning">{t("forms.overEstimate")}</Notice>}
      {form.invoiced_at && <Notice tone="info">{t("forms.invoiced")}</Notice>}
      <Problems />
      {editable && <SaveBar form={form} onAsk={(what) => (asked.value = what)} />}
      <Prices editable={editable} />
      <div class="form-columns">
        <Findings form={form} />
        <div class="stack">
          <Card title="forms.whose">
            <Whose form={form} />
          </Card>
          <Card title="forms.updates">
            <Switch path="head/send_updates" label="inspection.sendUpdates" editable={editable} />
            <Switch path="head/prices_open" label="inspection.pricesOpen" editable={editable} />
          </Card>
          <Wish form={form} />
          <Versions form={form} />
        </div>
      </div>
      {asked.value === "phone" && <PhoneDialog form={form} onClose={close} />}
      {asked.value === "discard" && <DiscardDialog onClose={close} />}
      {(asked.value === "save" || asked.value === "saveAndMail") && (
        <ReasonDialog
          onClose={close}
          onReason={(reason) => saveForm(asked.value === "saveAndMail", reason)}
        />
      )}
    </div>
  );
}
