// SPDX-License-Identifier: Apache-2.0
// People who are no customers yet, at /nieuwe-klanten: who asks for what, since when, and what
// the garage did with it.
import { useState } from "preact/hooks";
import type { Lead, LeadImport, LeadPage } from "../gen/api";
import { Badge, Button, Dialog, Empty, Link, Notice, say, Skeleton } from "../kit/kit";
import { ask, commandHeaders, type Problem } from "../lib/api";
import { useCommand } from "../lib/command";
import { ago, day, moment, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { useMore } from "../lib/more";
import { refusalOf } from "../lib/refusal";
import { query, setQuery } from "../lib/router";
import { me, serverNow, zone } from "../lib/session";

const PAGE = 100;
const POLL_MS = 20000;
const VIEWS = ["", "customer", "lost"] as const;
const TONES: Record<Lead["status"], string> = {
  new: "never",
  called: "",
  invited: "",
  appointment: "yes",
  customer: "yes",
  lost: "no",
};

interface Register {
  make?: string;
  model?: string;
  apk_expiry?: string;
  fuel?: string;
}

const registerOf = (lead: Lead) => (lead.register ?? {}) as Register;

function Car({ lead }: { lead: Lead }) {
  const known = registerOf(lead);
  const car = [lead.vehicle?.make ?? known.make, lead.vehicle?.model ?? known.model];
  return (
    <>
      <span class="plate">{lead.plate_formatted ?? lead.plate}</span>{" "}
      {car.filter(Boolean).join(" ")}
      {known.apk_expiry && (
        <div class="soft">{t("leads.apk", { day: day(known.apk_expiry, "full") })}</div>
      )}
      {lead.known_car && <div class="soft">{t("leads.knownCar")}</div>}
    </>
  );
}

function Person({ lead }: { lead: Lead }) {
  const { name, phone, email } = lead.person;
  return (
    <>
      <strong>{name}</strong>
      {phone && (
        <div>
          <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>
        </div>
      )}
      {email && (
        <div>
          <a href={`mailto:${email}`}>{email}</a>
        </div>
      )}
      {lead.reminders && <div class="soft">{t("leads.mayRemind")}</div>}
    </>
  );
}

function Step({ lead }: { lead: Lead }) {
  return (
    <>
      <Badge tone={TONES[lead.status]}>{t(`leads.status.${lead.status}` as Key)}</Badge>
      {lead.moved_at && (
        <div class="soft">
          {moment(lead.moved_at, zone())}
          {lead.moved_by && ` · ${lead.moved_by}`}
        </div>
      )}
      {lead.note && <div>{lead.note}</div>}
    </>
  );
}

/** What the garage did: the step with a remark. */
function Move({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const give = useCommand();
  const [sure, setSure] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const note = String(form.get("note") ?? "").trim();
    const done = await give.run<Lead>(`/v1/leads/${lead.id}/move`, {
      method: "POST",
      body: {
        status: form.get("status"),
        expected_version: lead.version,
        ...(note ? { note } : {}),
      },
    });
    if (done) onClose();
  }
  async function withdraw() {
    if (await give.run(`/v1/leads/${lead.id}`, { method: "DELETE" })) onClose();
  }

  return (
    <Dialog title={t("leads.moveTitle", { name: lead.person.name })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
        <label>
          {t("leads.step")}
          <select name="status">
            {(["called", "appointment", "lost"] as const).map((step) => (
              <option key={step} value={step}>
                {t(`leads.move.${step}` as Key)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("leads.note")}
          <textarea name="note" rows={3} maxLength={600} />
        </label>
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit" disabled={give.busy}>
            {t("leads.save")}
          </Button>
        </div>
        <details onToggle={(event) => setSure(event.currentTarget.open)}>
          <summary>{t("leads.withdraw")}</summary>
          <p>{t("leads.withdrawHelp")}</p>
          <Button kind="danger" disabled={!sure || give.busy} onClick={() => void withdraw()}>
            {t("leads.withdrawSure")}
          </Button>
        </details>
      </form>
    </Dialog>
  );
}

function Row({ lead, onMove }: { lead: Lead; onMove: () => void }) {
  return (
    <tr>
      <td class="whole">
        <Person lead={lead} />
      </td>
      <td data-label={t("leads.car")}>
        <Car lead={lead} />
      </td>
      <td data-label={t("leads.wish")}>
        {t(`leads.wish.${lead.wish}` as Key)}
        {lead.remark && <div>{lead.remark}</div>}
        <div class="soft">{t(`leads.source.${lead.source}` as Key)}</div>
      </td>
      <td data-label={t("leads.since")}>{ago(lead.opened_at, serverNow())}</td>
      <td data-label={t("leads.state")}>
        <Step lead={lead} />
      </td>
      <td>
        {lead.status === "customer" ? (
          <Link href={`/klanten/${lead.customer_id}`}>{t("leads.profile")}</Link>
        ) : (
          <Button kind={lead.status === "new" ? "primary" : "plain"} onClick={onMove}>
            {t("leads.move")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function List({ leads, onMove }: { leads: Lead[]; onMove: (lead: Lead) => void }) {
  return (
    <table class="list stacking">
      <thead>
        <tr>
          {(["who", "car", "wish", "since", "state"] as const).map((name) => (
            <th key={name} scope="col">
              {t(`leads.${name}` as Key)}
            </th>
          ))}
          <th scope="col">
            <span class="visually-hidden">{t("leads.move")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {leads.map((lead) => (
          <Row key={lead.id} lead={lead} onMove={() => onMove(lead)} />
        ))}
      </tbody>
    </table>
  );
}

/** The garage's own list of people, and what became of each row. */
function Import({ onDone }: { onDone: () => void }) {
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [told, setTold] = useState<LeadImport["rows"]>([]);

  async function hand(file: File | undefined) {
    if (!file) return;
    try {
      const { body } = await ask<LeadImport>("/v1/leads/import", {
        method: "POST",
        headers: commandHeaders(),
        text: { content: await file.text(), type: "text/csv" },
      });
      setTold(body.rows);
      setWrong(null);
      say(t("leads.imported", { n: body.rows.filter((row) => row.outcome === "added").length }));
      onDone();
    } catch (cause) {
      setWrong(cause as Problem);
    }
  }

  return (
    <details class="card">
      <summary>{t("leads.import")}</summary>
      <p>{t("leads.importHelp")}</p>
      <pre>naam;e-mail;telefoon;straat;huisnummer;postcode;plaats;kenteken;grondslag;toestemming_op;bewijs</pre>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      <label>
        {t("leads.file")}
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void hand(event.currentTarget.files?.[0])}
        />
      </label>
      <ul class="plain">
        {told
          .filter((row) => row.outcome !== "added")
          .map((row) => (
            <li key={row.row}>
              {t("leads.row", { n: row.row })}:{" "}
              {t.known(`leads.code.${row.code}`) ?? t(`leads.outcome.${row.outcome}` as Key)}
            </li>
          ))}
      </ul>
    </details>
  );
}

function Figures({ page }: { page: LeadPage }) {
  const minutes = page.figures.answer_minutes;
  const address = `${location.origin}/garage/${me.value?.dealer ?? ""}/aanmelden`;
  return (
    <p class="soft">
      {minutes !== null && minutes !== undefined && (
        <>
          {t("leads.answer", { n: Math.max(1, Number(minutes)) })}
          <br />
        </>
      )}
      {t("leads.page")} <a href={address}>{address}</a>
    </p>
  );
}

export function Leads() {
  const view = query.value.get("status") ?? "";
  const url = `/v1/leads?limit=${PAGE}${view ? `&status=${view}` : ""}`;
  const { body, wrong, again } = useLoaded<LeadPage>(url, { every: POLL_MS });
  const { pages, more, wrong: cut } = useMore(url, body);
  const leads = pages.flatMap((page) => page.leads);
  const [moving, setMoving] = useState<Lead | null>(null);

  return (
    <div class="stack page">
      <h1>{t("nav.leads")}</h1>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={6} />}
      {body && <Figures page={body} />}
      <div class="filters">
        <label>
          {t("leads.show")}
          <select value={view} onChange={(event) => setQuery({ status: event.currentTarget.value || null })}>
            {VIEWS.map((name) => (
              <option key={name} value={name}>
                {name ? t(`leads.status.${name}` as Key) : t("leads.open")}
              </option>
            ))}
          </select>
        </label>
      </div>
      {body && leads.length === 0 && (
        <Empty title={t("leads.none")}>
          {view ? (
            <Button onClick={() => setQuery({ status: null })}>{t("leads.showOpen")}</Button>
          ) : (
            <p>{t("leads.noneHelp")}</p>
          )}
        </Empty>
      )}
      {leads.length > 0 && <List leads={leads} onMove={setMoving} />}
      {cut && <Notice tone="error">{refusalOf(cut)}</Notice>}
      {more && (
        <div>
          <Button onClick={more}>{t("more")}</Button>
        </div>
      )}
      {me.value?.role !== "adviser" && <Import onDone={again} />}
      {moving && <Move lead={moving} onClose={() => (setMoving(null), again())} />}
    </div>
  );
}
