// SPDX-License-Identifier: Apache-2.0
// The garage's appointments: a day with its slots, or what comes as a list. What is looked at
// stands in the address; a booking has a page of its own at /afspraken/nieuw.
import { Button, Link, Notice, Skeleton } from "../kit/kit";
import { addDays, isDay, longDay, today } from "../lib/days";
import { t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { path, query, setQuery } from "../lib/router";
import { BookPage } from "./appointments/book";
import { Day } from "./appointments/day";
import { Coming } from "./appointments/list";
import type { AppointmentPage, Calendar } from "./appointments/types";

const POLL_MS = 15000;
const DAY_MOST = 500;

function DayChoice({ date }: { date: string }) {
  const choose = (next: string) => setQuery({ date: next === today() ? null : next });
  return (
    <div class="day-choice">
      <Button onClick={() => choose(addDays(date, -1))} aria-label={t("appointments.before")}>
        ‹
      </Button>
      <Button onClick={() => choose(today())} disabled={date === today()}>
        {t("appointments.today")}
      </Button>
      <Button onClick={() => choose(addDays(date, 1))} aria-label={t("appointments.after")}>
        ›
      </Button>
      <input
        type="date"
        aria-label={t("appointments.day")}
        value={date}
        onChange={(event) => isDay(event.currentTarget.value) && choose(event.currentTarget.value)}
      />
    </div>
  );
}

function Views({ view, date }: { view: string; date: string }) {
  return (
    <div class="toolbar">
      <div class="views" role="group" aria-label={t("appointments.view")}>
        {["day", "list"].map((word) => (
          <button
            key={word}
            type="button"
            class="view"
            aria-pressed={view === word}
            onClick={() => setQuery({ view: word === "day" ? null : word })}
          >
            {t.optional(`appointments.view.${word}`)}
          </button>
        ))}
      </div>
      {view === "day" && <DayChoice date={date} />}
      <Link class="button primary" href={`/afspraken/nieuw?date=${date}`}>
        {t("appointments.book")}
      </Link>
    </div>
  );
}

function DayView({ date }: { date: string }) {
  const url = `/v1/appointments?limit=${DAY_MOST}&from=${date}&to=${date}`;
  const booked = useLoaded<AppointmentPage>(url, { every: POLL_MS });
  const slots = useLoaded<Calendar>(`/v1/calendar?from=${date}&to=${date}`, { every: POLL_MS });
  const wrong = booked.wrong ?? slots.wrong;
  const again = () => {
    booked.again();
    slots.again();
  };
  return (
    <>
      <h2>{longDay(date)}</h2>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {(!booked.body || !slots.body) && !wrong && <Skeleton rows={8} />}
      {booked.body && slots.body && (
        <Day
          date={date}
          slots={slots.body.days.find((entry) => entry.date === date)?.slots ?? []}
          appointments={booked.body.appointments.filter((entry) => entry.date === date)}
          onChange={again}
        />
      )}
    </>
  );
}

function Overview() {
  const asked = query.value.get("date");
  const date = isDay(asked) ? asked : today();
  const view = query.value.get("view") === "list" ? "list" : "day";
  return (
    <div class="stack page">
      <h1>{t("nav.appointments")}</h1>
      <Views view={view} date={date} />
      {view === "day" ? <DayView key={date} date={date} /> : <Coming />}
    </div>
  );
}

export function Appointments() {
  return path.value === "/afspraken/nieuw" ? <BookPage /> : <Overview />;
}
