// SPDX-License-Identifier: Apache-2.0
// A customer's profile at /klanten/<id>: who it is, each car with its passport, visits and
// forms, the appointments that are coming, what was agreed to, how the customer was reached.
import type { CustomerProfile } from "../gen/api";
import { Badge, Link, Notice, Skeleton } from "../kit/kit";
import { addDays, dateOf, shortDay, today } from "../lib/days";
import { day, t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { path } from "../lib/router";
import { me } from "../lib/session";
import { AppointmentBadge, kindsOf } from "./appointments/status";
import type { AppointmentPage } from "./appointments/types";
import { CreatePassport } from "./passports/create";
import type { Passport, PassportPage } from "./passports/types";
import { CustomerCar } from "./profile/car";
import { Agreed, Privacy } from "./profile/privacy";

const POLL_MS = 30000;
const AHEAD_DAYS = 365;

function Contact({ customer }: { customer: CustomerProfile }) {
  const last = customer.last_invoice_date;
  const facts = [
    [t("profile.number"), customer.number],
    [t("passports.city"), customer.city],
    [t("passports.email"), customer.email],
    [t("passports.mobile"), customer.mobile ?? customer.phone],
    [t("profile.lastInvoice"), last && day(last, "full")],
  ];
  return (
    <section class="card stack" aria-label={t("profile.contact")}>
      <h2>{t("profile.contact")}</h2>
      <dl class="facts">
        {facts
          .filter(([, text]) => text)
          .map(([label, text]) => (
            <>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </>
          ))}
      </dl>
    </section>
  );
}

function Coming({ customer }: { customer: string }) {
  const from = today();
  const url = `/v1/appointments?customer=${customer}&from=${from}&to=${addDays(from, AHEAD_DAYS)}`;
  const { body } = useLoaded<AppointmentPage>(url);
  const mine = body?.appointments.filter((entry) => entry.customer_id === customer) ?? [];
  if (mine.length === 0) return null;
  return (
    <section class="card stack" aria-label={t("profile.coming")}>
      <h2>{t("profile.coming")}</h2>
      <ul class="versions">
        {mine.map((entry) => (
          <li key={entry.appointment_id}>
            <span>
              <Link href={`/afspraken?date=${entry.date}`}>
                {shortDay(entry.date)} {entry.time}
              </Link>{" "}
              <AppointmentBadge status={entry.status} />
            </span>
            <span class="soft">
              {entry.plate_formatted} {kindsOf(entry)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contacts({ customer }: { customer: CustomerProfile }) {
  return (
    <section class="card stack" aria-label={t("contacts.title")}>
      <h2>{t("contacts.title")}</h2>
      {customer.contacts.length === 0 && <p class="soft">{t("contacts.none")}</p>}
      <ul class="versions">
        {customer.contacts.map((entry) => (
          <li key={entry.at + entry.outcome}>
            <span>
              {t.known(`profile.channel.${entry.channel}`) ?? entry.channel}:{" "}
              {t.optional(`outcome.${entry.outcome}`)}
            </span>
            <span class="soft">{day(dateOf(entry.at), "full")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The passports of a customer's cars here, by vehicle; the newest that still runs wins. */
function byVehicle(passports: Passport[]): Map<string, Passport> {
  const found = new Map<string, Passport>();
  for (const passport of passports) {
    const known = found.get(passport.vehicle_id);
    if (!known || known.status === "archived") found.set(passport.vehicle_id, passport);
  }
  return found;
}

function Shown({ customer }: { customer: CustomerProfile }) {
  const hasFleet = me.value?.entitlements?.includes("fleet") ?? true;
  const passports = useLoaded<PassportPage>(
    hasFleet ? `/v1/passports?limit=100&customer=${customer.id}` : null,
    { every: POLL_MS },
  );
  const known = byVehicle(passports.body?.passports ?? []);
  return (
    <div class="form-columns">
      <div class="stack">
        <section class="stack" aria-label={t("profile.cars")}>
          <h2>{t("profile.carsCount", { n: customer.vehicles?.length ?? 0 })}</h2>
          {passports.wrong && <Notice tone="error">{refusalOf(passports.wrong)}</Notice>}
          {customer.vehicles?.map((car) => (
            <CustomerCar
              key={car.id}
              car={car}
              customer={customer.id}
              passport={known.get(car.id)}
              mayGive={hasFleet && !!passports.body}
              onChange={passports.again}
            />
          ))}
        </section>
        <Agreed customer={customer} />
      </div>
      <div class="stack">
        <Contact customer={customer} />
        <Coming customer={customer.id} />
        <Contacts customer={customer} />
        <Privacy customer={customer} />
      </div>
    </div>
  );
}

function Profile({ id }: { id: string }) {
  const { body, wrong } = useLoaded<CustomerProfile>(`/v1/customers/${id}`, { every: POLL_MS });
  return (
    <div class="stack page">
      <p>
        <Link href="/klanten">‹ {t("nav.customers")}</Link>
      </p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body && (
        <>
          <div class="form-title">
            <h1>{body.name}</h1>
            {body.kind === "company" && <Badge tone="plain">{t("profile.company")}</Badge>}
            {body.objected && <Badge tone="never">{t("customer.objected")}</Badge>}
          </div>
          <Shown customer={body} />
        </>
      )}
    </div>
  );
}

export function CustomerPages() {
  const [, , id, what, vehicle] = path.value.split("/");
  if (what === "autopaspoort" && vehicle) {
    return <CreatePassport customer={id!} vehicle={vehicle} />;
  }
  return <Profile key={id} id={id!} />;
}
