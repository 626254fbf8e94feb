// SPDX-License-Identifier: Apache-2.0
// What a customer agreed to, written down at the desk with what shows it, and its history;
// everything that is known as a file; and forgetting the customer, by a manager.
import { useState } from "preact/hooks";
import type { Consents, CustomerProfile, ErasureAsked } from "../../gen/api";
import { Button, Dialog, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { dateOf } from "../../lib/days";
import { day, t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { go } from "../../lib/router";
import { me } from "../../lib/session";

const PURPOSES = ["reminder", "promotion", "newsletter", "survey"] as const;
const CHANNELS = ["email", "sms", "push", "phone", "letter"] as const;

function entryOf(now: Consents, purpose: string, channel: string) {
  return now.entries.find((entry) => entry.purpose === purpose && entry.channel === channel);
}

function choicesOf(form: FormData) {
  return PURPOSES.flatMap((purpose) =>
    CHANNELS.flatMap((channel) => {
      const granted = form.has(`${purpose}_${channel}`);
      const letter = { purpose, channel, granted };
      return channel === "letter" ? [letter, { ...letter, channel: "card" }] : [letter];
    }),
  );
}

function Matrix({ now }: { now: Consents }) {
  return (
    <div class="wide" tabIndex={0} role="group" aria-label={t("profile.consent")}>
      <table class="consents">
        <thead>
          <tr>
            <td />
            {CHANNELS.map((channel) => (
              <th key={channel} scope="col">
                {t(`profile.channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PURPOSES.map((purpose) => (
            <tr key={purpose}>
              <th scope="row">{t(`profile.purpose.${purpose}`)}</th>
              {CHANNELS.map((channel) => {
                const entry = entryOf(now, purpose, channel);
                const basis = entry?.basis ? t.optional(`privacy.basis.${entry.basis}`) : "";
                return (
                  <td key={channel}>
                    <input
                      type="checkbox"
                      name={`${purpose}_${channel}`}
                      defaultChecked={entry?.allowed}
                      title={basis}
                      aria-label={`${t(`profile.purpose.${purpose}`)}, ${t(`profile.channel.${channel}`)} ${basis}`}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function History({ now }: { now: Consents }) {
  if (now.history.length === 0) return <p class="soft">{t("privacy.noHistory")}</p>;
  return (
    <details>
      <summary>{t("privacy.history", { n: now.history.length })}</summary>
      <ul class="versions">
        {now.history.map((one) => (
          <li key={one.at + one.purpose + one.channel}>
            <span>
              {t(`privacy.action.${one.action}`)}:{" "}
              {t.known(`profile.purpose.${one.purpose}`) ?? t("privacy.all")} ·{" "}
              {t.known(`profile.channel.${one.channel}`) ?? t("privacy.all")}
              {one.evidence && ` — ${one.evidence}`}
            </span>
            <span class="soft">
              {day(dateOf(one.at), "full")} · {t.known(`privacy.source.${one.source}`) ?? one.source}
              {" · "}
              {one.actor}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Agreed({ customer }: { customer: CustomerProfile }) {
  const url = `/v1/customers/${customer.id}/consents`;
  const { body, wrong, again } = useLoaded<Consents>(url);
  const command = useCommand();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const evidence = String(form.get("evidence") ?? "").trim();
    const sent = { choices: choicesOf(form), ...(evidence ? { evidence } : {}) };
    if (await command.run(url, { method: "PUT", body: sent })) {
      say(t("privacy.saved"));
      again();
    }
  };
  return (
    <section class="card stack" aria-label={t("profile.consent")}>
      <h2>{t("profile.consent")}</h2>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={4} />}
      {body && (
        <form class="stack" onSubmit={save} key={JSON.stringify(body.entries)}>
          <Matrix now={body} />
          <label>
            {t("privacy.evidence")}
            <input name="evidence" maxLength={400} />
          </label>
          {command.wrong && <Notice tone="error">{refusalOf(command.wrong)}</Notice>}
          <p>
            <Button kind="primary" type="submit" disabled={command.busy}>
              {t("privacy.save")}
            </Button>
          </p>
          <History now={body} />
        </form>
      )}
    </section>
  );
}

function Sure({ customer, onClose }: { customer: CustomerProfile; onClose: () => void }) {
  const command = useCommand();
  const url = `/v1/customers/${customer.id}/erasure`;
  const erase = async () => {
    if (await command.run<ErasureAsked>(url, { method: "POST" })) {
      say(t("privacy.erased"));
      go("/klanten");
    }
  };
  return (
    <Dialog title={t("privacy.sure", { name: customer.name })} onClose={onClose}>
      <p>{t("privacy.sureText")}</p>
      {command.wrong && <Notice tone="error">{refusalOf(command.wrong)}</Notice>}
      <p class="buttons">
        <Button kind="danger" disabled={command.busy} onClick={erase}>
          {t("privacy.erase")}
        </Button>
      </p>
    </Dialog>
  );
}

export function Privacy({ customer }: { customer: CustomerProfile }) {
  const [sure, setSure] = useState(false);
  if (me.value?.role !== "manager" && me.value?.role !== "helpdesk") return null;
  return (
    <section class="card stack" aria-label={t("privacy.title")}>
      <h2>{t("privacy.title")}</h2>
      <p>
        <a href={`/v1/customers/${customer.id}/export`} download>
          {t("privacy.export")}
        </a>
      </p>
      <p>
        <Button kind="quiet" onClick={() => setSure(true)}>
          {t("privacy.erase")}
        </Button>
      </p>
      {sure && <Sure customer={customer} onClose={() => setSure(false)} />}
    </section>
  );
}
