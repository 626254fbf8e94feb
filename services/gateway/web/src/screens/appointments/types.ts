// SPDX-License-Identifier: Apache-2.0
// Appointments and the calendar as the gateway describes them, under the screens' names.
import type { Appointment, Calendar } from "../../gen/api";

export type { Appointment, AppointmentPage, Calendar, Slot } from "../../gen/api";

export type AppointmentStatus = Appointment["status"];
export type CalendarDay = Calendar["days"][number];
