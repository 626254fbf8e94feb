// SPDX-License-Identifier: Apache-2.0
// The advices of a car that wait for an answer: approve, not now or call me per line. Above the
// fleet's limit they are the manager's to approve; below it the manager answers for the driver,
// and says why (ux.md 3.6).
import { useState } from "preact/hooks";
import { Badge, Button, Notice, say } from "../kit/kit";
import { day, money, t, type Key } from "../lib/i18n";
import { useSending } from "./send";
import { account } from "./store";
import type { Answer, FleetAdvice, FleetCarDetail } from "./types";

const WORDS: Answer[] = ["approve", "later", "call"];

type Said = Record<string, Answer>;

function priceOf({ price_kind: kind, line_cents: cents }: FleetAdvice): string {
  if (kind === "follows" || cents === undefined) return t("inspection.advice.follows");
  return kind === "from" ? t("inspection.advice.from", { price: money(cents) }) : money(cents);
}

interface LineProps {
  advice: FleetAdvice;
  said: Answer | undefined;
  onSay: (one: Answer) => void;
}

function Line({ advice, said, onSay }: LineProps) {
  return (
    <fieldset class="advice-line">
      <legend>{advice.text}</legend>
      <p>
        <strong>{priceOf(advice)}</strong>{" "}
        <Badge tone={advice.severity === "necessary" ? "never" : "no"}>
          {t(`fleet.severity.${advice.severity}` as Key)}
        </Badge>{" "}
        {advice.urgency && (
          <span class="soft">{t.optional(`inspection.urgency.${advice.urgency}`)}</span>
        )}{" "}
        {advice.above_limit && <Badge tone="plain">{t("fleet.aboveLimit")}</Badge>}
      </p>
      {advice.answer && (
        <p class="soft">
          {t(`fleet.said.${advice.answer}` as Key)}
          {advice.answered_at && ` · ${day(advice.answered_at.slice(0, 10))}`}
        </p>
      )}
      <div class="choices">
        {WORDS.map((word) => (
          <label key={word} class="inline">
            <input
              type="radio"
              name={advice.advice_id}
              checked={said === word}
              onChange={() => onSay(word)}
            />
            {t(`fleet.say.${word}` as Key)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Total({ lines, said }: { lines: FleetAdvice[]; said: Said }) {
  const approved = lines.filter((line) => said[line.advice_id] === "approve");
  const cents = approved.reduce((sum, line) => sum + (line.line_cents ?? 0), 0);
  const follow = approved.filter((line) => line.line_cents === undefined).length;
  if (approved.length === 0) return null;
  return (
    <p role="status">
      {t("fleet.approvedTotal", { n: approved.length, sum: money(cents) })}
      {follow > 0 && ` ${t("inspection.totalFollows", { n: follow })}`}
    </p>
  );
}

interface FormProps {
  car: FleetCarDetail;
  lines: FleetAdvice[];
  onAnswered: () => void;
}

/** One saved form's lines are answered together: the answers are bound to its version. */
function AnswerForm({ car, lines, onAnswered }: FormProps) {
  const [said, setSaid] = useState<Said>({});
  const [reason, setReason] = useState("");
  const { wrong, setWrong, run } = useSending();
  const chosen = lines.filter((line) => said[line.advice_id]);
  const forDriver = Boolean(car.driver) && chosen.some((line) => !line.above_limit);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (chosen.length === 0) return setWrong(t("fleet.answerNothing"));
    const { inspection_id, number } = lines[0]!;
    const answers = chosen.map(({ advice_id }) => ({ advice_id, answer: said[advice_id] }));
    const why = forDriver ? { reason: reason.trim() } : {};
    const body = { inspection_id, number, lines: answers, ...why };
    const url = `/v1/fleet/vehicles/${car.passport_id}/answers`;
    if (await run((send) => send("POST", url, body))) {
      setSaid({});
      say(t("fleet.answered", { n: chosen.length }));
    }
    onAnswered();
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {lines.map((line) => (
        <Line
          key={line.advice_id}
          advice={line}
          said={said[line.advice_id]}
          onSay={(one) => setSaid({ ...said, [line.advice_id]: one })}
        />
      ))}
      <Total lines={lines} said={said} />
      {forDriver && (
        <label>
          {t("fleet.answerReason", { driver: car.driver ?? "" })}
          <input
            required
            maxLength={300}
            pattern=".*\S.*"
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="actions">
        <Button kind="primary" type="submit">
          {t("fleet.answer")}
        </Button>
      </div>
    </form>
  );
}

const formOf = ({ inspection_id, number }: FleetAdvice): string => `${inspection_id}/${number}`;

export function Advices({ car, onAnswered }: { car: FleetCarDetail; onAnswered: () => void }) {
  const limit = account.value?.approval_limit_cents;
  const forms = [...new Set(car.advices.map(formOf))];
  return (
    <section class="stack" aria-label={t("fleet.section.advices")}>
      <h3>{t("fleet.section.advices")}</h3>
      {forms.length === 0 && <p class="soft">{t("fleet.noAdvices")}</p>}
      {forms.length > 0 && limit !== undefined && (
        <p class="soft">{t("fleet.limitIs", { limit: money(limit) })}</p>
      )}
      {forms.map((form) => (
        <AnswerForm
          key={form}
          car={car}
          lines={car.advices.filter((advice) => formOf(advice) === form)}
          onAnswered={onAnswered}
        />
      ))}
    </section>
  );
}
