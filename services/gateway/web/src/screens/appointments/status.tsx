// SPDX-License-Identifier: Apache-2.0
// How far an appointment is and what it is for, in words.
import { Badge } from "../../kit/kit";
import { t } from "../../lib/i18n";
import type { Appointment, AppointmentStatus } from "./types";

export const KINDS = ["service", "apk", "advice", "tyres", "repair", "recall", "other"] as const;
export const STATUSES = ["booked", "came", "missed", "cancelled"] as const;
export const STAYS = ["leave", "wait", "loan_car"] as const;

const TONES: Record<AppointmentStatus, string> = {
  booked: "plain",
  came: "yes",
  missed: "never",
  cancelled: "no",
};

export function AppointmentBadge({ status }: { status: AppointmentStatus }) {
  return <Badge tone={TONES[status]}>{t(`appointments.status.${status}`)}</Badge>;
}

export const kindsOf = ({ kinds }: Appointment) =>
  kinds.map((kind) => t(`appointments.kind.${kind}`)).join(", ");
