// SPDX-License-Identifier: Apache-2.0
// All plates of a fleet at this garage, each with its driver, customer's profile and how its
// maintenance stands; what needs the garage soonest comes first.
import { useState } from "preact/hooks";
import { Badge, Empty, Link } from "../../kit/kit";
import { addDays, shortDay, today } from "../../lib/days";
import { day, money, number, t } from "../../lib/i18n";
import { carOf, driverOf, PassportBadge } from "../passports/status";
import type { FleetVehicle } from "../passports/types";

/** The APK's warning of the weekly list: 60 days ahead. */
const SOON_DAYS = 60;

function Due({ date, now }: { date: string | undefined; now: string }) {
  if (!date) return <>–</>;
  if (date < now) return <Badge tone="never">{t("fleets.late", { date: day(date) })}</Badge>;
  if (date <= addDays(now, SOON_DAYS)) return <Badge tone="no">{day(date)}</Badge>;
  return <>{day(date)}</>;
}

/** The first thing that comes up for a car. */
const nextOf = ({ apk_expiry, next_service }: FleetVehicle) =>
  [apk_expiry, next_service].filter(Boolean).sort()[0] ?? "9999";

const text = (car: FleetVehicle) =>
  [car.plate, car.plate_formatted, carOf(car), driverOf(car)?.name, car.customer?.name]
    .join(" ")
    .toLowerCase();

function Plate({ car, now }: { car: FleetVehicle; now: string }) {
  const driver = driverOf(car);
  const customer = car.customer?.id ?? car.customer_id;
  const { open_advices_count: advices = 0, appointment } = car;
  return (
    <tr>
      <td>
        <Link class="row-open" href={`/autopaspoorten/${car.passport_id}`}>
          {car.plate_formatted && <span class="plate">{car.plate_formatted}</span>}
          {!car.plate_formatted && t("car.unknown")}
        </Link>
        <div>{carOf(car)}</div>
      </td>
      <td>
        {driver?.name ?? <span class="soft">{t("passports.nobody")}</span>}
        {customer && (
          <div>
            <Link href={`/klanten/${customer}`}>{t("passports.toCustomer")}</Link>
          </div>
        )}
      </td>
      <td data-label={t("passports.apk")}>
        <Due date={car.apk_expiry} now={now} />
      </td>
      <td data-label={t("passports.nextService")}>
        <Due date={car.next_service} now={now} />
        {appointment && (
          <div class="soft">
            {t("fleets.booked", { date: shortDay(appointment.date), time: appointment.time })}
          </div>
        )}
      </td>
      <td class="cell-money" data-label={t("fleets.advices")}>
        {advices > 0 ? (
          <>
            {money(car.open_advices_cents ?? 0)}
            <div class="soft">{t("inspection.adviceCount", { n: advices })}</div>
          </>
        ) : (
          "–"
        )}
      </td>
      <td class="cell-number" data-label={t("fleets.odometer")}>
        {car.odometer_km === undefined ? "–" : number(car.odometer_km)}
      </td>
      <td>
        <PassportBadge status={car.status} />
      </td>
    </tr>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">{t("appointments.plate")}</th>
        <th scope="col">{t("passports.driver")}</th>
        <th scope="col">{t("passports.apk")}</th>
        <th scope="col">{t("passports.nextService")}</th>
        <th scope="col" class="cell-money">
          {t("fleets.advices")}
        </th>
        <th scope="col" class="cell-number">
          {t("fleets.odometer")}
        </th>
        <th scope="col">{t("passports.one")}</th>
      </tr>
    </thead>
  );
}

export function Plates({ vehicles }: { vehicles: FleetVehicle[] }) {
  const [wanted, setWanted] = useState("");
  const now = today();
  const shown = vehicles
    .filter((car) => text(car).includes(wanted.trim().toLowerCase()))
    .sort((a, b) => nextOf(a).localeCompare(nextOf(b)));
  if (vehicles.length === 0) return <Empty title={t("fleets.noPlates")} />;
  return (
    <section class="stack" aria-label={t("fleets.plates")}>
      <div class="toolbar">
        <h2>{t("fleets.platesCount", { n: vehicles.length })}</h2>
        <label class="search">
          {t("fleets.findPlate")}
          <input
            type="search"
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        </label>
      </div>
      <table class="list stacking">
        <Head />
        <tbody>
          {shown.map((car) => (
            <Plate key={car.passport_id} car={car} now={now} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p class="soft">{t("customers.none")}</p>}
    </section>
  );
}
