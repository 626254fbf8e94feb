// SPDX-License-Identifier: Apache-2.0
// Support's only screen: ask for the transfer of a fleet's car when its manager cannot, and
// approve or refuse what another of support asked.
import { useState } from "preact/hooks";
import type { BreakGlass, BreakGlassList } from "../gen/api";
import { Button, Dialog, Empty, Notice, say, Skeleton } from "../kit/kit";
import { useCommand } from "../lib/command";
import { t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { GlassRequest } from "../support/request";

const URL = "/v1/break-glass";
const LOOK_MS = 10000;

function AskDialog({ onClose }: { onClose: () => void }) {
  const give = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const recipient = { email: text("email"), ...(text("name") && { name: text("name") }) };
    const body = { plate: text("plate"), kind: text("kind"), recipient, reason: text("reason") };
    if (!(await give.run<BreakGlass>(URL, { method: "POST", body }))) return;
    say(t("glass.asked"));
    onClose();
  }

  return (
    <Dialog title={t("glass.ask")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
        <label>
          {t("glass.plate")}
          <input name="plate" required maxLength={20} autocomplete="off" />
        </label>
        <label>
          {t("glass.kind")}
          <select name="kind">
            <option value="driver">{t("glass.kind.driver")}</option>
            <option value="owner">{t("glass.kind.owner")}</option>
          </select>
        </label>
        <label>
          {t("glass.email")}
          <input name="email" type="email" required maxLength={320} autocomplete="off" />
        </label>
        <label>
          {t("glass.name")}
          <input name="name" maxLength={160} autocomplete="off" />
        </label>
        <label>
          {t("glass.reason")}
          <textarea name="reason" required rows={4} minLength={20} maxLength={1000} />
        </label>
        <p class="soft">{t("glass.askHelp")}</p>
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit" disabled={give.busy}>
            {t("glass.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What may be done with a request that waits: its own is withdrawn, another's is decided. */
function Decide({ request, onDone }: { request: BreakGlass; onDone: () => void }) {
  const give = useCommand();
  const [note, setNote] = useState("");

  async function step(what: "approve" | "refuse" | "withdraw") {
    const body = { expected_version: request.version, ...(note.trim() && what === "refuse" && { note: note.trim() }) };
    const done = await give.run<BreakGlass>(`${URL}/${request.request_id}/${what}`, { method: "POST", body });
    if (done) say(t(`glass.done.${what}`));
    onDone();
  }

  return (
    <div class="stack">
      {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
      {request.is_mine ? (
        <div class="actions">
          <Button kind="danger" disabled={give.busy} onClick={() => void step("withdraw")}>
            {t("glass.withdraw")}
          </Button>
        </div>
      ) : (
        <>
          <label>
            {t("glass.noteAsk")}
            <input value={note} maxLength={1000} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <div class="actions">
            <Button kind="danger" disabled={give.busy} onClick={() => void step("refuse")}>
              {t("glass.refuse")}
            </Button>
            <Button kind="primary" disabled={give.busy} onClick={() => void step("approve")}>
              {t("glass.approve")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

export function Support() {
  const { body, wrong, again } = useLoaded<BreakGlassList>(URL, { every: LOOK_MS });
  const [asking, setAsking] = useState(false);

  function close() {
    setAsking(false);
    again();
  }

  return (
    <div class="page stack">
      <h1>{t("nav.support")}</h1>
      <p class="soft">{t("glass.help")}</p>
      <div>
        <Button kind="primary" onClick={() => setAsking(true)}>
          {t("glass.ask")}
        </Button>
      </div>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={6} />}
      {body?.requests.length === 0 && <Empty title={t("glass.none")} />}
      <h2 class="visually-hidden">{t("glass.list")}</h2>
      {body?.requests.map((request) => (
        <GlassRequest key={request.request_id} request={request}>
          {request.status === "asked" && <Decide request={request} onDone={again} />}
        </GlassRequest>
      ))}
      {asking && <AskDialog onClose={close} />}
    </div>
  );
}
