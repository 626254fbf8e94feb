// SPDX-License-Identifier: Apache-2.0
// The garage's logo: made small here, kept under the name of its content, then named in the
// settings. Reports, letters and the customer's page show it.
import { useState } from "preact/hooks";
import { Notice } from "../../kit/kit";
import { ask, Problem } from "../../lib/api";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { drawnFile, encoded, nameOf, type Size } from "../../lib/picture";

const LOGO: Size = { width: 600, height: 200 };
const BYTES_MOST = 256 * 1024;

async function smallPicture(file: File): Promise<Blob> {
  const bytes = await encoded(await drawnFile(file, LOGO), "image/png");
  if (!bytes || bytes.size > BYTES_MOST) throw new Error(t("settings.logo.large"));
  return bytes;
}

async function keep(bytes: Blob): Promise<string> {
  const name = await nameOf(bytes);
  await ask(`/v1/photos/${name}?from=0&of=${bytes.size}`, { method: "PUT", bytes });
  return name;
}

interface Props {
  logo: string | undefined;
  disabled: boolean;
}

/** An input of the settings' form: its value is the picture's name. */
export function Logo({ logo, disabled }: Props) {
  const [name, setName] = useState(logo ?? "");
  const [wrong, setWrong] = useState("");

  async function choose(file: File | undefined) {
    if (!file) return;
    try {
      setName(await keep(await smallPicture(file)));
      setWrong("");
    } catch (cause) {
      setWrong(cause instanceof Problem ? refusalOf(cause) : t("settings.logo.unreadable"));
    }
  }

  return (
    <div class="stack">
      <label>
        {t("settings.logo")}
        <input
          type="file"
          accept="image/png,image/jpeg"
          disabled={disabled}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      <input type="hidden" name="logo" value={name} />
      {name && <img class="logo" src={`/v1/photos/${name}`} alt={t("settings.logo.shown")} />}
      {wrong && <Notice tone="error">{wrong}</Notice>}
    </div>
  );
}

const PARTS = ["inspection", "itk", "fleet"];

/** A garage of which nothing is said uses every part. */
export function partsOf(entitlements: string[] | undefined): string[] {
  return entitlements ?? PARTS;
}

/** Which parts of the product the garage uses: the helpdesk's to say. */
export function Entitlements({ has, mayChange }: { has: string[]; mayChange: boolean }) {
  return (
    <fieldset disabled={!mayChange}>
      <legend>{t("settings.entitlements")}</legend>
      {PARTS.map((word) => (
        <label key={word} class="inline">
          <input
            type="checkbox"
            name="entitlements"
            value={word}
            defaultChecked={has.includes(word)}
          />
          {t.optional(`settings.entitlements.${word}`)}
        </label>
      ))}
      {!mayChange && <small>{t("settings.entitlementsHelp")}</small>}
    </fieldset>
  );
}
