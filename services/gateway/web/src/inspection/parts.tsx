// SPDX-License-Identifier: Apache-2.0
// Small parts that only the tablet has: an input that keeps what is typed, a field with its
// conflict, a chip with a date.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../kit/kit";
import { day, t } from "../lib/i18n";
import type { OpenForm } from "./store";
import type { Recall, Shown } from "./types";

const TYPING_MS = 400;

/** Text that is kept while it is typed (after a pause) and when the field is left. What comes
 * from elsewhere is shown unless somebody is typing here. `parse` gives what is kept, null
 * when it cannot be. */
export function useTyped(
  kept: string,
  keep: (value: string) => void,
  parse: (typed: string) => string | null,
) {
  const [typed, setTyped] = useState(kept);
  const [isWrong, setWrong] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const busy = useRef(false);
  useEffect(() => {
    if (!busy.current) setTyped(kept);
  }, [kept]);

  function settle(text: string) {
    clearTimeout(timer.current);
    const value = parse(text);
    setWrong(value === null);
    if (value !== null && value !== parse(kept)) keep(value);
  }

  return {
    isWrong,
    props: {
      value: typed,
      "aria-invalid": isWrong,
      onInput: (event: Event) => {
        const text = (event.currentTarget as HTMLInputElement).value;
        busy.current = true;
        setTyped(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => settle(text), TYPING_MS);
      },
      onBlur: (event: Event) => {
        busy.current = false;
        settle((event.currentTarget as HTMLInputElement).value);
      },
    },
  };
}

const asIs = (typed: string) => typed;

/** One field of the form as a labelled input. */
export function TextField({
  form,
  path,
  label,
  type = "text",
  most = 200,
  rows,
}: {
  form: OpenForm;
  path: string;
  label: string;
  type?: "text" | "date" | "email" | "tel";
  most?: number;
  rows?: number;
}) {
  const view = form.at(path).value;
  const input = useTyped(view.value, (value) => void form.write({ [path]: value }), asIs);
  return (
    <div class="field">
      <label>
        {label}
        {rows ? (
          <textarea {...input.props} rows={rows} maxLength={most} data-path={path} />
        ) : (
          <input {...input.props} type={type as "text"} maxLength={most} data-path={path} />
        )}
      </label>
      <Conflict form={form} path={path} show={(value) => value || t("inspection.empty")} />
    </div>
  );
}

/** Both values of a field that two devices wrote; whichever is chosen is written anew. */
export function Conflict({
  form,
  path,
  show,
}: {
  form: OpenForm;
  path: string;
  show: (value: string) => string;
}) {
  const view = form.at(path).value;
  if (!view.other) return null;
  const choose = (value: string) => void form.write({ [path]: value });
  return (
    <div class="conflict" role="group" aria-label={t("inspection.conflict.label")}>
      <span>{t("inspection.conflict.text")}</span>
      <Button onClick={() => choose(view.value)}>
        {t("inspection.conflict.this", { value: show(view.value) })}
      </Button>
      <Button onClick={() => choose(view.other!.value)}>
        {t("inspection.conflict.other", { value: show(view.other.value) })}
      </Button>
    </div>
  );
}

/** The dates within four months and the open recalls. */
export function Chips({ shown = [], recalls = [] }: { shown?: Shown[]; recalls?: Recall[] }) {
  if (shown.length + recalls.length === 0) return null;
  return (
    <ul class="chips" aria-label={t("inspection.chips.label")}>
      {shown.map(({ kind, date, overdue }) => (
        <li key={kind} class={overdue ? "chip late" : "chip"}>
          <span aria-hidden="true">⚑ </span>
          {t(`inspection.chips.${kind}`)} {day(date)}
          {overdue && ` (${t("inspection.chips.overdue")})`}
        </li>
      ))}
      {recalls.map(({ code, text }) => (
        <li key={code} class="chip late" title={text}>
          <span aria-hidden="true">⚑ </span>
          {t("inspection.chips.recall")}: {text}
        </li>
      ))}
    </ul>
  );
}

/** A yes or no of the form's foot. */
export function Switch({ form, path, label }: { form: OpenForm; path: string; label: string }) {
  const isOn = form.value(path) === "yes";
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        onChange={() => void form.write({ [path]: isOn ? "no" : "yes" })}
      />
      <span>
        {label} <b>{isOn ? t("inspection.yes") : t("inspection.no")}</b>
      </span>
    </label>
  );
}
