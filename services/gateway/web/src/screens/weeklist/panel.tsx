// SPDX-License-Identifier: Apache-2.0
// "Why this date?": the sentence, the numbers, the invoices used, what was sent before, and
// the way to say that something is not right.
import { useEffect, useState } from "preact/hooks";
import type { Correction, Corrected, Proposal, Why, WhyInput, WhyItem } from "../../gen/api";
import { Badge, Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { ask, commandHeaders, type Problem } from "../../lib/api";
import { day, language, moment, number, t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { zone } from "../../lib/session";
import { RegisterOf } from "../../register/says";
import { carName, reasonText } from "./row";
import { activeRow, editable, panelOpen, previewOf, refresh } from "./store";

interface Loaded {
  proposal: Proposal;
  why: Why;
}

function Items({ items }: { items: WhyItem[] }) {
  return (
    <table class="plain">
      <caption>{t("why.items")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("why.item")}</th>
          <th scope="col">{t("why.expected")}</th>
          <th scope="col">{t("why.range")}</th>
        </tr>
      </thead>
      <tbody>
        {items.filter((item) => item.rejected_reason !== "no_date").map((item, i) => (
          <tr key={i} class={item.chosen ? "picked" : ""}>
            <th scope="row">
              {t(`reason.${item.kind}` as Key)} {item.chosen && <Badge tone="yes">{t("why.chosen")}</Badge>}
            </th>
            <td>{item.p50 ? day(item.p50) : "–"}</td>
            <td class="soft">
              {item.p10 && item.p90 && item.p10 !== item.p90
                ? `${day(item.p10)} – ${day(item.p90)} `
                : ""}
              {item.rejected_reason && (
                <span class="why-not">{t.optional(`whyRejected.${item.rejected_reason}`)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface InputsProps {
  inputs: WhyInput[];
  onWrong: (input: WhyInput) => void;
}

function Inputs({ inputs, onWrong }: InputsProps) {
  return (
    <table class="plain">
      <caption>{t("why.inputs")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("why.date")}</th>
          <th scope="col">{t("why.odometer")}</th>
          <th scope="col">{t("why.used")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {inputs.map((input, i) => (
          <tr key={i} class={input.accepted ? "" : "struck"}>
            <td>{day(input.date, "full")}</td>
            <td>{input.odometer_km === undefined ? "–" : `${number(input.odometer_km)} km`}</td>
            <td>
              {input.accepted ? t("yes") : t("no")}
              {input.reason && <span class="soft"> {t.optional(`whyReading.${input.reason}`)}</span>}
            </td>
            <td>
              {input.source_id && editable.value && (
                <Button
                  kind="quiet"
                  aria-label={t("correct.rowLabel", { date: day(input.date, "full") })}
                  onClick={() => onWrong(input)}
                >
                  {t("correct.open")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CorrectProps {
  vehicle: string;
  proposal: string;
  input: WhyInput | null;
  onDone: () => void;
}

/** "Klopt niet?": another reading, not a service, or another interval. */
function Correct({ vehicle, proposal, input, onDone }: CorrectProps) {
  const [kind, setKind] = useState<Correction["kind"]>(input ? "odometer" : "interval");
  const [wrong, setWrong] = useState("");

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const figure = (name: string) => (form.get(name) ? { [name]: Number(form.get(name)) } : {});
    const body: Correction = {
      kind,
      proposal_id: proposal,
      ...(input?.source_id && kind !== "interval" ? { visit_id: input.source_id } : {}),
      ...figure("odometer_km"),
      ...figure("interval_months"),
      ...figure("interval_km"),
    };
    try {
      await ask<Corrected>(`/v1/vehicles/${vehicle}/corrections`, {
        method: "POST",
        body,
        headers: commandHeaders(),
      });
      say(t("correct.done"));
      onDone();
      void refresh();
    } catch (cause) {
      setWrong(refusalOf(cause as Problem));
    }
  }

  return (
    <form class="card stack" onSubmit={submit}>
      <h3>{input ? t("correct.title", { date: day(input.date, "full") }) : t("correct.interval")}</h3>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {input && (
        <fieldset>
          <legend>{t("correct.what")}</legend>
          {(["odometer", "not_service"] as const).map((option) => (
            <label key={option} class="inline">
              <input
                type="radio"
                name="kind"
                checked={kind === option}
                onChange={() => setKind(option)}
              />
              {t(`correct.${option}`)}
            </label>
          ))}
        </fieldset>
      )}
      {kind === "odometer" && (
        <label>
          {t("correct.km")}
          <input name="odometer_km" type="number" min={1} max={2000000} required inputMode="numeric" />
        </label>
      )}
      {kind === "interval" && (
        <div class="pair">
          <label>
            {t("correct.months")}
            <input name="interval_months" type="number" min={1} max={60} required />
          </label>
          <label>
            {t("correct.intervalKm")}
            <input name="interval_km" type="number" min={1000} max={100000} step={500} required />
          </label>
        </div>
      )}
      <div class="actions">
        <Button onClick={onDone}>{t("cancel")}</Button>
        <Button kind="primary" type="submit">
          {t("correct.save")}
        </Button>
      </div>
    </form>
  );
}

function Contacts({ proposal }: { proposal: Proposal }) {
  return (
    <section>
      <h3>{t("contacts.title")}</h3>
      {proposal.contacts.length === 0 ? (
        <p class="soft">{t("contacts.none")}</p>
      ) : (
        <ul class="lines">
          {proposal.contacts.map((contact, i) => (
            <li key={i}>
              {moment(contact.at, zone())} · {t.optional(`channel.${contact.channel}`)} ·{" "}
              {t(`outcome.${contact.outcome}` as Key)}
              {contact.reason && (
                <span class="soft"> {t.optional(`statusReason.${contact.reason}`)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Detail({ loaded, onChanged }: { loaded: Loaded; onChanged: () => void }) {
  const [correcting, setCorrecting] = useState<WhyInput | "interval" | null>(null);
  const { proposal, why } = loaded;
  const { inputs = [], items = [], advice } = why.why;
  const rate = why.why.rate_p50_m_per_day;
  return (
    <div class="stack">
      <section class="stack">
        <h3>{t("why.title")}</h3>
        <p class="why-text">{why.text}</p>
        {rate !== undefined && (
          <p class="soft">
            {t("why.rate", {
              year: number(Math.round((rate * 365) / 1000 / 100) * 100),
              months: why.why.interval_months ?? "–",
              km: why.why.interval_km === undefined ? "–" : number(why.why.interval_km),
            })}
          </p>
        )}
        {advice && <Link href={`/inspecties/${advice.inspection_id}`}>{t("panel.toForm")}</Link>}
        {items.length > 0 && !advice && <Items items={items} />}
        {inputs.length > 0 && <Inputs inputs={inputs} onWrong={setCorrecting} />}
        {correcting ? (
          <Correct
            vehicle={proposal.vehicle.id}
            proposal={proposal.id}
            input={correcting === "interval" ? null : correcting}
            onDone={() => {
              setCorrecting(null);
              onChanged();
            }}
          />
        ) : (
          editable.value &&
          !advice && (
            <Button onClick={() => setCorrecting("interval")}>{t("correct.intervalOpen")}</Button>
          )
        )}
      </section>
      <RegisterOf plate={proposal.vehicle.plate} />
      <Contacts proposal={proposal} />
      <Button onClick={() => (previewOf.value = proposal)}>{t("preview.open")}</Button>
      <Link href={`/klanten?query=${encodeURIComponent(proposal.vehicle.plate ?? "")}`}>
        {t("panel.toCustomer")}
      </Link>
    </div>
  );
}

export function Panel() {
  const row = activeRow.value;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [wrong, setWrong] = useState("");
  const id = row?.id;
  const version = row?.version;

  async function load(from: string, stale: () => boolean) {
    try {
      const [proposal, why] = await Promise.all([
        ask<Proposal>(`/v1/proposals/${from}`),
        ask<Why>(`/v1/proposals/${from}/why?language=${language.value}`),
      ]);
      if (stale()) return;
      setWrong("");
      setLoaded({ proposal: proposal.body, why: why.body });
    } catch (cause) {
      if (!stale()) setWrong(refusalOf(cause as Problem));
    }
  }

  useEffect(() => {
    if (!id) return undefined;
    let left = false;
    if (loaded?.proposal.id !== id) setLoaded(null);
    void load(id, () => left);
    return () => {
      left = true;
    };
  }, [id, version, language.value]);

  if (!row) return null;
  return (
    <aside class="panel" aria-label={t("panel.label")}>
      <div class="panel-head">
        <div>
          <h2>{row.customer.name}</h2>
          <p>
            {row.vehicle.plate_formatted && <span class="plate">{row.vehicle.plate_formatted}</span>}{" "}
            {carName(row)}
          </p>
          <p class="soft">{reasonText(row)}</p>
        </div>
        <Button kind="quiet" aria-label={t("close")} onClick={() => (panelOpen.value = false)}>
          ×
        </Button>
      </div>
      {row.channel_note && !row.channel && <Notice tone="warning">{t.optional(`channelNote.${row.channel_note}`)}</Notice>}
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {loaded && loaded.proposal.id === id ? (
        <Detail loaded={loaded} onChanged={() => id && void load(id, () => false)} />
      ) : (
        !wrong && <Skeleton rows={6} />
      )}
    </aside>
  );
}
