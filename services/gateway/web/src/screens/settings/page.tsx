// SPDX-License-Identifier: Apache-2.0
// What every page of settings has around its form: the way back, a title, what is loaded, and
// the button that saves for who may change them.
import type { ComponentChildren, FunctionComponent } from "preact";
import type { Settings, SettingsChange } from "../../gen/api";
import { Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { t, type Key } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { me } from "../../lib/session";

interface SettingsPageProps {
  title: Key;
  help: Key;
  Editor: FunctionComponent<{ values: Settings; onSaved: (values: Settings) => void }>;
  /** what stands below the form once it is there */
  children?: ComponentChildren;
}

export function SettingsPage({ title, help, Editor, children }: SettingsPageProps) {
  const { body, wrong, put } = useLoaded<Settings>("/v1/settings");
  return (
    <div class="stack page">
      <p>
        <Link href="/beheer">‹ {t("nav.settings")}</Link>
      </p>
      <h1>{t(title)}</h1>
      <p class="soft">{t(help)}</p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body && <Editor key={body.version} values={body} onSaved={put} />}
      {body && children}
    </div>
  );
}

/** Who may change what the whole garage lives by. */
export const mayChangeSettings = () => me.value?.role !== "adviser";

interface SettingsFormProps {
  title: Key;
  saved: Key;
  values: Settings;
  onSaved: (values: Settings) => void;
  /** what is to be saved; null when the form says itself why not */
  changeOf: (form: FormData) => SettingsChange | null;
  children: ComponentChildren;
}

/** Fields of settings, saved over the version that was read; only read by an adviser. */
export function SettingsForm({ title, saved, values, onSaved, changeOf, children }: SettingsFormProps) {
  const save = useCommand();
  const mayChange = mayChangeSettings();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const body = changeOf(new FormData(event.currentTarget as HTMLFormElement));
    const { version } = values;
    const now = body && (await save.run<Settings>("/v1/settings", { method: "PUT", body, version }));
    if (!now) return;
    say(t(saved));
    onSaved(now);
  }

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {!mayChange && <Notice tone="info">{t("settings.readOnly")}</Notice>}
      {save.wrong && (
        <Notice tone="error">
          {save.wrong.status === 412 ? t("error.colleague") : refusalOf(save.wrong)}
        </Notice>
      )}
      <fieldset class="bare stack" disabled={!mayChange}>
        <legend class="visually-hidden">{t(title)}</legend>
        {children}
      </fieldset>
      {mayChange && (
        <div class="actions">
          <Button kind="primary" type="submit" disabled={save.busy}>
            {t("settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}
