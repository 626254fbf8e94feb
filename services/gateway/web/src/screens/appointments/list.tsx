// SPDX-License-Identifier: Apache-2.0
// Appointments as a list, day by day from a date on: what comes, or what became of it.
import { useState } from "preact/hooks";
import { Button, Empty, Notice, Skeleton } from "../../kit/kit";
import { ask } from "../../lib/api";
import { addDays, isDay, longDay, today } from "../../lib/days";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { query, setQuery } from "../../lib/router";
import { AppointmentCard } from "./card";
import { STATUSES } from "./status";
import type { Appointment, AppointmentPage } from "./types";

const POLL_MS = 30000;
const AHEAD_DAYS = 60;
const PAGE = 100;

function listUrl(): string {
  const asked = query.value.get("date");
  const from = isDay(asked) ? asked : today();
  const wanted = new URLSearchParams({ from, to: addDays(from, AHEAD_DAYS), limit: String(PAGE) });
  const status = query.value.get("status") ?? "booked";
  if (status !== "all") wanted.set("status", status);
  return `/v1/appointments?${wanted}`;
}

function Filters() {
  const asked = query.value.get("date");
  return (
    <div class="filters">
      <label>
        {t("appointments.from")}
        <input
          type="date"
          value={isDay(asked) ? asked : today()}
          onChange={(event) => setQuery({ date: event.currentTarget.value })}
        />
      </label>
      <label>
        {t("inspection.filter.status")}
        <select
          value={query.value.get("status") ?? "booked"}
          onChange={(event) => setQuery({ status: event.currentTarget.value })}
        >
          {STATUSES.map((word) => (
            <option key={word} value={word}>
              {t(`appointments.status.${word}`)}
            </option>
          ))}
          <option value="all">{t("inspection.filter.every")}</option>
        </select>
      </label>
    </div>
  );
}

function Days({ appointments, onChange }: { appointments: Appointment[]; onChange: () => void }) {
  const dates = [...new Set(appointments.map(({ date }) => date))].sort();
  return (
    <>
      {dates.map((date) => (
        <section key={date} class="stack tight" aria-label={longDay(date)}>
          <h2>{longDay(date)}</h2>
          <ol class="day">
            {appointments
              .filter((entry) => entry.date === date)
              .map((entry) => (
                <li key={entry.appointment_id}>
                  <div class="day-time">
                    <strong>{entry.time}</strong>
                  </div>
                  <AppointmentCard appointment={entry} onChange={onChange} />
                </li>
              ))}
          </ol>
        </section>
      ))}
    </>
  );
}

export function Coming() {
  const url = listUrl();
  const { body, wrong, again, put } = useLoaded<AppointmentPage>(url, { every: POLL_MS });
  const [busy, setBusy] = useState(false);

  async function more() {
    setBusy(true);
    const next = await ask<AppointmentPage>(
      `${url}&cursor=${encodeURIComponent(body!.next_cursor!)}`,
    ).finally(() => setBusy(false));
    put({ ...next.body, appointments: [...body!.appointments, ...next.body.appointments] });
  }

  return (
    <>
      <Filters />
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body?.appointments.length === 0 && <Empty title={t("appointments.none")} />}
      {body && <Days appointments={body.appointments} onChange={again} />}
      {body?.next_cursor && (
        <div>
          <Button disabled={busy} onClick={() => void more()}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
