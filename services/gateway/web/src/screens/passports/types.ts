// SPDX-License-Identifier: Apache-2.0
// Passports and fleets as the gateway describes them, under the names the screens use.
import type { FleetVehiclePage, Passport, PassportPage } from "../../gen/api";

export type { Fleet, FleetPage, PartyRef } from "../../gen/api";
export type { FleetVehiclePage, Passport, PassportPage };

export type PassportStatus = Passport["status"];
export type Counts = PassportPage["counts"];
export type FleetVehicle = FleetVehiclePage["vehicles"][number];
