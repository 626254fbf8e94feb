// SPDX-License-Identifier: Apache-2.0
// The questions the weekly list asks: how far "never" reaches, and what the keys are.
import { useState } from "preact/hooks";
import { Button, Dialog } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { lettersOn, setLetters } from "./keys";
import type { Choice } from "./store";

const SCOPES = ["vehicle", "customer", "channel"] as const;
const REASONS = ["sold", "moved", "no_contact", "deceased", "other"] as const;

interface NeverProps {
  name: string;
  many?: boolean | undefined; // of several rows at once
  onChoose: (choice: Choice) => void;
  onClose: () => void;
}

export function NeverDialog({ name, many, onChoose, onClose }: NeverProps) {
  const [scope, setScope] = useState<(typeof SCOPES)[number]>("vehicle");
  const [reason, setReason] = useState<(typeof REASONS)[number]>("sold");

  function submit(event: SubmitEvent) {
    event.preventDefault();
    onChoose({ decision: "never", scope, reason });
  }

  return (
    <Dialog title={t("never.title", { name })} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <fieldset>
          <legend>{t("never.scope")}</legend>
          {SCOPES.map((option) => (
            <label key={option} class="inline">
              <input
                type="radio"
                name="scope"
                checked={scope === option}
                onChange={() => setScope(option)}
              />
              {t(many ? `never.scope.${option}.many` : `never.scope.${option}`)}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{t("never.reason")}</legend>
          {REASONS.map((option) => (
            <label key={option} class="inline">
              <input
                type="radio"
                name="reason"
                checked={reason === option}
                onChange={() => setReason(option)}
              />
              {t(`never.reason.${option}`)}
            </label>
          ))}
        </fieldset>
        {reason === "no_contact" && <p class="soft">{t(many ? "never.objection.many" : "never.objection")}</p>}
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" type="submit">
            {t("never.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const KEYS = [
  ["↑ ↓", "keys.move"],
  ["J", "keys.yes"],
  ["N", "keys.no"],
  ["O", "keys.never"],
  ["␣", "keys.select"],
  ["⇧ ↑ ↓", "keys.range"],
  ["Ctrl A", "keys.all"],
  ["↵", "keys.detail"],
  ["P", "keys.preview"],
  ["Z", "keys.undo"],
  ["/", "keys.search"],
  ["Esc", "keys.escape"],
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("keys.title")} onClose={onClose}>
      <dl class="keys">
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      <label class="inline">
        <input
          type="checkbox"
          checked={lettersOn.value}
          onChange={(event) => setLetters(event.currentTarget.checked)}
        />
        {t("keys.letters")}
      </label>
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}
