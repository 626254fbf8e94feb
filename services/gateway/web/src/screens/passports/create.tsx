// SPDX-License-Identifier: Apache-2.0
// A customer gets a passport for a car, at /klanten/<customer>/autopaspoort/<vehicle>: contact
// and driver's profile, the owner when that is somebody else, and the fleet it belongs to from
// the start, by typing its name (manual, 2, way 2). The customer is asked to activate it.
import { useState } from "preact/hooks";
import type { CustomerProfile } from "../../gen/api";
import { Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { go } from "../../lib/router";
import { AddressFields, filled, HabitField, LanguageField, Text } from "./fields";
import { FleetPicker, type Chosen } from "./fleet_picker";
import { carOf } from "./status";
import type { Passport } from "./types";

const ADDRESS = ["company", "street", "postcode", "city", "country", "driving_habit"];

type Car = NonNullable<CustomerProfile["vehicles"]>[number];

interface Asked {
  customer: CustomerProfile;
  car: Car;
  fleet: Chosen | null;
  hasOwner: boolean;
}

function contactFrom(form: FormData, prefix: string): Record<string, string> {
  const found = filled(form, [`${prefix}name`, `${prefix}email`, `${prefix}phone`]);
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** What the gateway is asked for. */
function bodyOf(form: FormData, { customer, car, fleet, hasOwner }: Asked) {
  return {
    passport_id: crypto.randomUUID(),
    customer_id: customer.id,
    vehicle_id: car.id,
    holder: { ...contactFrom(form, "holder_"), language: form.get("language") },
    ...filled(form, ADDRESS),
    ...(hasOwner && !fleet ? { owner: contactFrom(form, "owner_") } : {}),
    ...(fleet ? { fleet_id: fleet.fleet_id } : {}),
  };
}

function Holder({ customer }: { customer: CustomerProfile }) {
  const company = customer.kind === "company" ? customer.name : "";
  const name = customer.kind === "company" ? "" : customer.name;
  const mobile = customer.mobile ?? customer.phone;
  return (
    <fieldset class="card">
      <legend>{t("passports.contactProfile")}</legend>
      <div class="pair">
        <Text name="holder_name" label="passports.name" value={name} most={160} required />
        <Text name="company" label="passports.company" value={company} most={160} />
      </div>
      <AddressFields party={customer.city ? { city: customer.city } : {}} />
      <div class="pair">
        <Text
          name="holder_email"
          label="passports.email"
          value={customer.email}
          most={320}
          type="email"
          required
        />
        <Text name="holder_phone" label="passports.mobile" value={mobile} most={40} type="tel" />
      </div>
      <div class="pair">
        <LanguageField value={customer.language} />
        <HabitField value="" note="passports.habit.note" />
      </div>
    </fieldset>
  );
}

interface OwnerProps {
  on: boolean;
  disabled: boolean;
  onSwitch: (on: boolean) => void;
}

function Owner({ on, disabled, onSwitch }: OwnerProps) {
  return (
    <fieldset class="card">
      <legend>{t("passports.ownerDetails")}</legend>
      <label class="inline">
        <input
          type="checkbox"
          checked={on && !disabled}
          disabled={disabled}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
        {t("passports.otherOwner")}
      </label>
      {disabled && <p class="soft">{t("passports.fleetOwns")}</p>}
      {on && !disabled && (
        <>
          <Text name="owner_name" label="passports.ownerName" value="" most={160} required />
          <div class="pair">
            <Text
              name="owner_email"
              label="passports.ownerEmail"
              value=""
              most={320}
              type="email"
              required
            />
            <Text name="owner_phone" label="passports.ownerPhone" value="" most={40} type="tel" />
          </div>
        </>
      )}
    </fieldset>
  );
}

function Form({ customer, car }: { customer: CustomerProfile; car: Car }) {
  const [fleet, setFleet] = useState<Chosen | null>(null);
  const [typed, setTyped] = useState("");
  const [hasOwner, setOwner] = useState(false);
  const [wrong, setWrong] = useState("");
  const create = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (typed && !fleet) return setWrong(t("fleets.chooseOrClear"));
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = bodyOf(form, { customer, car, fleet, hasOwner });
    const passport = await create.run<Passport>("/v1/passports", { method: "POST", body });
    if (!passport) return;
    say(t("passports.created", { email: String(form.get("holder_email")) }));
    go(`/autopaspoorten/${body.passport_id}`);
  }

  return (
    <form class="stack narrow" onSubmit={(event) => void submit(event)}>
      {create.wrong && <Notice tone="error">{refusalOf(create.wrong)}</Notice>}
      <Holder customer={customer} />
      <Owner on={hasOwner} disabled={!!typed} onSwitch={setOwner} />
      <fieldset class="card">
        <legend>{t("fleets.one")}</legend>
        <p class="soft">{t("passports.fleetHelp")}</p>
        <FleetPicker
          chosen={fleet}
          wrong={wrong}
          onChoose={(next, text) => {
            setFleet(next);
            setTyped(text);
            setWrong("");
          }}
        />
      </fieldset>
      <label class="inline">
        <input type="checkbox" required />
        {t("passports.terms")}
      </label>
      <div class="actions">
        <Link class="button" href={`/klanten/${customer.id}`}>
          {t("cancel")}
        </Link>
        <Button kind="primary" type="submit" disabled={create.busy}>
          {t("passports.createDo")}
        </Button>
      </div>
    </form>
  );
}

export function CreatePassport({ customer, vehicle }: { customer: string; vehicle: string }) {
  const { body, wrong } = useLoaded<CustomerProfile>(`/v1/customers/${customer}`);
  const car = body?.vehicles?.find(({ id }) => id === vehicle);
  return (
    <div class="stack page">
      <p>
        <Link href={`/klanten/${customer}`}>‹ {body?.name ?? t("nav.customers")}</Link>
      </p>
      <div class="form-title">
        <h1>{t("passports.give")}</h1>
        {car && (
          <span>
            <span class="plate">{car.plate_formatted}</span> {carOf(car)}
          </span>
        )}
      </div>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body && !car && <Notice tone="error">{t("passports.noCar")}</Notice>}
      {body && car && <Form customer={body} car={car} />}
    </div>
  );
}
