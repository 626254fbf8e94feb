// SPDX-License-Identifier: Apache-2.0
// A day at the garage: every slot with who comes then and how many places are left. What was
// booked at a time that is no slot any more is shown at its time all the same.
import { Badge, Empty, Link } from "../../kit/kit";
import { today } from "../../lib/days";
import { t } from "../../lib/i18n";
import { AppointmentCard } from "./card";
import type { Appointment, Slot } from "./types";

interface Props {
  date: string;
  slots: Slot[];
  appointments: Appointment[];
  onChange: () => void;
}

function Places({ slot, date }: { slot: Slot | undefined; date: string }) {
  if (!slot) return <span class="soft">{t("appointments.noSlot")}</span>;
  const left = slot.capacity - slot.taken;
  if (left <= 0) return <Badge tone="no">{t("appointments.full")}</Badge>;
  return (
    <>
      <span class="soft">{t("appointments.left", { n: left })}</span>
      {date >= today() && (
        <Link class="button" href={`/afspraken/nieuw?date=${date}&time=${slot.time}`}>
          {t("appointments.bookHere")}
          <span class="visually-hidden"> {slot.time}</span>
        </Link>
      )}
    </>
  );
}

export function Day({ date, slots, appointments, onChange }: Props) {
  const times = [...new Set([...slots, ...appointments].map(({ time }) => time))].sort();
  if (times.length === 0) {
    return (
      <Empty title={t("appointments.closed")}>
        <p>{t("appointments.closedHelp")}</p>
        <Link class="button" href="/beheer/afspraken">
          {t("opening.title")}
        </Link>
      </Empty>
    );
  }
  const comes = appointments.filter(({ status }) => status !== "cancelled").length;
  return (
    <>
      <p class="soft">{t("appointments.count", { n: comes })}</p>
      <ol class="day">
        {times.map((time) => (
          <li key={time}>
            <div class="day-time">
              <strong>{time}</strong>
              <Places slot={slots.find((slot) => slot.time === time)} date={date} />
            </div>
            <div class="stack tight">
              {appointments
                .filter((entry) => entry.time === time)
                .map((entry) => (
                  <AppointmentCard
                    key={entry.appointment_id}
                    appointment={entry}
                    onChange={onChange}
                  />
                ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
