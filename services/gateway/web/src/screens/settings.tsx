// SPDX-License-Identifier: Apache-2.0
// The garage's settings. Defaults of the weekly list count from the next list on, never
// backwards (domain.md 3d-6).
import { useEffect, useState } from "preact/hooks";
import type { Settings as Values, SettingsChange } from "../gen/api";
import { Button, Link, Notice, say, Skeleton } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { t, type Key } from "../lib/i18n";
import { refusalOf } from "../lib/refusal";
import { path } from "../lib/router";
import { me } from "../lib/session";
import { Checklists } from "./settings/checklists";
import { Connectors } from "./settings/connectors";
import { Contact } from "./settings/contact";
import { Erasures } from "./settings/erasures";
import { Entitlements, Logo, partsOf } from "./settings/logo";
import { Intervals } from "./settings/intervals";
import { Opening } from "./settings/opening";
import { Outreach, PRICES } from "./settings/print";
import { Usage } from "./settings/usage";

type Field = keyof SettingsChange;

interface Group {
  title: Key;
  fields: Field[];
}

const GROUPS: Group[] = [
  { title: "settings.garage", fields: ["name", "legal_entity", "phone", "street", "postcode", "city", "brand", "brand_colour"] },
  { title: "settings.list", fields: ["default_periodic", "default_followup", "untouched_policy", "attribution_days", "one_message"] },
  { title: "settings.interval", fields: ["interval_months", "interval_km", "mobility_months"] },
  { title: "settings.measuring", fields: ["holdout_per_mille", "report_emails"] },
  { title: "settings.leads", fields: ["leads_open", "lead_emails"] },
  { title: "settings.sender", fields: ["sender_name", "sender_email", "reply_to"] },
];

const CHOICES: Partial<Record<Field, string[]>> = {
  default_periodic: ["yes", "no"],
  default_followup: ["no", "yes"],
  untouched_policy: ["send", "hold"],
  leads_open: ["false", "true"],
  one_message: ["true", "false"],
};

const FLAGS: Field[] = ["leads_open", "one_message"];
/** What an absent one means, where that is yes. */
const ON: Field[] = ["one_message"];

/** ITK 3.0 manual: for another default of follow-ups a garage asks the helpdesk. */
const HELPDESK: Field[] = ["default_followup"];

const MAIL: Field[] = ["sender_email", "reply_to"];

const LISTS: Field[] = ["report_emails", "lead_emails"];

const NUMBERS: Partial<Record<Field, [number, number]>> = {
  interval_months: [1, 60],
  interval_km: [1000, 100000],
  mobility_months: [1, 60],
  attribution_days: [1, 90],
  holdout_per_mille: [0, 200],
  ...PRICES,
};

function mayChangeField(field: Field): boolean {
  return me.value?.role === "helpdesk" || !HELPDESK.includes(field);
}

function Input({ field, value }: { field: Field; value: string | number | undefined }) {
  const choices = CHOICES[field];
  const range = NUMBERS[field];
  if (choices) {
    return (
      <select name={field} defaultValue={value} disabled={!mayChangeField(field)}>
        {choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === value}>
            {t.optional(`settings.${field}.${choice}`)}
          </option>
        ))}
      </select>
    );
  }
  if (range) {
    return <input name={field} type="number" min={range[0]} max={range[1]} defaultValue={value} />;
  }
  if (field === "brand_colour") return <input name={field} type="color" defaultValue={value} />;
  if (MAIL.includes(field)) {
    return <input name={field} type="email" defaultValue={value} maxLength={200} />;
  }
  return <input name={field} type="text" defaultValue={value} maxLength={200} />;
}

const shownValue = (value: unknown) => {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "boolean" ? String(value) : (value as string | number | undefined);
};

/** Addresses are written with commas between. */
const shown = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));

function valueFrom(name: string, text: string): string | number | boolean | string[] {
  if (FLAGS.includes(name as Field)) return text === "true";
  if (name in NUMBERS) return Number(text);
  if (!LISTS.includes(name as Field)) return text;
  return text.split(",").map((part) => part.trim()).filter(Boolean);
}

/** Only what was changed travels. */
function changes(form: HTMLFormElement, old: Values): SettingsChange {
  const change: Record<string, string | number | boolean | string[]> = {};
  const values = new FormData(form);
  const parts = values.getAll("entitlements").map(String);
  const isHelpdesk = me.value?.role === "helpdesk";
  const had = partsOf(old.entitlements);
  const isOther = parts.length !== had.length || parts.some((part) => !had.includes(part));
  if (isHelpdesk && isOther) change.entitlements = parts;
  values.delete("entitlements");
  for (const [name, value] of values) {
    if (value instanceof File) continue;
    const isFlag = FLAGS.includes(name as Field);
    const before = old[name as keyof Values] ?? (isFlag ? ON.includes(name as Field) : undefined);
    if (shown(before) === String(value)) continue;
    change[name] = valueFrom(name, String(value));
  }
  return change as SettingsChange;
}

function Garage() {
  const [values, setValues] = useState<Values | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const mayChange = me.value?.role !== "adviser";

  useEffect(() => {
    ask<Values>("/v1/settings")
      .then((answer) => setValues(answer.body))
      .catch((cause: Problem) => setWrong(cause));
  }, []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (!values) return;
    const change = changes(event.currentTarget as HTMLFormElement, values);
    if (Object.keys(change).length === 0) return say(t("settings.unchanged"));
    try {
      const { body } = await ask<Values>("/v1/settings", {
        method: "PUT",
        body: change,
        headers: { "If-Match": `"${values.version}"` },
      });
      setValues(body);
      setWrong(null);
      say(t("settings.saved"));
    } catch (cause) {
      setWrong(cause as Problem);
    }
  }

  if (!values) return wrong ? <Notice tone="error">{refusalOf(wrong)}</Notice> : <Skeleton rows={8} />;
  return (
    <form class="stack page" key={values.version} onSubmit={(event) => void submit(event)}>
      <h1>{t("nav.settings")}</h1>
      {!mayChange && <Notice tone="info">{t("settings.readOnly")}</Notice>}
      {wrong && (
        <Notice tone="error">
          {wrong.status === 412 ? t("error.colleague") : refusalOf(wrong)}
          {wrong.body.errors?.map((entry) => (
            <p key={entry.pointer}>
              {t.optional(`settings.${entry.pointer.replace("/", "")}`)}: {entry.detail}
            </p>
          ))}
        </Notice>
      )}
      <div class="settings-grid">
        {GROUPS.map((group) => (
          <fieldset key={group.title} class="card" disabled={!mayChange}>
            <legend>{t(group.title)}</legend>
            {group.fields.map((field) => (
              <label key={field}>
                {t(`settings.${field}` as Key)}
                <Input field={field} value={shownValue(values[field])} />
                {field === "mobility_months" && <small>{t("settings.mobilityHelp")}</small>}
                {mayChange && !mayChangeField(field) && <small>{t("settings.helpdesk")}</small>}
              </label>
            ))}
            {group.title === "settings.sender" && (
              <p>
                <Link href="/beheer/contact">{t("contact.title")}</Link>
              </p>
            )}
            {group.title === "settings.interval" && (
              <p>
                <Link href="/beheer/intervallen">{t("intervals.title")}</Link>
              </p>
            )}
            {group.title === "settings.garage" && <Logo logo={values.logo} disabled={!mayChange} />}
          </fieldset>
        ))}
        <Outreach values={values} disabled={!mayChange} />
        <fieldset class="card">
          <legend>{t("settings.customers")}</legend>
          <p>
            <Link href="/beheer/afspraken">{t("opening.title")}</Link>
          </p>
          {mayChange && (
            <p>
              <Link href="/beheer/gebruik">{t("usage.title")}</Link>
            </p>
          )}
          {mayChange && (
            <p>
              <Link href="/beheer/koppelingen">{t("connectors.title")}</Link>
            </p>
          )}
          {mayChange && (
            <p>
              <Link href="/beheer/verwijderingen">{t("erasures.title")}</Link>
            </p>
          )}
        </fieldset>
        <fieldset class="card" disabled={!mayChange}>
          <legend>{t("settings.inspection")}</legend>
          <p>
            <Link href="/beheer/controlelijsten">{t("checklists.title")}</Link>
          </p>
          <Entitlements has={partsOf(values.entitlements)} mayChange={me.value?.role === "helpdesk"} />
        </fieldset>
      </div>
      <p class="soft">
        {t("settings.vendors")}: {values.vendors?.join(", ") ?? "–"}
      </p>
      {mayChange && (
        <div class="actions">
          <Button kind="primary" type="submit">
            {t("settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** /beheer, and below it what is large enough for a page of its own. */
export function Settings() {
  if (path.value.startsWith("/beheer/controlelijsten")) return <Checklists />;
  if (path.value === "/beheer/afspraken") return <Opening />;
  if (path.value === "/beheer/contact") return <Contact />;
  if (path.value === "/beheer/intervallen") return <Intervals />;
  if (path.value === "/beheer/gebruik") return <Usage />;
  if (path.value === "/beheer/koppelingen") return <Connectors />;
  if (path.value === "/beheer/verwijderingen") return <Erasures />;
  return <Garage />;
}
