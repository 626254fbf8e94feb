// SPDX-License-Identifier: Apache-2.0
// The log-in page: personal name and password, and what to do without them.
import { useState } from "preact/hooks";
import { Button, Notice } from "../kit/kit";
import { Problem } from "../lib/api";
import { language, setLanguage, t } from "../lib/i18n";
import { refusalOf } from "../lib/refusal";
import { signIn } from "../lib/session";

function refusal(cause: unknown): string {
  if (!(cause instanceof Problem)) return t("error.unexpected");
  if (cause.status === 0) return t("error.unreachable");
  if (cause.status === 429) return t("login.tooOften");
  if (cause.status === 401) return t("login.wrong");
  return refusalOf(cause);
}

export function Login() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setWrong("");
    try {
      await signIn(String(form.get("login")), String(form.get("password")));
    } catch (cause) {
      setWrong(refusal(cause));
      setBusy(false);
    }
  }

  return (
    <main class="login">
      <form class="card login-card" onSubmit={submit}>
        <p class="brand-mark" aria-hidden="true">
          Beurt
        </p>
        <h1>{t("login.title")}</h1>
        {wrong && <Notice tone="error">{wrong}</Notice>}
        <label>
          {t("login.name")}
          <input name="login" autocomplete="username" autocapitalize="none" required autofocus />
        </label>
        <label>
          {t("login.password")}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? t("login.busy") : t("login.submit")}
        </Button>
        <p class="soft">{t("login.help")}</p>
        <button
          type="button"
          class="button quiet"
          onClick={() => setLanguage(language.value === "nl" ? "en" : "nl")}
        >
          {language.value === "nl" ? "English" : "Nederlands"}
        </button>
      </form>
    </main>
  );
}
