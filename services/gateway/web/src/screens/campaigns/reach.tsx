// SPDX-License-Identifier: Apache-2.0
// How many a campaign reaches, always in sight: the funnel from who fits to who gets it, what
// that costs, and ten of them with why. Counted anew a moment after the last change.
import { useEffect, useState } from "preact/hooks";
import type { CampaignFunnel, CampaignPlan, CampaignSample } from "../../gen/api";
import { Button, Dialog, Notice, Skeleton } from "../../kit/kit";
import { ask, commandHeaders, type Problem } from "../../lib/api";
import { day, money, number, t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { findSentence, pieces, readSelection, said, type Field, type Sentence } from "./selection";

const QUIET_MS = 400;

interface Question {
  selection: string;
  kind: CampaignPlan["kind"];
  channels: CampaignPlan["channels"];
  holdout_per_mille?: number;
  short_text?: string;
  campaign_id?: string;
}

export function questionOf(plan: CampaignPlan, id?: string): Question {
  const short = plan.variants[0]?.texts[0]?.short_text;
  return {
    selection: plan.selection,
    kind: plan.kind,
    channels: plan.channels,
    holdout_per_mille: plan.holdout_per_mille ?? 100,
    ...(short ? { short_text: short } : {}),
    ...(id ? { campaign_id: id } : {}),
  };
}

/** The answer to the question as it stands now; an older answer is never shown after it. */
function useFunnel(question: Question) {
  const [funnel, setFunnel] = useState<CampaignFunnel | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = JSON.stringify(question);
  useEffect(() => {
    let left = false;
    setBusy(true);
    const later = setTimeout(() => {
      ask<CampaignFunnel>("/v1/campaigns/count", {
        method: "POST",
        body: question,
        headers: commandHeaders(),
      }).then(
        ({ body }) => {
          if (left) return;
          setFunnel(body);
          setWrong(null);
          setBusy(false);
        },
        (cause: Problem) => {
          if (left) return;
          setWrong(cause);
          setBusy(false);
        },
      );
    }, QUIET_MS);
    return () => {
      left = true;
      clearTimeout(later);
    };
  }, [asked]);
  return { funnel, wrong, busy };
}

const about = (funnel: CampaignFunnel, count: number) =>
  funnel.estimated ? `≈ ${number(count)}` : number(count);
/** In words, where the funnel begins and ends. */
const inWords = (funnel: CampaignFunnel, count: number) =>
  funnel.estimated ? t("campaigns.about", { count: number(count) }) : number(count);

function Steps({ funnel }: { funnel: CampaignFunnel }) {
  return (
    <table class="funnel">
      <tbody>
        <tr>
          <td class="figure">{inWords(funnel, funnel.matched)}</td>
          <th scope="row">{t("campaigns.matched")}</th>
        </tr>
        {funnel.holds.map(({ reason, count }) => (
          <tr key={reason}>
            <td class="figure">− {about(funnel, count)}</td>
            <th scope="row">{t.optional(`campaigns.hold.${reason}`)}</th>
          </tr>
        ))}
        {funnel.held_out > 0 && (
          <tr>
            <td class="figure">− {about(funnel, funnel.held_out)}</td>
            <th scope="row">{t("campaigns.hold.HOLDOUT")}</th>
          </tr>
        )}
        <tr class="total">
          <td class="figure">= {inWords(funnel, funnel.reachable)}</td>
          <th scope="row">{t("campaigns.reachable")}</th>
        </tr>
        {funnel.channels.map(({ channel, people, cents }) => (
          <tr key={channel}>
            <td class="figure soft">{about(funnel, people)}</td>
            <th scope="row" class="soft">
              {t.optional(`profile.channel.${channel}`)}
              {cents > 0 && ` (≈ ${money(cents)})`}
            </th>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Person = CampaignSample["people"][number];
type Fact = NonNullable<Person["facts"]>[number];

function filled(field: Field, sentence: Sentence): string {
  const value = (Array.isArray(sentence.value) ? sentence.value : [sentence.value])
    .map((one) => {
      const word = field.words?.find((entry) => entry.word === one);
      if (word) return said(word.label);
      if (typeof one === "boolean") return t(one ? "campaigns.yes" : "campaigns.no");
      return typeof one === "number" ? number(one) : one;
    })
    .join(", ");
  return pieces(field, sentence.operator)
    .map((piece) =>
      piece === "{value}" ? value : piece === "{months}" ? String(sentence.months) : piece,
    )
    .join("");
}

function factOf(field: Field, fact: string | undefined): string {
  if (fact === undefined) return t("campaigns.unknown");
  if (/^\d{4}-\d\d-\d\d$/.test(fact)) return day(fact, "full");
  if (fact === "true" || fact === "false") return t(fact === "true" ? "campaigns.yes" : "campaigns.no");
  const word = field.words?.find((entry) => String(entry.number) === fact);
  if (word) return said(word.label);
  return /^\d+$/.test(fact) ? number(Number(fact)) : fact;
}

function Why({ fact, selection, fields }: { fact: Fact; selection: string; fields: Field[] }) {
  const field = fields.find((entry) => entry.field === fact.field);
  const sentence = findSentence(readSelection(selection), fact.pointer);
  if (!field || !sentence) return null;
  return (
    <li class={fact.holds ? "holds" : "fails"}>
      <span aria-hidden="true">{fact.holds ? "✓" : "✗"}</span>{" "}
      <span class="visually-hidden">{t(fact.holds ? "campaigns.holds" : "campaigns.fails")}</span>
      {filled(field, sentence)} <span class="soft">({factOf(field, fact.fact)})</span>
    </li>
  );
}

interface NamedThing {
  name?: string;
  plate_formatted?: string;
  make?: string;
  model?: string;
}

interface PeopleProps {
  question: Question;
  fields: Field[];
  onClose: () => void;
}

function PersonCard({ person, selection, fields }: { person: Person; selection: string; fields: Field[] }) {
  const car = person.vehicle as NamedThing;
  return (
    <li class="card stack person">
      <div>
        <strong>{(person.customer as NamedThing).name}</strong>{" "}
        <span class="soft">
          {[car.plate_formatted, car.make, car.model].filter(Boolean).join(" · ")}
        </span>
      </div>
      <p>
        {person.hold
          ? `${t("campaigns.out")}: ${t.optional(`campaigns.hold.${person.hold}`)}`
          : `${t("campaigns.in")}: ${t.optional(`profile.channel.${person.channel}`)}`}
      </p>
      <ul class="why">
        {person.facts?.map((fact) => (
          <Why key={fact.pointer} fact={fact} selection={selection} fields={fields} />
        ))}
      </ul>
    </li>
  );
}

function People({ question, fields, onClose }: PeopleProps) {
  const [sample, setSample] = useState<CampaignSample | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  useEffect(() => {
    const { holdout_per_mille: _h, short_text: _s, ...body } = question;
    ask<CampaignSample>("/v1/campaigns/sample", { method: "POST", body, headers: commandHeaders() })
      .then((answer) => setSample(answer.body))
      .catch(setWrong);
  }, []);
  return (
    <Dialog title={t("campaigns.examples")} onClose={onClose}>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!sample && !wrong && <Skeleton rows={6} />}
      {sample?.people.length === 0 && <p>{t("campaigns.nobody")}</p>}
      <ul class="people">
        {sample?.people.map((person) => (
          <PersonCard
            key={person.customer_id}
            person={person}
            selection={question.selection}
            fields={fields}
          />
        ))}
      </ul>
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}

export function Reach({ plan, fields, id }: { plan: CampaignPlan; fields: Field[]; id?: string | undefined }) {
  const question = questionOf(plan, id);
  const { funnel, wrong, busy } = useFunnel(question);
  const [isShown, setShown] = useState(false);
  return (
    <aside class="card stack reach" aria-label={t("campaigns.reach")}>
      <h2>{t("campaigns.reach")}</h2>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!funnel && !wrong && <Skeleton rows={6} />}
      <div class={busy ? "stale" : ""} aria-live="polite" aria-busy={busy}>
        {funnel && <Steps funnel={funnel} />}
        {funnel?.estimated && <p class="soft">{t("campaigns.estimate")}</p>}
      </div>
      {funnel && funnel.matched > 0 && (
        <Button onClick={() => setShown(true)}>{t("campaigns.showExamples")}</Button>
      )}
      {isShown && <People question={question} fields={fields} onClose={() => setShown(false)} />}
    </aside>
  );
}
