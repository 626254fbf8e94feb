// SPDX-License-Identifier: Apache-2.0
// A text message to oneself: whether sender and provider work is seen on one's own telephone.
import { useState } from "preact/hooks";
import { Button, Notice, say } from "../../kit/kit";
import { ask, type Problem } from "../../lib/api";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";

export function SmsTest() {
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const phone = String(new FormData(event.currentTarget as HTMLFormElement).get("phone") ?? "");
    setBusy(true);
    setWrong("");
    try {
      await ask("/v1/sms/test", { method: "POST", body: { phone } });
      say(t("sms.sent"));
    } catch (cause) {
      setWrong(refusalOf(cause as Problem));
    }
    setBusy(false);
  }

  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <h2>{t("sms.test")}</h2>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <label>
        {t("sms.phone")}
        <input name="phone" type="tel" autocomplete="tel" required maxLength={40} />
      </label>
      <div class="actions">
        <Button type="submit" disabled={busy}>
          {t("sms.send")}
        </Button>
      </div>
    </form>
  );
}
