// SPDX-License-Identifier: Apache-2.0
// A car's visits as the desk sees them, and the invitation to register it for an inspection.
import { useEffect, useState } from "preact/hooks";
import type { Vehicle } from "../../gen/api";
import { Button, Notice, say, Skeleton } from "../../kit/kit";
import { ask, commandHeaders, type Problem } from "../../lib/api";
import { day, money, number, t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { RegisterSays } from "../../register/says";

/** `isNamed`: the car's plate stands above already. */
export function VehicleCard({ plate, isNamed = false }: { plate: string; isNamed?: boolean }) {
  const [vehicle, setVehicle] = useState<Vehicle | null>(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    ask<Vehicle>(`/v1/vehicles/${encodeURIComponent(plate)}`)
      .then((answer) => setVehicle(answer.body))
      .catch((cause: Problem) => setWrong(refusalOf(cause)));
  }, [plate]);
  if (wrong) return <Notice tone="error">{wrong}</Notice>;
  if (!vehicle) return <Skeleton rows={3} />;
  return (
    <div class="stack vehicle">
      {!isNamed && (
        <p>
          <span class="plate">{vehicle.plate_formatted}</span> {vehicle.make} {vehicle.model}
          {vehicle.apk_expiry && (
            <span class="soft">
              {" "}
              · {t("reason.apkExpires", { date: day(vehicle.apk_expiry, "full") })}
            </span>
          )}
        </p>
      )}
      <RegisterSays says={vehicle.register} />
      {vehicle.visits && vehicle.visits.length > 0 && (
        <table class="plain">
          <caption>{t("customers.visits")}</caption>
          <tbody>
            {vehicle.visits.map((visit) => (
              <tr key={visit.visit_id} class={visit.voided ? "struck" : ""}>
                <td>{day(visit.visit_date, "full")}</td>
                <td>{visit.odometer_km === undefined ? "–" : `${number(visit.odometer_km)} km`}</td>
                <td>{visit.classes?.map((name) => t.optional(`class.${name}`)).join(", ")}</td>
                <td class="cell-money">{money(visit.customer_net_cents ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** The customer gets a letter with a link to register the car for an inspection. */
export function Invite({ customer, vehicle }: { customer: string; vehicle: string }) {
  const [wrong, setWrong] = useState("");
  const [done, setDone] = useState(false);
  async function invite() {
    try {
      const registration_id = crypto.randomUUID();
      const body = { registration_id, customer_id: customer, vehicle_id: vehicle };
      await ask("/v1/registrations", { method: "POST", headers: commandHeaders(), body });
      setDone(true);
      say(t("customers.invited"));
    } catch (cause) {
      setWrong(refusalOf(cause as Problem));
    }
  }
  return (
    <div>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <Button disabled={done} onClick={() => void invite()}>
        {done ? t("customers.invited") : t("customers.invite")}
      </Button>
    </div>
  );
}
