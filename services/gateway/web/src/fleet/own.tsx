// SPDX-License-Identifier: Apache-2.0
// The manager's own name and telephone, e-mail address (which counts once its owner pressed the
// link) and password, which is optional: a link by mail always works.
import type { ComponentChildren } from "preact";
import { Button, Notice, say } from "../kit/kit";
import { t, type Key } from "../lib/i18n";
import { useSending, type Send } from "./send";
import { party } from "./store";
import type { Party } from "./types";

const PASSWORD_LEAST = 10;
const PASSWORD_MOST = 200;

/** Gives what was done, in words. */
type Save = (send: Send, value: (name: string) => string) => Promise<string>;

interface OwnFormProps {
  title: Key;
  act: Key;
  onSave: Save;
  children: ComponentChildren;
}

function OwnForm({ title, act, onSave, children }: OwnFormProps) {
  const { wrong, run } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = new FormData(form);
    const value = (name: string) => String(values.get(name) ?? "");
    if (!(await run(async (send) => say(await onSave(send, value))))) return;
    const secrets = form.querySelectorAll<HTMLInputElement>("input[type=password]");
    for (const input of secrets) input.value = "";
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} aria-label={t(title)}>
      <h3>{t(title)}</h3>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {children}
      <div class="actions">
        <Button type="submit">{t(act)}</Button>
      </div>
    </form>
  );
}

function Name({ own }: { own: Party }) {
  const save: Save = async (send, value) => {
    const body = { name: value("name").trim(), phone: value("phone").trim() };
    party.value = await send<Party>("PUT", "/v1/party", body);
    return t("fleet.saved");
  };
  return (
    <OwnForm title="fleet.own.data" act="fleet.save" onSave={save}>
      <label>
        {t("fleet.name")}
        <input
          name="name"
          required
          maxLength={160}
          pattern=".*\S.*"
          defaultValue={own.name}
          autocomplete="name"
        />
      </label>
      <label>
        {t("fleet.phone")}
        <input
          name="phone"
          type="tel"
          maxLength={40}
          defaultValue={own.phone ?? ""}
          autocomplete="tel"
        />
      </label>
    </OwnForm>
  );
}

function Email({ own }: { own: Party }) {
  const save: Save = async (send, value) => {
    const email = value("email").trim();
    party.value = await send<Party>("PUT", "/v1/party/email", { email });
    return t("fleet.own.mailed", { email });
  };
  return (
    <OwnForm title="fleet.email" act="fleet.own.changeEmail" onSave={save}>
      <p>{own.email}</p>
      {own.pending_email && (
        <Notice tone="info">{t("fleet.own.pending", { email: own.pending_email })}</Notice>
      )}
      <label>
        {t("fleet.own.newEmail")}
        <input name="email" type="email" required maxLength={320} autocomplete="email" />
      </label>
    </OwnForm>
  );
}

function Password({ own }: { own: Party }) {
  const save: Save = async (send, value) => {
    const password = value("password");
    const body = { password, ...(own.has_password ? { current: value("current") } : {}) };
    await send("PUT", "/v1/party/password", body);
    party.value = { ...own, has_password: true };
    return t("fleet.own.passwordSet");
  };
  return (
    <OwnForm title="login.password" act="fleet.own.setPassword" onSave={save}>
      <p class="soft">{t(own.has_password ? "fleet.own.hasPassword" : "fleet.own.noPassword")}</p>
      <input type="hidden" autocomplete="username" value={own.email} />
      {own.has_password && (
        <label>
          {t("fleet.own.current")}
          <input
            name="current"
            type="password"
            required
            maxLength={PASSWORD_MOST}
            autocomplete="current-password"
          />
        </label>
      )}
      <label>
        {t("fleet.own.newPassword", { n: PASSWORD_LEAST })}
        <input
          name="password"
          type="password"
          required
          minLength={PASSWORD_LEAST}
          maxLength={PASSWORD_MOST}
          autocomplete="new-password"
        />
      </label>
    </OwnForm>
  );
}

export function Own() {
  const own = party.value;
  if (!own) return null;
  return (
    <section class="card stack" aria-label={t("fleet.own")}>
      <h2>{t("fleet.own")}</h2>
      <Name own={own} />
      <Email own={own} />
      <Password own={own} />
    </section>
  );
}
