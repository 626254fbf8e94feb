// SPDX-License-Identifier: Apache-2.0
// What the gateway says of a garage's calendar (proto/openapi/gateway.json).
import type { CustomerRef } from "../../gen/api";

export type AppointmentStatus = "booked" | "cancelled" | "came" | "missed";
export type AppointmentKind =
  | "service"
  | "apk"
  | "advice"
  | "tyres"
  | "repair"
  | "recall"
  | "other";
export type Stay = "wait" | "loan_car" | "leave";

export interface Appointment {
  appointment_id: string;
  version: number;
  status: AppointmentStatus;
  date: string;
  time: string;
  minutes: number;
  starts_at: string;
  kinds: AppointmentKind[];
  stay?: Stay;
  remarks?: string;
  plate?: string;
  plate_formatted?: string;
  make?: string;
  model?: string;
  vehicle_id?: string;
  customer_id?: string;
  customer?: CustomerRef;
  passport_id?: string;
  inspection_id?: string;
  contact?: { email: string; name?: string; phone?: string };
  booked_by: "holder" | "link" | "garage";
  moved_at?: string;
  cancelled_by?: "holder" | "link" | "garage";
  reason?: string;
}

export interface AppointmentPage {
  appointments: Appointment[];
  next_cursor?: string;
  server_time: string;
}

export interface Slot {
  time: string;
  minutes: number;
  capacity: number;
  taken: number;
}

export interface CalendarDay {
  date: string;
  slots: Slot[];
}

export interface Calendar {
  days: CalendarDay[];
  server_time: string;
}
