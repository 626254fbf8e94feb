// SPDX-License-Identifier: Apache-2.0
// How a car stands, as one word with a colour; and when a date asks for attention.
import { Badge } from "../kit/kit";
import { day, t, type Key } from "../lib/i18n";
import type { FleetCar } from "./types";

/** As the tile "APK < 60 d" counts. */
const SOON_DAYS = 60;
const DAY_MS = 86_400_000;

export const daysUntil = (date: string, today: string): number =>
  Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
export const isPast = (date: string, today: string): boolean => date < today;
export const isSoon = (date: string, today: string): boolean =>
  date >= today && daysUntil(date, today) < SOON_DAYS;

/** An APK lapses; service is late. */
export const lateWord = (label: Key): string =>
  t(label === "fleet.column.apk" ? "fleet.lapsed" : "fleet.late");

const TONE: Record<FleetCar["status"], string> = {
  created: "plain",
  invited: "plain",
  active: "yes",
  transfer_pending: "no",
  archived: "plain",
};

export function CarStatus({ car }: { car: FleetCar }) {
  const { appointment, transfer, status } = car;
  return (
    <>
      <Badge tone={TONE[status]}>{t(`fleet.status.${status}` as Key)}</Badge>
      {transfer && (
        <div class="soft">{t("fleet.until", { date: day(transfer.expires_at.slice(0, 10)) })}</div>
      )}
      {appointment?.status === "booked" && (
        <div class="soft">{t("fleet.appointmentOn", { date: day(appointment.date) })}</div>
      )}
    </>
  );
}
