// SPDX-License-Identifier: Apache-2.0
// What one tells the helpdesk, and the helpdesk's list of it.
import type { FeedbackList, FeedbackMade, OwnFeedback } from "../gen/api";
import { Badge, Button, Dialog, Notice, say } from "../kit/kit";
import { useCommand } from "../lib/command";
import { moment, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { path } from "../lib/router";
import { zone } from "../lib/session";

const KINDS = ["question", "problem", "idea", "compliment"] as const;

/** What I asked before, and what the helpdesk answered. */
function Mine() {
  const { body, wrong } = useLoaded<OwnFeedback>("/v1/feedback/mine");
  return (
    <section class="stack">
      <h3>{t("feedback.mine")}</h3>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {body?.feedback.length === 0 && <p class="soft">{t("feedback.mineNone")}</p>}
      {body?.feedback.map((told) => (
        <article key={told.feedback_id} class="card stack">
          <p class="soft">
            {t(`feedback.kind.${told.kind}` as Key)} · {moment(told.at, zone())}
          </p>
          <p style={{ whiteSpace: "pre-line" }}>{told.text}</p>
          {told.answer ? (
            <>
              <p class="soft">
                {t("feedback.answer")} · {told.answered_at && moment(told.answered_at, zone())}
              </p>
              <p style={{ whiteSpace: "pre-line" }}>{told.answer}</p>
            </>
          ) : (
            <p class="soft">{t("feedback.waits")}</p>
          )}
        </article>
      ))}
    </section>
  );
}

export function Feedback({ onClose }: { onClose: () => void }) {
  const give = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { kind: form.get("kind"), text: form.get("text"), screen: path.value };
    if (!(await give.run<FeedbackMade>("/v1/feedback", { method: "POST", body }))) return;
    say(t("feedback.sent"));
    onClose();
  }

  return (
    <Dialog title={t("feedback.title")} onClose={onClose}>
      <div class="stack">
        <form class="stack" onSubmit={(event) => void submit(event)}>
          {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
          <label>
            {t("feedback.kind")}
            <select name="kind">
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`feedback.kind.${kind}` as Key)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t("feedback.text")}
            <textarea name="text" required rows={6} maxLength={4000} />
          </label>
          <p class="soft">{t("feedback.private")}</p>
          <div class="actions">
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button kind="primary" type="submit" disabled={give.busy}>
              {t("feedback.send")}
            </Button>
          </div>
        </form>
        <Mine />
      </div>
    </Dialog>
  );
}

type Told = FeedbackList["feedback"][number];

function Answer({ told, onDone }: { told: Told; onDone: () => void }) {
  const give = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get("text");
    const url = `/v1/feedback/${told.feedback_id}/answer`;
    if (await give.run<FeedbackMade>(url, { method: "POST", body: { text } })) onDone();
  }

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
      <label>
        {t("feedback.answer")}
        <textarea name="text" required rows={3} maxLength={4000} />
      </label>
      <Button type="submit" kind="primary" disabled={give.busy}>
        {t("feedback.send")}
      </Button>
    </form>
  );
}

/** What garages and holders told, for the helpdesk. */
export function FeedbackDesk() {
  const { body, wrong, again } = useLoaded<FeedbackList>("/v1/feedback", { every: 30000 });
  return (
    <section class="stack">
      <h2>{t("feedback.desk")}</h2>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {body?.feedback.length === 0 && <p class="soft">{t("feedback.none")}</p>}
      {body?.feedback.map((told) => (
        <article key={told.feedback_id} class="card stack">
          <p>
            <Badge tone={told.answered_at ? "yes" : "never"}>
              {t(told.answered_at ? "feedback.answered" : "feedback.new")}
            </Badge>{" "}
            {t(`feedback.kind.${told.kind}` as Key)} · {told.name ?? told.login} · {told.dealer} ·{" "}
            {told.screen} · {moment(told.at, zone())}
          </p>
          <p style={{ whiteSpace: "pre-line" }}>{told.text}</p>
          {told.answer ? <p class="soft">{told.answer}</p> : <Answer told={told} onDone={again} />}
        </article>
      ))}
    </section>
  );
}
