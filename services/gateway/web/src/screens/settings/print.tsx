// SPDX-License-Identifier: Apache-2.0
// What a letter and a card cost, and what is said on the telephone.
import type { Settings } from "../../gen/api";
import { language, t } from "../../lib/i18n";

/** Numbers among the settings, and what they may be. */
export const PRICES: Record<"letter_cents" | "card_cents", [number, number]> = {
  letter_cents: [0, 10000],
  card_cents: [0, 10000],
};

/** What the script fills in; services/notification/domain/script.h has the table. */
const PLACES = {
  nl: "{klant}, {auto}, {kenteken}, {garage}, {apk}, {beurt}, {vorig_bezoek}, {bedrag}",
  en: "{customer}, {car}, {plate}, {garage}, {apk}, {service}, {last_visit}, {amount}",
};

export function Outreach({ values, disabled }: { values: Settings; disabled: boolean }) {
  return (
    <fieldset class="card" disabled={disabled}>
      <legend>{t("settings.outreach")}</legend>
      <div class="pair">
        <label>
          {t("settings.letter_cents")}
          <input
            name="letter_cents"
            type="number"
            min={PRICES.letter_cents[0]}
            max={PRICES.letter_cents[1]}
            defaultValue={values.letter_cents}
          />
        </label>
        <label>
          {t("settings.card_cents")}
          <input
            name="card_cents"
            type="number"
            min={PRICES.card_cents[0]}
            max={PRICES.card_cents[1]}
            defaultValue={values.card_cents}
          />
        </label>
      </div>
      <label>
        {t("settings.phone_script")}
        <textarea name="phone_script" rows={6} maxLength={2000} aria-describedby="script-help">
          {values.phone_script ?? ""}
        </textarea>
      </label>
      <small id="script-help">{t("settings.phone_script.help", { places: PLACES[language.value] })}</small>
    </fieldset>
  );
}
