// SPDX-License-Identifier: Apache-2.0
// Step three: when it leaves, how fast, who is in it, and how many are left out to measure.
import { t } from "../../lib/i18n";
import type { StepProps } from "./what";

const MODES = ["dynamic", "frozen"] as const;

interface NumberProps extends StepProps {
  name: "per_hour" | "from_hour" | "until_hour" | "valid_days";
  least: number;
  most: number;
  preset?: number;
}

function Figure({ plan, onChange, name, least, most, preset }: NumberProps) {
  return (
    <label>
      {t(`campaigns.${name}`)}
      <input
        type="number"
        min={least}
        max={most}
        value={plan[name] ?? preset ?? ""}
        onInput={({ currentTarget: { value } }) => {
          const { [name]: _, ...rest } = plan;
          onChange(value === "" ? rest : { ...rest, [name]: Number(value) });
        }}
      />
    </label>
  );
}

/** What the control shows and gives: a moment on this machine's own clock. */
function localOf(instant: string | undefined): string {
  if (!instant) return "";
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

export function When({ plan, onChange }: StepProps) {
  const percent = (plan.holdout_per_mille ?? 100) / 10;
  return (
    <div class="stack">
      <fieldset class="card">
        <legend>{t("campaigns.mode")}</legend>
        {MODES.map((mode) => (
          <label key={mode} class="choice">
            <input
              type="radio"
              name="mode"
              checked={plan.mode === mode}
              onChange={() => onChange({ ...plan, mode })}
            />
            <span>
              <strong>{t(`campaigns.mode.${mode}`)}</strong>
              <br />
              <span class="soft">{t(`campaigns.modeHelp.${mode}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset class="card settings-grid">
        <legend>{t("campaigns.sending")}</legend>
        <label>
          {t("campaigns.starts_at")}
          <input
            type="datetime-local"
            value={localOf(plan.starts_at)}
            onInput={({ currentTarget: { value } }) => {
              const { starts_at: _, ...rest } = plan;
              onChange(value ? { ...rest, starts_at: new Date(value).toISOString() } : rest);
            }}
          />
          <small>{t("campaigns.startsHelp")}</small>
        </label>
        <Figure plan={plan} onChange={onChange} name="from_hour" least={0} most={23} preset={9} />
        <Figure plan={plan} onChange={onChange} name="until_hour" least={1} most={24} preset={20} />
        <Figure plan={plan} onChange={onChange} name="per_hour" least={1} most={1000000} />
        <Figure plan={plan} onChange={onChange} name="valid_days" least={1} most={60} preset={14} />
      </fieldset>
      {plan.kind !== "recall" && (
        <fieldset class="card">
          <legend>{t("campaigns.measure")}</legend>
          <label>
            {t("campaigns.holdout")}
            <input
              type="number"
              min={0}
              max={50}
              value={percent}
              onInput={({ currentTarget }) =>
                currentTarget.validity.valid &&
                onChange({ ...plan, holdout_per_mille: Math.round(Number(currentTarget.value) * 10) })
              }
            />
            <small>{t("campaigns.holdoutHelp")}</small>
          </label>
        </fieldset>
      )}
    </div>
  );
}
