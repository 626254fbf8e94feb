// SPDX-License-Identifier: Apache-2.0
// The two questions that need a reason: why a form falls away, and why it is corrected after
// its invoice.
import type { Key } from "../../lib/i18n";
import { t } from "../../lib/i18n";
import { Button, Dialog } from "../../kit/kit";
import { discard } from "./desk";

interface AskProps {
  title: Key;
  help: Key;
  act: Key;
  onClose: () => void;
  onReason: (reason: string) => Promise<unknown>;
}

function AskReason({ title, help, act, onClose, onReason }: AskProps) {
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    await onReason(String(form.get("reason")).trim());
    onClose();
  }
  return (
    <Dialog title={t(title)} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>{t(help)}</p>
        <label>
          {t("inspection.conclude.reason")}
          <input name="reason" required maxLength={300} pattern=".*\S.*" />
        </label>
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit">
            {t(act)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function DiscardDialog({ onClose }: { onClose: () => void }) {
  return (
    <AskReason
      title="inspection.conclude.discard"
      help="inspection.conclude.discardHelp"
      act="inspection.conclude.discard"
      onClose={onClose}
      onReason={discard}
    />
  );
}

interface ReasonProps {
  onClose: () => void;
  onReason: (reason: string) => Promise<void>;
}

export function ReasonDialog({ onClose, onReason }: ReasonProps) {
  return (
    <AskReason
      title="inspection.save"
      help="forms.invoiced"
      act="inspection.save"
      onClose={onClose}
      onReason={onReason}
    />
  );
}
