// SPDX-License-Identifier: Apache-2.0
// The week's news by e-mail, on Monday morning: one's own choice, ended by a link in each mail.
import type { MeMail } from "../gen/api";
import { Button, say } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { t } from "../lib/i18n";
import { refusalOf } from "../lib/refusal";
import { useLoaded } from "../lib/load";

export function NewsByMail() {
  const { body, put } = useLoaded<MeMail>("/v1/me/mail");
  if (!body) return null;
  const { wants_nudges, wants_news } = body;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const values = new FormData(event.currentTarget as HTMLFormElement);
    const email = String(values.get("email") ?? body?.email ?? "").trim();
    try {
      const { body: kept } = await ask<MeMail>("/v1/me/mail", {
        method: "PUT",
        body: { wants_nudges, wants_news: !wants_news, ...(email ? { email } : {}) },
      });
      put(kept);
      say(t(kept.wants_news ? "news.byMailOn" : "news.byMailOff"));
    } catch (cause) {
      say(refusalOf(cause as Problem));
    }
  }
  return (
    <form class="my-mail" onSubmit={(event) => void submit(event)}>
      {wants_news ? (
        <p class="soft">{t("news.byMail", { email: body.email ?? "" })}</p>
      ) : (
        <label>
          {t("news.email")}
          <input name="email" type="email" required maxLength={320} defaultValue={body.email ?? ""} />
        </label>
      )}
      <Button kind={wants_news ? "quiet" : "plain"} type="submit">
        {t(wants_news ? "news.mailStop" : "news.mailStart")}
      </Button>
    </form>
  );
}
