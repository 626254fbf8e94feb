// SPDX-License-Identifier: Apache-2.0
// One car of a customer: its passport with what the garage may do about it; unfolded, its
// visits and inspection forms.
import { useState } from "preact/hooks";
import type { InspectionPage, VehicleRef } from "../../gen/api";
import { Badge, Button, Link } from "../../kit/kit";
import { day, t, type Key } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { me } from "../../lib/session";
import { statusTone } from "../inspections/status";
import { InviteAgain } from "../passports/one";
import { carOf, driverOf, PassportBadge } from "../passports/status";
import type { Passport } from "../passports/types";
import { Invite, VehicleCard } from "./visits";

interface Props {
  car: VehicleRef;
  customer: string;
  passport: Passport | undefined;
  mayGive: boolean;
  onChange: () => void;
}

function PassportOf({ car, customer, passport, mayGive, onChange }: Props) {
  const ended = !passport || passport.status === "archived";
  if (ended && !mayGive) return null;
  if (ended) {
    return (
      <div class="passport-line">
        <span class="soft">{t("passports.noneYet")}</span>
        <Link class="button primary" href={`/klanten/${customer}/autopaspoort/${car.id}`}>
          {t("passports.give")}
        </Link>
      </div>
    );
  }
  const driver = driverOf(passport);
  return (
    <div class="passport-line">
      <span>
        {t("passports.one")} <PassportBadge status={passport.status} />{" "}
        <span class="soft">
          {[driver?.name, passport.fleet?.name].filter(Boolean).join(" · ")}
        </span>
      </span>
      <Link class="button" href={`/autopaspoorten/${passport.passport_id}`}>
        {t("passports.profile")}
      </Link>
      {passport.status === "invited" && <InviteAgain passport={passport} onChange={onChange} />}
    </div>
  );
}

function Forms({ plate }: { plate: string }) {
  const url = `/v1/inspections?limit=20&query=${encodeURIComponent(plate)}`;
  const { body } = useLoaded<InspectionPage>(url);
  if (!body || body.inspections.length === 0) return null;
  return (
    <div class="stack tight">
      <h4>{t("profile.forms")}</h4>
      <ul class="versions">
        {body.inspections.map((form) => (
          <li key={form.inspection_id}>
            <span>
              <Link href={`/inspecties/${form.inspection_id}`}>
                {form.inspection_date ? day(form.inspection_date, "full") : t("profile.form")}
              </Link>{" "}
              <Badge tone={statusTone(form.status)}>
                {t(`inspection.status.${form.status}` as Key)}
              </Badge>
            </span>
            {form.advices.length > 0 && (
              <span class="soft">{t("inspection.adviceCount", { n: form.advices.length })}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Unfolded({ car, customer }: { car: VehicleRef; customer: string }) {
  const inspects = me.value?.entitlements?.includes("inspection") ?? true;
  return (
    <>
      <VehicleCard plate={car.plate!} isNamed />
      {inspects && <Forms plate={car.plate!} />}
      {inspects && <Invite customer={customer} vehicle={car.id} />}
    </>
  );
}

export function CustomerCar(props: Props) {
  const { car, customer } = props;
  const [open, setOpen] = useState(false);
  return (
    <article class="card stack" aria-label={car.plate_formatted ?? carOf(car)}>
      <div class="form-title">
        <h3>
          {car.plate_formatted && <span class="plate">{car.plate_formatted}</span>}
          {carOf(car)}
        </h3>
        {car.apk_expiry && (
          <span class="soft">{t("reason.apkExpires", { date: day(car.apk_expiry, "full") })}</span>
        )}
      </div>
      <PassportOf {...props} />
      <div class="passport-line">
        {car.plate && (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("customers.less") : t("profile.more")}
          </Button>
        )}
        <Link class="button" href={`/afspraken/nieuw?klant=${customer}&auto=${car.id}`}>
          {t("appointments.book")}
        </Link>
      </div>
      {open && car.plate && <Unfolded car={car} customer={customer} />}
    </article>
  );
}
