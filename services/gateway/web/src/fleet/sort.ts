// SPDX-License-Identifier: Apache-2.0
// The order of the list: by one column, what is unknown last in either direction.
import type { FleetCar } from "./types";

export const COLUMNS = [
  "plate",
  "model",
  "driver",
  "apk",
  "service",
  "advices",
  "costs",
  "km",
  "garage",
  "status",
] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  column: Column;
  down: boolean;
}

const VALUE: Record<Column, (car: FleetCar) => string | number | undefined> = {
  plate: (car) => car.plate,
  model: (car) => `${car.make} ${car.model}`,
  driver: (car) => car.driver,
  apk: (car) => car.apk_expiry,
  service: (car) => car.next_service,
  advices: (car) => car.open_advices_cents,
  costs: (car) => car.cost_12m_cents,
  km: (car) => car.odometer_km,
  garage: (car) => car.garage,
  status: (car) => car.status,
};

/** "-km" is by odometer, highest first; anything else is by plate. */
export function orderOf(text: string | null): Order {
  const down = text?.startsWith("-") ?? false;
  const column = COLUMNS.find((name) => name === text?.replace("-", ""));
  return column ? { column, down } : { column: "plate", down: false };
}

export const orderText = ({ column, down }: Order): string => (down ? "-" : "") + column;

function compare(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "nl", { numeric: true });
}

export function sorted(cars: FleetCar[], { column, down }: Order): FleetCar[] {
  const value = VALUE[column];
  return [...cars].sort((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined);
    }
    const turn = down ? -1 : 1;
    return turn * compare(one, other) || compare(a.plate ?? "", b.plate ?? "");
  });
}
