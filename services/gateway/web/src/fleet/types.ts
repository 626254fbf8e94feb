// SPDX-License-Identifier: Apache-2.0
// What the gateway tells a fleet's manager, under the names the dashboard uses.
import type { FleetCarDetail, FleetCars } from "../gen/api";

export type {
  Fleet as FleetAccount,
  FleetAppointment,
  FleetCar,
  FleetCarDetail,
  FleetCars,
  Party,
  Transfer,
  TransferList as TransferPage,
} from "../gen/api";

export type FleetTiles = FleetCars["tiles"];
export type FleetAdvice = FleetCarDetail["advices"][number];
export type FleetVisit = FleetCarDetail["history"][number];
export type Answer = NonNullable<FleetAdvice["answer"]>;
