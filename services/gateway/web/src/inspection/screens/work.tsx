// SPDX-License-Identifier: Apache-2.0
// Work that was done: advices ticked off, and lines of their own. Printed with the form.
import { useState } from "preact/hooks";
import { Button } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { TextField } from "../parts";
import type { OpenForm } from "../store";

function addWork(form: OpenForm, text: string, advice?: string): void {
  const id = crypto.randomUUID();
  void form.write({
    [`work/${id}/text`]: text,
    ...(advice ? { [`work/${id}/advice`]: advice } : {}),
  });
}

export function WorkSection({ form }: { form: OpenForm }) {
  const [text, setText] = useState("");
  const works = form.works.value;
  const remove = (id: string) => void form.write({ [`work/${id}/removed`]: "yes" });
  const free = works.filter((work) => !work.advice);

  function add(event: SubmitEvent) {
    event.preventDefault();
    addWork(form, text.trim());
    setText("");
  }

  return (
    <section class="form-section" id="s-work" aria-labelledby="h-work">
      <h2 id="h-work">{t("inspection.work")}</h2>
      {form.lines.value.map((line) => {
        const done = works.find((work) => work.advice === line.id);
        return (
          <label key={line.id} class="inline tick">
            <input
              type="checkbox"
              checked={!!done}
              onChange={() => (done ? remove(done.id) : addWork(form, line.text, line.id))}
            />
            <span>
              {line.text} <span class="soft">{t("inspection.work.ofAdvice")}</span>
            </span>
          </label>
        );
      })}
      {free.map((work) => (
        <div key={work.id} class="work-line">
          <TextField
            form={form}
            path={`work/${work.id}/text`}
            label={t("inspection.work.line")}
            most={300}
          />
          <Button onClick={() => remove(work.id)}>{t("inspection.advice.remove")}</Button>
        </div>
      ))}
      <form class="work-line" onSubmit={add}>
        <label>
          {t("inspection.work.new")}
          <input
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            maxLength={300}
            required
          />
        </label>
        <Button type="submit">{t("inspection.work.add")}</Button>
      </form>
    </section>
  );
}
