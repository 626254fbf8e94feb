// SPDX-License-Identifier: Apache-2.0
// The fields of a person on a passport: address, telephone, language, country, how somebody
// drives. Written by the form's names, read from the form's data.
import { language, t, type Key } from "../../lib/i18n";
import type { PartyRef } from "./types";

export const HABITS = ["calm", "average", "sporty", "towing"] as const;
/** Where Dutch garages' customers live; another country is kept when it is there already. */
const COUNTRIES = ["NL", "BE", "DE", "LU", "FR", "GB", "PL", "DK", "AT", "CH", "ES", "IT", "SE"];

function countryName(code: string): string {
  return new Intl.DisplayNames([language.value], { type: "region" }).of(code) ?? code;
}

interface TextProps {
  name: string;
  label: Key;
  value: string | undefined;
  most: number;
  type?: "text" | "email" | "tel";
  required?: boolean;
}

export function Text({ name, label, value, most, type = "text", required = false }: TextProps) {
  return (
    <label>
      {t(label)}
      <input
        name={name}
        type={type as "text"}
        required={required}
        defaultValue={value ?? ""}
        maxLength={most}
      />
    </label>
  );
}

type Address = Pick<PartyRef, "street" | "postcode" | "city" | "country">;

export function AddressFields({ party }: { party: Address }) {
  const country = party.country ?? "NL";
  const codes = COUNTRIES.includes(country) ? COUNTRIES : [...COUNTRIES, country];
  return (
    <>
      <Text name="street" label="passports.street" value={party.street} most={120} />
      <div class="pair">
        <Text name="postcode" label="passports.postcode" value={party.postcode} most={16} />
        <Text name="city" label="passports.city" value={party.city} most={80} />
      </div>
      <label>
        {t("passports.country")}
        <select name="country" defaultValue={country}>
          {codes.map((code) => (
            <option key={code} value={code} selected={code === country}>
              {countryName(code)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

export function LanguageField({ value }: { value: string | undefined }) {
  return (
    <label>
      {t("passports.language")}
      <select name="language" defaultValue={value ?? "nl"}>
        <option value="nl" selected={value !== "en"}>
          Nederlands
        </option>
        <option value="en" selected={value === "en"}>
          English
        </option>
      </select>
    </label>
  );
}

export function HabitField({ value, note }: { value: string | undefined; note?: Key }) {
  return (
    <label>
      {t("passports.habit")}
      <select
        name="driving_habit"
        defaultValue={value ?? ""}
        aria-describedby={note && "habit-note"}
      >
        <option value="">{t("passports.habit.unknown")}</option>
        {HABITS.map((habit) => (
          <option key={habit} value={habit} selected={habit === value}>
            {t(`passports.habit.${habit}`)}
          </option>
        ))}
      </select>
      {note && <small id="habit-note">{t(note)}</small>}
    </label>
  );
}

/** What was filled in, by name; nothing for what was left open. */
export function filled(form: FormData, names: string[]): Record<string, string> {
  const pairs = names.map((name) => [name, String(form.get(name) ?? "").trim()] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value));
}
