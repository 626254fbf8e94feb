// SPDX-License-Identifier: Apache-2.0
// Saving with what the customer will see, and the ends of a form: finished or discarded.
import { useState } from "preact/hooks";
import { Button, Dialog, Notice, say } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { reach } from "../device";
import { conclude } from "../gateway";
import type { OpenForm } from "../store";
import { refresh } from "../sync";
import { priceText, totalText } from "./advice";

/** What stops a save, in the order in which it can be mended. */
function missing(form: OpenForm): string[] {
  const needs = [
    [form.value("head/inspector"), t("inspection.save.noInspector")],
    [form.value("head/inspection_date"), t("inspection.save.noDate")],
  ];
  const blank = form.lines.value.some((line) => line.text.trim() === "");
  const priceless = form.lines.value.filter((line) => line.kind !== "follows" && line.cents === null);
  return [
    ...needs.flatMap(([value, word]) => (value ? [] : [word!])),
    ...(blank ? [t("inspection.save.noText")] : []),
    ...priceless.map((line) => t("inspection.save.noPrice", { text: line.text })),
  ];
}

function Preview({ form }: { form: OpenForm }) {
  const lines = form.lines.value;
  return (
    <>
      <ul class="lines">
        {lines.map((line) => (
          <li key={line.id}>
            {line.text} · {priceText(line)} · {t(`inspection.urgency.${line.urgency}`)}
          </li>
        ))}
      </ul>
      <p>{lines.length > 0 ? totalText(form) : t("inspection.advices.none")}</p>
    </>
  );
}

function MailWord({ form, mail }: { form: OpenForm; mail: boolean }) {
  const address = form.value("customer/email");
  const updates = form.value("head/send_updates") === "yes" || form.value("head/prices_open") === "yes";
  const isFirst = form.form.value.saved_number === undefined;
  const mails = mail || updates || (isFirst && form.lines.value.length > 0);
  if (!mails) return <p>{t("inspection.save.noMail")}</p>;
  if (!address) return <Notice tone="warning">{t("inspection.save.noAddress")}</Notice>;
  return <p>{t("inspection.save.mailTo", { address })}</p>;
}

export function SaveDialog({
  form,
  mail,
  onClose,
}: {
  form: OpenForm;
  mail: boolean;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const wrong = missing(form);
  const needsReason = form.form.value.invoiced_at !== undefined;
  const { total, judged, hollow } = form.progress.value;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    await form.save(mail, reason || undefined);
    if (reach.value !== "online") say(t("inspection.save.later"));
    onClose();
  }

  return (
    <Dialog title={t(mail ? "inspection.saveAndMail" : "inspection.save")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {wrong.map((text) => (
          <Notice key={text} tone="error">
            {text}
          </Notice>
        ))}
        <p>{t("inspection.save.confirmed", { n: judged - hollow, of: total })}</p>
        <Preview form={form} />
        <MailWord form={form} mail={mail} />
        {needsReason && (
          <label>
            {t("inspection.save.reason")}
            <input
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
              required
              maxLength={300}
            />
          </label>
        )}
        <div class="actions">
          <Button class="big" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button kind="primary" class="big" type="submit" disabled={wrong.length > 0}>
            {t(mail ? "inspection.saveAndMail" : "inspection.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Finish and discard: only the server can say that a form is done. */
export function Conclude({ form }: { form: OpenForm }) {
  const [asking, setAsking] = useState<"finish" | "discard" | null>(null);
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState("");
  const open = form.progress.value.total - form.progress.value.judged;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    try {
      await conclude(form.id, asking!, reason || undefined);
      await refresh(form.id);
      setAsking(null);
    } catch (cause) {
      setWrong((cause as Error).message || t("inspection.needsNetwork"));
    }
  }

  return (
    <div class="actions">
      <Button class="big" onClick={() => setAsking("finish")}>
        {t("inspection.conclude.finish")}
      </Button>
      <Button kind="quiet" class="big" onClick={() => setAsking("discard")}>
        {t("inspection.conclude.discard")}
      </Button>
      {asking && (
        <Dialog title={t(`inspection.conclude.${asking}`)} onClose={() => setAsking(null)}>
          <form class="stack" onSubmit={(event) => void submit(event)}>
            {wrong && <Notice tone="error">{wrong}</Notice>}
            {asking === "finish" && open > 0 && (
              <Notice tone="warning">{t("inspection.conclude.open", { n: open })}</Notice>
            )}
            <p>{t(`inspection.conclude.${asking}Help`)}</p>
            {asking === "discard" && (
              <label>
                {t("inspection.conclude.reason")}
                <input
                  value={reason}
                  onInput={(event) => setReason(event.currentTarget.value)}
                  required
                  maxLength={300}
                />
              </label>
            )}
            <div class="actions">
              <Button class="big" onClick={() => setAsking(null)}>
                {t("cancel")}
              </Button>
              <Button
                kind={asking === "finish" ? "primary" : "danger"}
                class="big"
                type="submit"
                disabled={asking === "finish" && open > 0}
              >
                {t(`inspection.conclude.${asking}`)}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
