// SPDX-License-Identifier: Apache-2.0
// An appointment made at the desk, at /afspraken/nieuw: for whom, which car, what for and when.
// A customer of the garage is found by name or plate; anybody else is typed in.
import { useState } from "preact/hooks";
import type { Customer, CustomerProfile } from "../../gen/api";
import { Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { isDay, shortDay } from "../../lib/days";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { go, query } from "../../lib/router";
import { filled } from "../passports/fields";
import { carOf } from "../passports/status";
import { FindCustomer } from "./find";
import { Refused, Slots, type When } from "./slots";
import { KINDS, STAYS } from "./status";

const OTHER_CAR = "";

/** The time that was pressed in the day view. */
function asked(): When | null {
  const date = query.value.get("date");
  return isDay(date) ? { date, time: query.value.get("time") ?? "" } : null;
}

function Car({ customer, wanted }: { customer: Customer; wanted: string | null }) {
  const cars = customer.vehicles ?? [];
  const first = cars.find(({ id, plate }) => id === wanted || plate === wanted) ?? cars[0];
  const [chosen, setChosen] = useState(first?.id ?? OTHER_CAR);
  return (
    <>
      <label>
        {t("appointments.car")}
        <select
          name="vehicle_id"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {cars.map((car) => (
            <option key={car.id} value={car.id} selected={car.id === chosen}>
              {car.plate_formatted} {carOf(car)}
            </option>
          ))}
          <option value={OTHER_CAR}>{t("appointments.otherCar")}</option>
        </select>
      </label>
      {chosen === OTHER_CAR && <PlateField />}
    </>
  );
}

function PlateField() {
  return (
    <label>
      {t("appointments.plate")}
      <input name="plate" required maxLength={20} autocapitalize="characters" />
    </label>
  );
}

function ContactFields({ customer }: { customer: Customer | null }) {
  return (
    <div class="threes">
      <label>
        {t("passports.name")}
        <input name="name" required maxLength={160} defaultValue={customer?.name} />
      </label>
      <label>
        {t("passports.email")}
        <input
          name="email"
          type="email"
          required={!customer}
          maxLength={320}
          defaultValue={customer?.email}
          aria-describedby="email-note"
        />
        {customer && <small id="email-note">{t("appointments.noEmail")}</small>}
      </label>
      <label>
        {t("passports.mobile")}
        <input
          name="phone"
          type="tel"
          maxLength={40}
          defaultValue={customer?.mobile ?? customer?.phone}
        />
      </label>
    </div>
  );
}

function WhatFor() {
  return (
    <fieldset class="card">
      <legend>{t("appointments.whatFor")}</legend>
      <div class="choices">
        {KINDS.map((kind) => (
          <label key={kind} class="inline">
            <input type="checkbox" name="kinds" value={kind} />
            {t(`appointments.kind.${kind}`)}
          </label>
        ))}
      </div>
      <div class="choices">
        {STAYS.map((stay) => (
          <label key={stay} class="inline">
            <input type="radio" name="stay" value={stay} />
            {t(`forms.stay.${stay}`)}
          </label>
        ))}
      </div>
      <label>
        {t("appointments.remarks")}
        <textarea name="remarks" rows={2} maxLength={600} />
      </label>
    </fieldset>
  );
}

function bodyOf(form: FormData, customer: Customer | null, when: When) {
  const contact = { ...filled(form, ["name", "email", "phone"]), language: customer?.language };
  const hasEmail = String(form.get("email")).trim() !== "";
  return {
    appointment_id: crypto.randomUUID(),
    ...when,
    kinds: form.getAll("kinds"),
    ...filled(form, ["stay", "remarks", "plate", "vehicle_id"]),
    ...(customer ? { customer_id: customer.id } : {}),
    ...(hasEmail ? { contact } : {}),
  };
}

function Form({ customer, onOther }: { customer: Customer | null; onOther: () => void }) {
  const [when, setWhen] = useState<When | null>(asked());
  const [wrong, setWrong] = useState("");
  const book = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (!when?.time) return setWrong(t("appointments.chooseTime"));
    if (form.getAll("kinds").length === 0) return setWrong(t("appointments.chooseKind"));
    setWrong("");
    const body = bodyOf(form, customer, when);
    if (!(await book.run("/v1/appointments", { method: "POST", body }))) return;
    say(t("appointments.booked", { day: shortDay(when.date), time: when.time }));
    go(`/afspraken?date=${when.date}`);
  }

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <fieldset class="card">
        <legend>{t("appointments.who")}</legend>
        <div class="passport-line">
          <strong>{customer?.name ?? t("appointments.stranger")}</strong>
          <Button onClick={onOther}>{t("appointments.otherCustomer")}</Button>
        </div>
        {customer ? (
          <Car
            customer={customer}
            wanted={query.value.get("auto") ?? query.value.get("kenteken")}
          />
        ) : (
          <PlateField />
        )}
        <ContactFields customer={customer} />
      </fieldset>
      <WhatFor />
      <fieldset class="card">
        <legend>{t("appointments.when")}</legend>
        <Slots chosen={when} onChoose={setWhen} />
      </fieldset>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <Refused wrong={book.wrong} onChoose={setWhen} />
      <div class="actions">
        <Link class="button" href="/afspraken">
          {t("cancel")}
        </Link>
        <Button kind="primary" type="submit" disabled={book.busy}>
          {when?.time
            ? t("appointments.bookAt", { day: shortDay(when.date), time: when.time })
            : t("appointments.book")}
        </Button>
      </div>
    </form>
  );
}

type Who = Customer | "stranger" | null;

export function BookPage() {
  const id = query.value.get("klant");
  const known = useLoaded<CustomerProfile>(id ? `/v1/customers/${id}` : null);
  const [found, setFound] = useState<Who>(null);
  const [isOther, setOther] = useState(false);
  const who: Who = found ?? (isOther ? null : known.body);
  return (
    <div class="stack page">
      <p>
        <Link href="/afspraken">‹ {t("nav.appointments")}</Link>
      </p>
      <h1>{t("appointments.book")}</h1>
      {known.wrong && <Notice tone="error">{refusalOf(known.wrong)}</Notice>}
      {id && !known.body && !known.wrong && <Skeleton rows={4} />}
      {!who && (isOther || !id || known.wrong) && (
        <FindCustomer start={query.value.get("kenteken") ?? ""} onFound={setFound} />
      )}
      {who && (
        <Form
          key={who === "stranger" ? who : who.id}
          customer={who === "stranger" ? null : who}
          onOther={() => {
            setFound(null);
            setOther(true);
          }}
        />
      )}
    </div>
  );
}
