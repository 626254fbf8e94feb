// SPDX-License-Identifier: Apache-2.0
// Advices: what to do, what it costs including VAT, how soon, and what waiting means. In
// detail and as a total, as the customer gets them.
import { useState } from "preact/hooks";
import { Badge, Button, Dialog, say } from "../../kit/kit";
import { money, t } from "../../lib/i18n";
import { centsOf, decimalText, shownDecimal, typedCents } from "../decimal";
import { pointPath, statusOf } from "../fields";
import { Conflict, TextField, useTyped } from "../parts";
import type { OpenForm } from "../store";
import type { Line } from "../totals";
import type { Answer, Carried, Point, PriceKind, Urgency } from "../types";

const KINDS: PriceKind[] = ["fixed", "from", "follows"];
const URGENCIES: Urgency[] = ["now", "within_3_months", "next_visit"];
const VAT_PERCENT = "21";

function writeAdvice(form: OpenForm, fields: Record<string, string>): void {
  const id = crypto.randomUUID();
  const whole = { quantity: "1", price_kind: "follows", vat_percent: VAT_PERCENT, ...fields };
  void form.write(
    Object.fromEntries(Object.entries(whole).map(([name, value]) => [`advice/${id}/${name}`, value])),
  );
}

/** A line for a point starts with the point's words and how bad it was found. */
export function addAdvice(form: OpenForm, point?: Point): void {
  const status = point ? statusOf(form.at(pointPath(point.point_id, "status")).peek()) : "advice";
  const isBad = status === "necessary";
  writeAdvice(form, {
    text: point?.text ?? t("inspection.advice.newText"),
    severity: isBad ? "necessary" : "advice",
    urgency: isBad ? "now" : "within_3_months",
    ...(point ? { point: point.point_id } : {}),
    ...(point?.waiting ? { waiting: point.waiting } : {}),
  });
}

/** Last time's finding becomes this time's advice; its price is asked anew. */
export function carryOver(form: OpenForm, found: Carried): void {
  const isBad = found.severity === "necessary";
  writeAdvice(form, {
    text: found.text,
    severity: isBad ? "necessary" : "advice",
    urgency: isBad ? "now" : "within_3_months",
    ...(found.point_id ? { point: found.point_id } : {}),
  });
}

function Price({ form, line }: { form: OpenForm; line: Line }) {
  const path = (name: string) => `advice/${line.id}/${name}`;
  const parse = (typed: string) => {
    if (typed.trim() === "") return "";
    const cents = centsOf(typed);
    return cents === null ? null : String(cents);
  };
  const keep = (cents: string) => {
    const opens = line.kind === "follows" && cents !== "" ? { [path("price_kind")]: "fixed" } : {};
    void form.write({ [path("unit_price_cents")]: cents, ...opens });
  };
  const kept = form.value(path("unit_price_cents"));
  const input = useTyped(kept === "" ? "" : typedCents(Number(kept)), keep, parse);
  return (
    <div class="field">
      <label>
        {t("inspection.advice.price")}
        <span class="euro">
          <span aria-hidden="true">€</span>
          <input {...input.props} inputMode="decimal" maxLength={14} data-path={path("unit_price_cents")} />
        </span>
      </label>
      {input.isWrong && (
        <small class="wrong" role="alert">
          {t("inspection.advice.noPrice")}
        </small>
      )}
      <Conflict form={form} path={path("unit_price_cents")} show={(v) => money(Number(v || 0))} />
    </div>
  );
}

function Quantity({ form, line }: { form: OpenForm; line: Line }) {
  const path = `advice/${line.id}/quantity`;
  const parse = (typed: string) => {
    const text = decimalText(typed);
    return text === null || Number(text) <= 0 ? null : text;
  };
  const input = useTyped(shownDecimal(line.quantity), (v) => void form.write({ [path]: v }), parse);
  return (
    <div class="field narrow">
      <label>
        {t("inspection.advice.quantity")}
        <input {...input.props} inputMode="decimal" maxLength={12} data-path={path} />
      </label>
      {input.isWrong && (
        <small class="wrong" role="alert">
          {t("inspection.point.noNumber")}
        </small>
      )}
      <Conflict form={form} path={path} show={shownDecimal} />
    </div>
  );
}

function Choice<T extends string>({
  form,
  path,
  label,
  value,
  choices,
  word,
}: {
  form: OpenForm;
  path: string;
  label: string;
  value: T;
  choices: T[];
  word: (choice: T) => string;
}) {
  return (
    <div class="field">
      <label>
        {label}
        <select
          value={value}
          data-path={path}
          onChange={(event) => void form.write({ [path]: event.currentTarget.value })}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {word(choice)}
            </option>
          ))}
        </select>
      </label>
      <Conflict form={form} path={path} show={(v) => word(v as T)} />
    </div>
  );
}

export function AnswerBadge({ answer }: { answer: Answer | undefined }) {
  if (!answer) return null;
  if (answer.voided) return <Badge tone="no">{t(`inspection.voided.${answer.voided as "price_rise"}`)}</Badge>;
  const tone = { approve: "yes", call: "no", later: "", decline: "" }[answer.answer];
  return <Badge tone={tone}>{t(`inspection.answer.${answer.answer}`)}</Badge>;
}

/** What is said of a line's price: an amount, from an amount, or that it follows. */
export function priceText(line: Line): string {
  if (line.cents === null) return t("inspection.advice.follows");
  return line.kind === "from" ? t("inspection.advice.from", { price: money(line.cents) }) : money(line.cents);
}

export function AdviceLine({ form, line }: { form: OpenForm; line: Line }) {
  const path = (name: string) => `advice/${line.id}/${name}`;
  const remove = () => {
    void form.write({ [path("removed")]: "yes" });
    say(t("inspection.advice.removed"), () => void form.write({ [path("removed")]: "" }));
  };
  return (
    <div class={`advice ${line.severity}`} data-advice={line.id}>
      <TextField form={form} path={path("text")} label={t("inspection.advice.text")} most={300} />
      <div class="advice-numbers">
        <Quantity form={form} line={line} />
        <Price form={form} line={line} />
        <Choice
          form={form}
          path={path("price_kind")}
          label={t("inspection.advice.kind")}
          value={line.kind}
          choices={KINDS}
          word={(kind) => t(`inspection.advice.kind.${kind}`)}
        />
        <Choice
          form={form}
          path={path("urgency")}
          label={t("inspection.advice.urgency")}
          value={line.urgency}
          choices={URGENCIES}
          word={(urgency) => t(`inspection.urgency.${urgency}`)}
        />
      </div>
      <TextField form={form} path={path("waiting")} label={t("inspection.advice.waiting")} most={400} />
      <div class="advice-foot">
        <strong>{priceText(line)}</strong>
        <AnswerBadge answer={form.form.value.answers.find((a) => a.advice_id === line.id)} />
        <Button onClick={remove}>{t("inspection.advice.remove")}</Button>
      </div>
    </div>
  );
}

/** "€ 684,50 incl. btw + 1 prijs volgt" */
export function totalText(form: OpenForm): string {
  const { cents, follows } = form.totals.value;
  const sum = t("inspection.total", { sum: money(cents) });
  return follows > 0 ? `${sum} ${t("inspection.totalFollows", { n: follows })}` : sum;
}

/** All advices together: those of no point can be changed here, the others at their point. */
export function Advices({ form }: { form: OpenForm }) {
  const lines = form.lines.value;
  const nameOf = (line: Line) =>
    form.checklist.points.find((point) => point.point_id === line.point)?.text;
  return (
    <section class="form-section" id="s-advices" aria-labelledby="h-advices">
      <h2 id="h-advices">{t("inspection.advices")}</h2>
      {lines.length === 0 && <p class="soft">{t("inspection.advices.none")}</p>}
      {lines.filter((line) => !nameOf(line)).map((line) => (
        <AdviceLine key={line.id} form={form} line={line} />
      ))}
      {lines.length > 0 && (
        <table class="plain totals">
          <thead>
            <tr>
              <th scope="col">{t("inspection.advice.text")}</th>
              <th scope="col">{t("inspection.advice.urgency")}</th>
              <th scope="col" class="cell-money">
                {t("inspection.advice.amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  {line.text} {line.quantity !== "1" && `× ${shownDecimal(line.quantity)}`}
                </th>
                <td>{t(`inspection.urgency.${line.urgency}`)}</td>
                <td class="cell-money">{priceText(line)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t("inspection.advices.total")}
              </th>
              <td class="cell-money">
                <strong>{totalText(form)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      <div>
        <Button onClick={() => addAdvice(form)}>+ {t("inspection.advice.add")}</Button>
      </div>
    </section>
  );
}

/** Open advices of last time, to take over. */
export function CarriedDialog({ form, onClose }: { form: OpenForm; onClose: () => void }) {
  const carried = form.form.value.carried ?? [];
  const [chosen, setChosen] = useState(new Set(carried.map((_, i) => i)));
  const toggle = (i: number) => {
    const next = new Set(chosen);
    if (!next.delete(i)) next.add(i);
    setChosen(next);
  };
  const take = () => {
    for (const i of chosen) carryOver(form, carried[i]!);
    say(t("inspection.carried.done", { n: chosen.size }));
    onClose();
  };
  return (
    <Dialog title={t("inspection.carried.title")} onClose={onClose}>
      <div class="stack">
        {carried.map((found, i) => (
          <label key={i} class="inline">
            <input type="checkbox" checked={chosen.has(i)} onChange={() => toggle(i)} />
            <span>
              {found.text} <span class="soft">({found.date.split("-").reverse().join("-")})</span>
            </span>
          </label>
        ))}
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" disabled={chosen.size === 0} onClick={take}>
            {t("inspection.carried.take")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
