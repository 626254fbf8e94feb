// SPDX-License-Identifier: Apache-2.0
// One point of the checklist: a tap for what was found, what was measured, a note, photos,
// and the advices that come of it.
import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";
import { Button } from "../../kit/kit";
import { memo } from "../../kit/memo";
import { t } from "../../lib/i18n";
import { decimalText, shownDecimal } from "../decimal";
import { isHollow, pointPath, positionsOf, statusOf } from "../fields";
import { suggest } from "../judge";
import { Conflict, TextField, useTyped } from "../parts";
import type { OpenForm } from "../store";
import type { Point, PointStatus } from "../types";
import { addAdvice, AdviceLine } from "./advice";
import { PhotoButton, Photos } from "./photo";

export const CHOICES: { status: PointStatus; icon: string; letter: string }[] = [
  { status: "ok", icon: "✓", letter: "o" },
  { status: "advice", icon: "!", letter: "l" },
  { status: "necessary", icon: "✕", letter: "d" },
  { status: "not_applicable", icon: "–", letter: "n" },
];

const wordOf = (status: string) => t(`inspection.point.${(status || "not_checked") as PointStatus}`);

/** Left and right look among the four, without choosing. */
function walk(event: KeyboardEvent) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}

/** The four answers. A second tap on the chosen one takes it back, except when it was
 * filled in beforehand: then it confirms. */
const Choices = memo(({ form, point }: { form: OpenForm; point: Point }) => {
  const path = pointPath(point.point_id, "status");
  const view = form.at(path).value;
  const chosen = statusOf(view);
  const hollow = isHollow(view);
  const reached = CHOICES.some((choice) => choice.status === chosen) ? chosen : "ok";
  return (
    <div class="verdicts" role="group" aria-label={point.text} onKeyDown={walk}>
      {CHOICES.map(({ status, icon }) => {
        const isChosen = status === chosen;
        const next = isChosen && !hollow ? "not_checked" : status;
        return (
          <button
            key={status}
            type="button"
            class={`choice-${status}${isChosen && hollow ? " hollow" : ""}`}
            aria-pressed={isChosen}
            data-status={status}
            tabIndex={status === reached ? 0 : -1}
            onClick={() => void form.write({ [path]: next })}
          >
            <span aria-hidden="true">{isChosen && hollow ? "○" : icon}</span> {wordOf(status)}
            {isChosen && hollow && <small>{t("inspection.point.hollow")}</small>}
          </button>
        );
      })}
    </div>
  );
});

/** Below zero: the number pads of tablets have no minus. */
const mayFreeze = (point: Point) => point.unit?.includes("°C");

function Measure({ form, point, position }: { form: OpenForm; point: Point; position: string }) {
  const path = pointPath(point.point_id, `measure/${position}`);
  const kept = form.value(path);
  const parse = (typed: string) => (typed.trim() === "" ? "" : decimalText(typed));
  const input = useTyped(shownDecimal(kept), (value) => void form.write({ [path]: value }), parse);
  const before = useComputed(
    () =>
      form.form.value.previous?.find(
        (entry) => entry.point_id === point.point_id && entry.position === position,
      )?.value,
  ).value;
  return (
    <div class="measure">
      <label>
        <span>
          {position !== "-" && <b>{position}</b>} {point.unit}
        </span>
        <input
          {...input.props}
          inputMode={mayFreeze(point) ? "text" : "decimal"}
          maxLength={12}
          data-path={path}
          aria-label={`${point.text} ${position === "-" ? "" : position} (${point.unit})`}
        />
      </label>
      {before && (
        <small class="soft">
          {t("inspection.point.previous", { value: shownDecimal(before) })}
        </small>
      )}
      {input.isWrong && (
        <small class="wrong" role="alert">
          {t("inspection.point.noNumber")}
        </small>
      )}
      <Conflict form={form} path={path} show={shownDecimal} />
    </div>
  );
}

/** What the measurements say, when the inspector did not say it. */
function Suggestion({ form, point }: { form: OpenForm; point: Point }) {
  const path = pointPath(point.point_id, "status");
  const suggested = useComputed(() => {
    const measures = positionsOf(point).map((position) =>
      form.value(pointPath(point.point_id, `measure/${position}`)),
    );
    return suggest(point, measures);
  }).value;
  const chosen = statusOf(form.at(path).value);
  if (!suggested || suggested === chosen) return null;
  return (
    <Button class={`suggest ${suggested}`} onClick={() => void form.write({ [path]: suggested })}>
      {t("inspection.point.suggest", { status: wordOf(suggested) })}
    </Button>
  );
}

function Phrases({ form, point }: { form: OpenForm; point: Point }) {
  const path = pointPath(point.point_id, "note");
  const phrases = point.phrases ?? [];
  if (phrases.length === 0) return null;
  const add = (phrase: string) => {
    const before = form.at(path).peek().value;
    void form.write({ [path]: before ? `${before} ${phrase}` : phrase });
  };
  return (
    <div class="phrases" role="group" aria-label={t("inspection.point.phrases")}>
      {phrases.map((phrase) => (
        <Button key={phrase} onClick={() => add(phrase)}>
          {phrase}
        </Button>
      ))}
    </div>
  );
}

/** What the checklist says of good and bad, and on what it rests. */
function Criteria({ point }: { point: Point }) {
  const limits = [
    [wordOf("ok"), point.ok],
    [wordOf("advice"), point.advice],
    [wordOf("necessary"), point.necessary],
  ].filter(([, text]) => text);
  if (limits.length === 0) return null;
  return (
    <p class="soft criteria">
      {limits.map(([word, text]) => `${word}: ${text}`).join(" · ")}
      {point.source && ` (${point.source})`}
    </p>
  );
}

function Notes({ form, point }: { form: OpenForm; point: Point }) {
  const at = (rest: string) => pointPath(point.point_id, rest);
  return (
    <div class="notes">
      <Criteria point={point} />
      <Phrases form={form} point={point} />
      <div class="pair">
        <TextField form={form} path={at("note")} label={t("inspection.point.note")} rows={2} most={1000} />
        <TextField
          form={form}
          path={at("private")}
          label={t("inspection.point.private")}
          rows={2}
          most={1000}
        />
      </div>
    </div>
  );
}

function PointAdvices({ form, point }: { form: OpenForm; point: Point }) {
  const lines = form.lines.value.filter((line) => line.point === point.point_id);
  if (lines.length === 0) return null;
  return (
    <div class="stack">
      {lines.map((line) => (
        <AdviceLine key={line.id} form={form} line={line} />
      ))}
    </div>
  );
}

export const PointRow = memo(({ form, point }: { form: OpenForm; point: Point }) => {
  const [isOpen, setOpen] = useState(false);
  const path = pointPath(point.point_id, "status");
  const at = (rest: string) => pointPath(point.point_id, rest);
  const hasNote = useComputed(() => form.value(at("note")) !== "" || form.value(at("private")) !== "");
  return (
    <li class="point" data-point={point.point_id}>
      <div class="point-name">
        <span>{point.text}</span>
        {!point.unit && point.positions && (
          <small class="soft"> {point.positions.join(" · ")}</small>
        )}
      </div>
      <Choices form={form} point={point} />
      <div class="point-tools">
        <Button
          aria-expanded={isOpen}
          aria-label={`${t("inspection.point.notes")} ${point.text}`}
          title={t("inspection.point.notes")}
          onClick={() => setOpen(!isOpen)}
        >
          <span aria-hidden="true">✎</span>
          {hasNote.value && <span class="dot" title={t("inspection.point.hasNote")} />}
        </Button>
        <PhotoButton form={form} point={point} />
        <Button
          aria-label={`${t("inspection.advice.add")} ${point.text}`}
          onClick={() => addAdvice(form, point)}
        >
          + {t("inspection.advice.add")}
        </Button>
      </div>
      <Conflict form={form} path={path} show={wordOf} />
      {positionsOf(point).length > 0 && (
        <div class="measures">
          {positionsOf(point).map((position) => (
            <Measure key={position} form={form} point={point} position={position} />
          ))}
          <Suggestion form={form} point={point} />
        </div>
      )}
      <Photos form={form} point={point} />
      {isOpen && <Notes form={form} point={point} />}
      <PointAdvices form={form} point={point} />
    </li>
  );
});
