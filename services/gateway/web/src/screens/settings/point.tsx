// SPDX-License-Identifier: Apache-2.0
// One point of a checklist as the manager edits it. Its name never changes: measurements of
// last time are found by it.
import type { ChecklistPoint } from "../../gen/api";
import { decimalText, shownDecimal } from "../../inspection/decimal";
import { Button } from "../../kit/kit";
import { t, type Key } from "../../lib/i18n";

type TextField = "text" | "unit" | "ok" | "advice" | "necessary" | "source" | "meaning" | "waiting";
type Limit = "advice_below" | "necessary_below" | "advice_above" | "necessary_above";

const MOST: Record<TextField, number> = {
  text: 160,
  unit: 40,
  ok: 120,
  advice: 120,
  necessary: 120,
  source: 200,
  meaning: 400,
  waiting: 400,
};
const LIMITS: Limit[] = ["advice_below", "necessary_below", "advice_above", "necessary_above"];

interface Props {
  point: ChecklistPoint;
  onChange: (next: ChecklistPoint) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** Without the field when it is empty: absent is said by leaving it out. */
function withField(point: ChecklistPoint, field: string, value: unknown): ChecklistPoint {
  const next: Record<string, unknown> = { ...point, [field]: value };
  if (value === "" || (Array.isArray(value) && value.length === 0)) delete next[field];
  return next as ChecklistPoint;
}

const listOf = (typed: string, separator: RegExp) =>
  typed.split(separator).map((word) => word.trim()).filter(Boolean);

type Edited<Name> = Pick<Props, "point" | "onChange"> & { field: Name };

function Text({ point, field, onChange }: Edited<TextField>) {
  const long = field === "meaning" || field === "waiting";
  const common = {
    value: point[field] ?? "",
    maxLength: MOST[field],
    required: field === "text",
    onChange: (event: Event) =>
      onChange(withField(point, field, (event.currentTarget as HTMLInputElement).value.trim())),
  };
  return (
    <label>
      {t(`checklists.point.${field}` as Key)}
      {long ? <textarea rows={2} {...common} /> : <input {...common} />}
    </label>
  );
}

function LimitInput({ point, field, onChange }: Edited<Limit>) {
  function leave(input: HTMLInputElement) {
    const typed = input.value.trim();
    const limit = typed === "" ? "" : decimalText(typed);
    input.setCustomValidity(limit === null ? t("inspection.point.noNumber") : "");
    if (limit !== null) onChange(withField(point, field, limit));
    else input.reportValidity();
  }
  return (
    <label>
      {t(`checklists.point.${field}` as Key)}
      <input
        inputMode="decimal"
        maxLength={12}
        defaultValue={shownDecimal(point[field] ?? "")}
        onChange={(event) => leave(event.currentTarget)}
      />
    </label>
  );
}

export function PointFields({ point, onChange, onMove, onRemove }: Props) {
  return (
    <details class="point-fields">
      <summary>
        {point.text} {point.unit && <span class="soft">({point.unit})</span>}
      </summary>
      <div class="stack">
        <Text point={point} field="text" onChange={onChange} />
        <div class="fours">
          <Text point={point} field="unit" onChange={onChange} />
          <label>
            {t("checklists.point.positions")}
            <input
              value={(point.positions ?? []).join(" ")}
              maxLength={120}
              onChange={(event) => {
                const places = listOf(event.currentTarget.value, /\s+/).slice(0, 10);
                onChange(withField(point, "positions", places));
              }}
            />
          </label>
        </div>
        {point.unit && (
          <div class="fours">
            {LIMITS.map((field) => (
              <LimitInput key={field} point={point} field={field} onChange={onChange} />
            ))}
          </div>
        )}
        <div class="threes">
          {(["ok", "advice", "necessary"] as const).map((field) => (
            <Text key={field} point={point} field={field} onChange={onChange} />
          ))}
        </div>
        <Text point={point} field="meaning" onChange={onChange} />
        <Text point={point} field="waiting" onChange={onChange} />
        <label>
          {t("checklists.point.phrases")}
          <textarea
            rows={3}
            value={(point.phrases ?? []).join("\n")}
            onChange={(event) => {
              const phrases = listOf(event.currentTarget.value, /\n/).slice(0, 12);
              onChange(withField(point, "phrases", phrases));
            }}
          />
        </label>
        <Text point={point} field="source" onChange={onChange} />
        <div class="actions">
          <Button aria-label={`${t("checklists.up")}: ${point.text}`} onClick={() => onMove(-1)}>
            ↑
          </Button>
          <Button aria-label={`${t("checklists.down")}: ${point.text}`} onClick={() => onMove(1)}>
            ↓
          </Button>
          <Button kind="danger" onClick={onRemove}>
            {t("checklists.removePoint")}
          </Button>
        </div>
      </div>
    </details>
  );
}
