// SPDX-License-Identifier: Apache-2.0
// The advices of a form with what they cost, to be priced at the desk, each with what the
// customer said to it. A price that rises voids the customer's yes; the table says so before.
import { useState } from "preact/hooks";
import type { Inspection } from "../../gen/api";
import { centsOf, decimalText, shownDecimal, typedCents } from "../../inspection/decimal";
import { totalsOf, type Line } from "../../inspection/totals";
import { Badge, Button } from "../../kit/kit";
import { moment, money, t, type Key } from "../../lib/i18n";
import { zone } from "../../lib/session";
import { desk, write } from "./desk";

type Answer = Inspection["answers"][number];

const TONE = { approve: "yes", call: "never", later: "plain", decline: "plain" } as const;

export function AnswerBadge({ answer }: { answer: Answer | undefined }) {
  if (!answer) return <span class="soft">{t("forms.noAnswer")}</span>;
  if (answer.voided) {
    return <Badge tone="no">{t(`inspection.voided.${answer.voided}` as Key)}</Badge>;
  }
  return (
    <>
      <Badge tone={TONE[answer.answer]}>{t(`inspection.answer.${answer.answer}` as Key)}</Badge>
      <div class="soft">
        {moment(answer.at, zone())}
        {answer.by !== "link" && ` · ${t(`forms.by.${answer.by}` as Key)} (${answer.actor ?? ""})`}
      </div>
      {answer.reason && <div class="soft">“{answer.reason}”</div>}
    </>
  );
}

interface CellProps {
  line: Line;
  name: "text" | "quantity" | "price";
  shown: string;
  /** what is kept for what was typed; null: it cannot be read */
  read: (typed: string) => Record<string, string> | null;
}

/** One input that is written when it is left, and says what is wrong with it. */
function Cell({ line, name, shown, read }: CellProps) {
  const [bad, setBad] = useState(false);
  const id = `${name}-${line.id}`;
  function leave(typed: string) {
    if (typed === shown) return setBad(false);
    const values = read(typed);
    setBad(!values);
    if (values) void write(values);
  }
  return (
    <>
      <input
        key={shown}
        id={id}
        class={`cell-${name}`}
        defaultValue={shown}
        maxLength={name === "text" ? 300 : 14}
        inputMode={name === "text" ? "text" : "decimal"}
        aria-label={`${t(`forms.cell.${name}` as Key)}: ${line.text}`}
        aria-invalid={bad}
        aria-describedby={bad ? `${id}-bad` : undefined}
        onChange={(event) => leave(event.currentTarget.value)}
      />
      {bad && (
        <span id={`${id}-bad`} class="bad" role="alert">
          {t(`forms.bad.${name}` as Key)}
        </span>
      )}
    </>
  );
}

function Choice({ line, field, words }: { line: Line; field: string; words: [string, Key][] }) {
  const at = `advice/${line.id}/${field}`;
  const value = desk.value!.value(at) || words[0]![0];
  return (
    <select
      value={value}
      aria-label={`${t(`forms.cell.${field}` as Key)}: ${line.text}`}
      onChange={(event) => void write({ [at]: event.currentTarget.value })}
    >
      {words.map(([word, key]) => (
        <option key={word} value={word}>
          {t(key)}
        </option>
      ))}
    </select>
  );
}

const KINDS: [string, Key][] = [
  ["follows", "inspection.advice.kind.follows"],
  ["fixed", "inspection.advice.kind.fixed"],
  ["from", "inspection.advice.kind.from"],
];
const URGENCIES: [string, Key][] = [
  ["next_visit", "inspection.urgency.next_visit"],
  ["within_3_months", "inspection.urgency.within_3_months"],
  ["now", "inspection.urgency.now"],
];

function textOf(at: string) {
  return (typed: string) => (typed.trim() ? { [`${at}/text`]: typed.trim() } : null);
}

function quantityOf(at: string) {
  return (typed: string) => {
    const quantity = decimalText(typed);
    return quantity && !quantity.startsWith("-") && Number(quantity) > 0
      ? { [`${at}/quantity`]: quantity }
      : null;
  };
}

/** A first price settles the kind too: who types an amount means it. */
function priceOf(line: Line, at: string) {
  return (typed: string) => {
    const cents = centsOf(typed);
    if (cents === null) return null;
    const price = { [`${at}/unit_price_cents`]: String(cents) };
    return line.kind === "follows" ? { ...price, [`${at}/price_kind`]: "fixed" } : price;
  };
}

function Row({ line, answer, editable }: { line: Line; answer: Answer | undefined; editable: boolean }) {
  const at = `advice/${line.id}`;
  const rises =
    answer?.answer === "approve" &&
    !answer.voided &&
    line.cents !== null &&
    line.cents > (answer.price_cents ?? 0);
  return (
    <tr>
      <td>
        <Badge tone={line.severity === "necessary" ? "never" : "no"}>
          {t(`inspection.point.${line.severity}` as Key)}
        </Badge>
        <Cell line={line} name="text" shown={line.text} read={textOf(at)} />
      </td>
      <td data-label={t("inspection.advice.quantity")}>
        <Cell line={line} name="quantity" shown={shownDecimal(line.quantity)} read={quantityOf(at)} />
      </td>
      <td data-label={t("inspection.advice.kind")}>
        <Choice line={line} field="price_kind" words={KINDS} />
      </td>
      <td data-label={t("inspection.advice.price")}>
        <Cell
          line={line}
          name="price"
          shown={line.unitCents === null ? "" : typedCents(line.unitCents)}
          read={priceOf(line, at)}
        />
        {rises && <span class="bad">{t("forms.rises")}</span>}
      </td>
      <td class="cell-urgency" data-label={t("inspection.advice.urgency")}>
        <Choice line={line} field="urgency" words={URGENCIES} />
      </td>
      <td class="cell-money" data-label={t("inspection.advice.amount")}>
        {line.cents === null ? t("inspection.advice.follows") : money(line.cents)}
      </td>
      <td class="cell-answer" data-label={t("forms.answer")}>
        <AnswerBadge answer={answer} />
      </td>
      <td class="cell-remove">
        {editable && (
          <Button
            kind="quiet"
            aria-label={`${t("inspection.advice.remove")}: ${line.text}`}
            onClick={() => void write({ [`${at}/removed`]: "yes" })}
          >
            ×
          </Button>
        )}
      </td>
    </tr>
  );
}

function NewAdvice() {
  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const text = String(new FormData(form).get("text")).trim();
    if (!text) return;
    void write({ [`advice/${crypto.randomUUID()}/text`]: text });
    form.reset();
  }
  return (
    <form class="new-advice" onSubmit={submit}>
      <input name="text" aria-label={t("inspection.advice.newText")} placeholder={t("inspection.advice.newText")} maxLength={300} />
      <Button type="submit">+ {t("inspection.advice.add")}</Button>
    </form>
  );
}

const HEADS: Key[] = [
  "inspection.advice.text",
  "inspection.advice.quantity",
  "inspection.advice.kind",
  "inspection.advice.price",
  "inspection.advice.urgency",
];

/** What cannot wait stands first. */
const RANK = { necessary: 0, advice: 1 } as const;

export function Prices({ editable }: { editable: boolean }) {
  const { form, lines: unordered } = desk.value!;
  const lines = [...unordered].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const total = totalsOf(lines);
  const answers = new Map(form.answers.map((answer) => [answer.advice_id, answer]));
  return (
    <section class="card stack" aria-labelledby="prices-title">
      <h2 id="prices-title">{t("forms.prices")}</h2>
      {lines.length === 0 && <p class="soft">{t("inspection.advices.none")}</p>}
      {lines.length > 0 && (
        <fieldset class="bare wide" disabled={!editable}>
          <legend class="visually-hidden">{t("forms.prices")}</legend>
          <table class="plain prices">
            <thead>
              <tr>
                {HEADS.map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
                <th scope="col" class="cell-money">
                  {t("inspection.advice.amount")}
                </th>
                <th scope="col">{t("forms.answer")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Row key={line.id} line={line} answer={answers.get(line.id)} editable={editable} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={5}>
                  {t("inspection.advices.total")}
                </th>
                <td class="cell-money">
                  <strong>{money(total.cents)}</strong>
                </td>
                <td colSpan={2}>
                  {total.follows > 0 && t("inspection.totalFollows", { n: total.follows })}
                </td>
              </tr>
            </tfoot>
          </table>
        </fieldset>
      )}
      {editable && <NewAdvice />}
    </section>
  );
}
