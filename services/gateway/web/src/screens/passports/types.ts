// SPDX-License-Identifier: Apache-2.0
// What the gateway says of passports, fleets and appointments (proto/openapi/gateway.json).
import type { CustomerRef } from "../../gen/api";

export interface PartyRef {
  party_id: string;
  name: string;
  status?: "invited" | "active" | "closed";
  email?: string;
  phone?: string;
  company?: string;
  street?: string;
  postcode?: string;
  city?: string;
  country?: string;
  language?: "nl" | "en";
}

export type PassportStatus = "created" | "invited" | "active" | "transfer_pending" | "archived";
export type Habit = "calm" | "average" | "sporty" | "towing";

export interface Passport {
  passport_id: string;
  version: number;
  status: PassportStatus;
  plate?: string;
  plate_formatted?: string;
  make: string;
  model: string;
  vehicle_id: string;
  customer_id?: string;
  owner?: PartyRef;
  driver?: PartyRef;
  fleet?: { fleet_id: string; name: string };
  anchors_fleet?: string;
  driving_habit?: Habit;
  habit_consent: boolean;
  created_at?: string;
  invited_at?: string;
  activated_at?: string;
  transfer?: { transfer_id: string; kind: "driver" | "owner"; expires_at: string };
  archived_at?: string;
  archived_reason?: "not_mine" | "scrapped" | "exported" | "erased";
  apk_expiry?: string;
  next_service?: string;
}

export interface PassportPage {
  passports: Passport[];
  counts?: Partial<Record<PassportStatus, number>>;
  next_cursor?: string;
  server_time: string;
}

export interface Fleet {
  fleet_id: string;
  version: number;
  name: string;
  status: "staging" | "invited" | "active" | "closed";
  vehicles_count?: number;
  managers: PartyRef[];
  anchor_id?: string;
  anchor_gone: boolean;
  approval_limit_cents?: number;
  messages: "driver" | "manager";
  created_at?: string;
  activated_at?: string;
  pending_email?: string;
}

export interface FleetPage {
  fleets: Fleet[];
  next_cursor?: string;
}

export interface FleetVehicle extends Passport {
  customer?: CustomerRef;
  odometer_km?: number;
  open_advices_count?: number;
  open_advices_cents?: number;
  appointment?: { appointment_id: string; date: string; time: string };
}

export interface FleetVehiclePage {
  vehicles: FleetVehicle[];
  next_cursor?: string;
}
