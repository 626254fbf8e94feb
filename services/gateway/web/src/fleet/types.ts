// SPDX-License-Identifier: Apache-2.0
// What the gateway tells a fleet's manager: the fleet, its cars, their transfers.

export interface Person {
  email: string;
  name?: string;
}

/** Who is logged in, as they may correct it. */
export interface Party {
  party_id: string;
  version: number;
  name: string;
  email: string;
  phone?: string;
  language: "nl" | "en";
  pending_email?: string;
  has_password: boolean;
}

export interface FleetAccount {
  fleet_id: string;
  version: number;
  name: string;
  status: "staging" | "invited" | "active" | "closed";
  messages: "driver" | "manager";
  approval_limit_cents?: number;
  anchor_gone: boolean;
  managers: { party_id: string; name: string; email: string; status: string }[];
}

export interface FleetAppointment {
  appointment_id: string;
  date: string;
  time: string;
  kinds: string[];
  status: "booked" | "cancelled" | "came" | "missed";
  garage?: string;
}

export interface FleetCar {
  passport_id: string;
  version: number;
  plate?: string;
  plate_formatted?: string;
  make: string;
  model: string;
  status: "created" | "invited" | "active" | "transfer_pending" | "archived";
  driver?: string;
  garage?: string;
  apk_expiry?: string;
  next_service?: string;
  open_advices_count: number;
  open_advices_cents: number;
  cost_12m_cents: number;
  odometer_km?: number;
  odometer_date?: string;
  appointment?: FleetAppointment;
  transfer?: {
    transfer_id: string;
    kind: "driver" | "owner";
    recipient: string;
    expires_at: string;
  };
}

export interface FleetTiles {
  cars: number;
  apk: number;
  service: number;
  advices: number;
  advices_cents: number;
  driver: number;
  costs_cents: number;
}

export interface FleetCars {
  vehicles: FleetCar[];
  tiles: FleetTiles;
  server_time: string;
}

export type Answer = "approve" | "later" | "decline" | "call";

export interface FleetAdvice {
  inspection_id: string;
  number: number;
  advice_id: string;
  text: string;
  severity: "advice" | "necessary";
  price_kind: "fixed" | "from" | "follows";
  line_cents?: number;
  urgency?: string;
  answer?: Answer;
  answered_at?: string;
  above_limit: boolean;
}

export interface FleetReport {
  inspection_id: string;
  number: number;
  date: string;
  garage?: string;
  advices_count: number;
  total_cents?: number;
  url?: string;
}

export interface FleetVisit {
  date: string;
  odometer_km?: number;
  classes: string[];
  garage?: string;
  cost_cents?: number;
}

export interface FleetExpected {
  visit_class: string;
  date?: string;
  p10_cents: number;
  p90_cents: number;
  visits: number;
}

export interface FleetCarDetail extends FleetCar {
  joined_at: string;
  fuel?: string;
  first_admission?: string;
  driver_email?: string;
  recalls: { code: string; text: string }[];
  history: FleetVisit[];
  reports: FleetReport[];
  advices: FleetAdvice[];
  costs: { month: string; cents: number }[];
  expected: FleetExpected[];
  appointments: FleetAppointment[];
}

export interface Transfer {
  transfer_id: string;
  version: number;
  passport_id: string;
  kind: "driver" | "owner";
  status: "pending" | "accepted" | "declined" | "cancelled" | "expired";
  plate?: string;
  plate_formatted?: string;
  make?: string;
  model?: string;
  recipient: Person;
  started_at: string;
  expires_at: string;
  reminded: number;
  ended_at?: string;
}

export interface TransferPage {
  transfers: Transfer[];
  server_time: string;
}
