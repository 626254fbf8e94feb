// SPDX-License-Identifier: Apache-2.0
// Fleet accounts as a table; "Actie" leads to the plates of one (manual, 3).
import { Link } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { FleetBadge } from "../passports/status";
import type { Fleet } from "../passports/types";

export function FleetTable({ fleets }: { fleets: Fleet[] }) {
  return (
    <table class="list stacking">
      <thead>
        <tr>
          <th scope="col">{t("fleets.name")}</th>
          <th scope="col">{t("fleets.manager")}</th>
          <th scope="col">{t("fleets.status")}</th>
          <th scope="col" class="cell-number">
            {t("fleets.cars")}
          </th>
          <th scope="col">{t("fleets.action")}</th>
        </tr>
      </thead>
      <tbody>
        {fleets.map((fleet) => (
          <tr key={fleet.fleet_id}>
            <td>
              <strong>{fleet.name}</strong>
            </td>
            <td>
              {fleet.managers[0]?.name}
              <div class="soft">{fleet.managers[0]?.email}</div>
            </td>
            <td>
              <FleetBadge status={fleet.status} />
            </td>
            <td class="cell-number" data-label={t("fleets.cars")}>
              {fleet.vehicles_count}
            </td>
            <td>
              <Link class="button" href={`/wagenparken/${fleet.fleet_id}`}>
                {t("fleets.action")}
                <span class="visually-hidden">: {t("fleets.platesOf", { name: fleet.name })}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
