// SPDX-License-Identifier: Apache-2.0
// Who and what the form is about: inspector and date, the car and its reading, the customer.
import { Button } from "../../kit/kit";
import { number, t } from "../../lib/i18n";
import { isHollow } from "../fields";
import { Conflict, TextField, useTyped } from "../parts";
import type { OpenForm } from "../store";

const CUSTOMER = [
  ["company", 160],
  ["name", 160],
  ["number", 40],
  ["street", 120],
  ["house_number", 20],
  ["addition", 20],
  ["postcode", 16],
  ["city", 80],
  ["email", 320],
  ["phone", 40],
  ["mobile", 40],
] as const;
const VEHICLE = [
  ["plate", 20],
  ["make", 60],
  ["model", 80],
  ["vin", 20],
] as const;

const ODOMETER = "vehicle/odometer_km";

/** Digits only; dots and spaces between thousands are fine. */
function kilometres(typed: string): string | null {
  const digits = typed.replace(/[.\s]|km/gi, "");
  return /^\d{0,7}$/.test(digits) ? digits : null;
}

function Odometer({ form }: { form: OpenForm }) {
  const view = form.at(ODOMETER).value;
  const input = useTyped(view.value, (value) => void form.write({ [ODOMETER]: value }), kilometres);
  return (
    <div class="field">
      <label>
        {t("inspection.odometer")}
        <input {...input.props} inputMode="numeric" maxLength={12} data-path={ODOMETER} />
      </label>
      {isHollow(view) && (
        <Button onClick={() => void form.write({ [ODOMETER]: view.value })}>
          {t("inspection.odometer.confirm")}
        </Button>
      )}
      {input.isWrong && (
        <small class="wrong" role="alert">
          {t("inspection.point.noNumber")}
        </small>
      )}
      <Conflict form={form} path={ODOMETER} show={(value) => `${number(Number(value))} km`} />
    </div>
  );
}

function Language({ form }: { form: OpenForm }) {
  const path = "customer/language";
  return (
    <label>
      {t("inspection.customer.language")}
      <select
        value={form.value(path) || "nl"}
        onChange={(event) => void form.write({ [path]: event.currentTarget.value })}
      >
        <option value="nl">Nederlands</option>
        <option value="en">English</option>
      </select>
    </label>
  );
}

export function HeadSection({ form }: { form: OpenForm }) {
  return (
    <section class="form-section" id="s-head" aria-labelledby="h-head">
      <h2 id="h-head">{t("inspection.head")}</h2>
      <div class="field-grid">
        <TextField form={form} path="head/inspector" label={t("inspection.inspector")} most={80} />
        <TextField form={form} path="head/inspection_date" label={t("inspection.date")} type="date" />
        <Odometer form={form} />
        <TextField form={form} path="head/mobility_date" label={t("inspection.mobility")} type="date" />
      </div>
      <details>
        <summary>{t("inspection.vehicle")}</summary>
        <div class="field-grid">
          {VEHICLE.map(([name, most]) => (
            <TextField
              key={name}
              form={form}
              path={`vehicle/${name}`}
              label={t(`inspection.vehicle.${name}`)}
              most={most}
            />
          ))}
          <TextField
            form={form}
            path="vehicle/first_admission"
            label={t("inspection.vehicle.first_admission")}
            type="date"
          />
        </div>
      </details>
      <details open={form.form.value.prefill === "blank"}>
        <summary>
          {t("inspection.customer")}{" "}
          <span class="soft">{t(`inspection.source.${form.form.value.entry}`)}</span>
        </summary>
        <div class="field-grid">
          {CUSTOMER.map(([name, most]) => (
            <TextField
              key={name}
              form={form}
              path={`customer/${name}`}
              label={t(`inspection.customer.${name}`)}
              type={name === "email" ? "email" : name === "phone" || name === "mobile" ? "tel" : "text"}
              most={most}
            />
          ))}
          <Language form={form} />
        </div>
      </details>
      <TextField
        form={form}
        path="head/remarks"
        label={t("inspection.remarks")}
        rows={2}
        most={2000}
      />
    </section>
  );
}
