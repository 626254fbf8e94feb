// SPDX-License-Identifier: Apache-2.0
// What the customer said by telephone or at the desk, line by line, with who was spoken to: the
// burden of proof is the garage's, so a reason is needed (domain.md 3d-12).
import type { Inspection } from "../../gen/api";
import { Button, Dialog, Notice } from "../../kit/kit";
import { money, t, type Key } from "../../lib/i18n";
import { useState } from "preact/hooks";
import { answer, type PhoneAnswers } from "./desk";

const WORDS = ["approve", "later", "decline", "call"] as const;

type Line = Inspection["advices"][number];

function LineAnswer({ line, said }: { line: Line; said: string | undefined }) {
  const cost =
    line.line_cents === undefined ? t("inspection.advice.follows") : money(line.line_cents);
  return (
    <fieldset>
      <legend>
        {line.text} · {cost}
      </legend>
      <div class="choices">
        {WORDS.map((word) => (
          <label key={word} class="inline">
            <input type="radio" name={line.advice_id} value={word} defaultChecked={word === said} />
            {t(`forms.say.${word}` as Key)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Only lines with an answer travel. */
function answersOf(form: FormData, advices: Line[]): PhoneAnswers {
  const lines = advices.flatMap(({ advice_id }) => {
    const said = form.get(advice_id);
    return said ? [{ advice_id, answer: String(said) }] : [];
  });
  return { by: form.get("by") as "phone" | "desk", reason: String(form.get("reason")).trim(), lines };
}

export function PhoneDialog({ form, onClose }: { form: Inspection; onClose: () => void }) {
  const [empty, setEmpty] = useState(false);
  const standing = new Map(
    form.answers.filter((one) => !one.voided).map((one) => [one.advice_id, one.answer as string]),
  );
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const answers = answersOf(new FormData(event.currentTarget as HTMLFormElement), form.advices);
    setEmpty(answers.lines.length === 0);
    if (answers.lines.length === 0) return;
    await answer(answers);
    onClose();
  }
  return (
    <Dialog title={t("forms.phone")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {empty && <Notice tone="error">{t("forms.phoneNothing")}</Notice>}
        {form.advices.map((line) => (
          <LineAnswer key={line.advice_id} line={line} said={standing.get(line.advice_id)} />
        ))}
        <label>
          {t("forms.phoneBy")}
          <select name="by">
            <option value="phone">{t("forms.by.phone")}</option>
            <option value="desk">{t("forms.by.desk")}</option>
          </select>
        </label>
        <label>
          {t("forms.phoneReason")}
          <input name="reason" required maxLength={300} pattern=".*\S.*" placeholder={t("forms.phoneExample")} />
        </label>
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit">
            {t("forms.phoneSave")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
