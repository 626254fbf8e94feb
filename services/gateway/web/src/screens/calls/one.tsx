// SPDX-License-Identifier: Apache-2.0
// One call: the number, what to say, what the car is about, and how it went.
import { useState } from "preact/hooks";
import type { Call } from "../../gen/api";
import { Button, Link, Notice, say } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { addDays, clock, today } from "../../lib/days";
import { day, moment, money, t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { zone } from "../../lib/session";
import { carOf, dialled, plateOf } from "./state";

type Outcome = NonNullable<Call["calls"]>[number]["outcome"];

const OUTCOMES: { word: Outcome; kind: "plain" | "primary" | "danger" }[] = [
  { word: "reached_booked", kind: "primary" },
  { word: "no_answer", kind: "plain" },
  { word: "reached_no", kind: "plain" },
  { word: "wrong_number", kind: "plain" },
  { word: "do_not_call", kind: "danger" },
];
const LATER_DAYS = 14;

function Car({ call }: { call: Call }) {
  const facts: [Key, string | undefined][] = [
    ["calls.car", carOf(call)],
    ["calls.plate", plateOf(call)],
    ["calls.apk", call.apk_expiry && day(call.apk_expiry, "full")],
    ["calls.due", call.due_date && day(call.due_date, "full")],
    ["calls.lastVisit", call.last_visit_date && day(call.last_visit_date, "full")],
    ["calls.worth", call.cents ? money(call.cents) : undefined],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

function Before({ call }: { call: Call }) {
  if (!call.calls?.length) return null;
  return (
    <ul>
      {call.calls.map((made) => (
        <li key={made.at}>
          {moment(made.at, zone())} · {made.actor} · {t(`calls.outcome.${made.outcome}` as Key)}
          {made.remark && <div class="soft">{made.remark}</div>}
        </li>
      ))}
    </ul>
  );
}

function Later({ busy, onLater }: { busy: boolean; onLater: (at: string) => void }) {
  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onLater(new Date(`${String(form.get("day"))}T${String(form.get("time"))}`).toISOString());
  }
  return (
    <form class="in-line" onSubmit={submit}>
      <label>
        {t("calls.laterDay")}
        <input
          type="date"
          name="day"
          required
          min={today()}
          max={addDays(today(), LATER_DAYS - 1)}
          defaultValue={addDays(today(), 1)}
        />
      </label>
      <label>
        {t("calls.laterTime")}
        <input type="time" name="time" required min="09:00" max="21:00" defaultValue={clock()} />
      </label>
      <Button type="submit" disabled={busy}>
        {t("calls.later")}
      </Button>
    </form>
  );
}

interface Props {
  call: Call;
  onDone: () => void;
  onLeave: () => void;
}

export function OneCall({ call, onDone, onLeave }: Props) {
  const [remark, setRemark] = useState("");
  const record = useCommand();
  const release = useCommand();
  const url = `/v1/calls/${call.task_id}`;

  async function tell(outcome: Outcome, call_again_at?: string) {
    const body = {
      outcome,
      ...(call_again_at ? { call_again_at } : {}),
      ...(remark.trim() ? { remark: remark.trim() } : {}),
    };
    if (!(await record.run(`${url}/outcome`, { method: "POST", body }))) return;
    say(t(`calls.told.${outcome}` as Key));
    onDone();
  }

  async function leave() {
    await release.run(`${url}/claim`, { method: "POST", body: { release: true } });
    onLeave();
  }

  return (
    <section class="card stack call" aria-label={call.name}>
      <div class="call-head">
        <h2>{call.name}</h2>
        {call.phone && (
          <a class="call-number" href={`tel:${dialled(call.phone)}`}>
            {call.phone}
          </a>
        )}
      </div>
      <div class="pair call-parts">
        <blockquote class="script">{call.script}</blockquote>
        <div class="stack">
          <Car call={call} />
          <Link href={`/klanten/${call.customer_id}`}>{t("calls.customer")}</Link>
          <Before call={call} />
        </div>
      </div>
      <label>
        {t("calls.remark")}
        <input
          value={remark}
          maxLength={400}
          onInput={(event) => setRemark(event.currentTarget.value)}
        />
      </label>
      {record.wrong && <Notice tone="error">{refusalOf(record.wrong)}</Notice>}
      <div class="call-outcomes" role="group" aria-label={t("calls.how")}>
        {OUTCOMES.map(({ word, kind }) => (
          <Button key={word} kind={kind} disabled={record.busy} onClick={() => void tell(word)}>
            {t(`calls.outcome.${word}` as Key)}
          </Button>
        ))}
      </div>
      <Later busy={record.busy} onLater={(at) => void tell("reached_later", at)} />
      <div class="actions">
        <Button kind="quiet" disabled={release.busy} onClick={() => void leave()}>
          {t("calls.giveBack")}
        </Button>
      </div>
    </section>
  );
}
