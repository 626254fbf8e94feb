// SPDX-License-Identifier: Apache-2.0
// One car of the fleet, over the list: how it stands, its advices with the manager's answers,
// appointments, costs, history and reports.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Badge, Button, Notice, Skeleton } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { day, number, t, type Key } from "../lib/i18n";
import { serverNow } from "../lib/session";
import { Defects, RecallNotice } from "../register/says";
import { Advices } from "./advices";
import { Costs, Year } from "./costs";
import { Expected } from "./expected";
import { actionsOf } from "./menu";
import { showCar } from "./place";
import { refusal } from "./refusal";
import { CarStatus, daysUntil, isPast, isSoon, lateWord } from "./status";
import { cars, transfers } from "./store";
import { PendingActions, TransferStatus } from "./transfers";
import type { FleetAppointment, FleetCarDetail } from "./types";

function Section({ title, children }: { title: Key; children: ComponentChildren }) {
  return (
    <section class="stack" aria-label={t(title)}>
      <h3>{t(title)}</h3>
      {children}
    </section>
  );
}

function DueFact({ label, date, today }: { label: Key; date: string | undefined; today: string }) {
  if (!date) return null;
  const days = daysUntil(date, today);
  const late = isPast(date, today);
  return (
    <>
      <dt>{t(label)}</dt>
      <dd>
        {day(date, "full")}{" "}
        {late ? (
          <Badge tone="never">{lateWord(label)}</Badge>
        ) : (
          isSoon(date, today) && <Badge tone="no">{t("fleet.inDays", { n: days })}</Badge>
        )}
      </dd>
    </>
  );
}

function Fact({ label, value }: { label: Key; value: string | undefined }) {
  if (!value) return null;
  return (
    <>
      <dt>{t(label)}</dt>
      <dd>{value}</dd>
    </>
  );
}

const todayOf = (): string => new Date(serverNow()).toISOString().slice(0, 10);

function Standing({ car }: { car: FleetCarDetail }) {
  const today = todayOf();
  const read = car.odometer_date ? ` (${day(car.odometer_date)})` : "";
  const km = car.odometer_km === undefined ? undefined : `${number(car.odometer_km)} km${read}`;
  return (
    <Section title="fleet.section.status">
      {car.recalls.map((recall) => (
        <RecallNotice key={recall.code} recall={recall} />
      ))}
      <dl class="facts">
        <dt>{t("fleet.column.status")}</dt>
        <dd>
          <CarStatus car={car} />
        </dd>
        <DueFact label="fleet.column.apk" date={car.apk_expiry} today={today} />
        <DueFact label="fleet.nextService" date={car.next_service} today={today} />
        <Fact label="fleet.column.km" value={km} />
        <Fact label="fleet.column.driver" value={car.driver ?? t("fleet.noDriver")} />
        <Fact label="fleet.email" value={car.driver_email} />
        <Fact label="fleet.column.garage" value={car.garage} />
        <Fact label="fleet.joined" value={day(car.joined_at.slice(0, 10), "full")} />
      </dl>
      <Defects list={car.defects ?? []} />
    </Section>
  );
}

function Appointments({ list }: { list: FleetAppointment[] }) {
  if (list.length === 0) return null;
  return (
    <Section title="fleet.section.appointments">
      <ul class="rows">
        {list.map((one) => (
          <li key={one.appointment_id}>
            {day(one.date, "full")}, {one.time}{" "}
            <Badge tone={one.status === "booked" ? "yes" : "plain"}>
              {t(`fleet.appointment.${one.status}` as Key)}
            </Badge>
            <div class="soft">
              {[...(one.kinds ?? []).map((kind) => t.optional(`fleet.visit.${kind}`)), one.garage]
                .filter(Boolean)
                .join(" · ")}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function History({ car }: { car: FleetCarDetail }) {
  return (
    <Section title="fleet.section.history">
      {car.history.length === 0 && <p class="soft">{t("fleet.history.none")}</p>}
      <ul class="rows">
        {car.history.map((visit, i) => (
          <li key={i}>
            <strong>{day(visit.date, "full")}</strong>
            {visit.odometer_km !== undefined && ` · ${number(visit.odometer_km)} km`}
            <div>{visit.classes.map((name) => t.optional(`class.${name}`)).join(", ")}</div>
            <Costs visit={visit} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Reports({ car }: { car: FleetCarDetail }) {
  if (car.reports.length === 0) return null;
  return (
    <Section title="fleet.section.reports">
      <ul class="rows">
        {car.reports.map(({ inspection_id, number: n, date, url, garage, advices_count: many }) => (
          <li key={`${inspection_id}/${n}`}>
            {url ? (
              <a href={url} target="_blank" rel="noopener">
                {t("fleet.report", { date: day(date, "full") })} (PDF)
              </a>
            ) : (
              t("fleet.report", { date: day(date, "full") })
            )}
            <div class="soft">
              {[t("fleet.adviceCount", { n: many }), garage].filter(Boolean).join(" · ")}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CarTransfers({ id }: { id: string }) {
  const list = (transfers.value ?? []).filter((one) => one.passport_id === id);
  if (list.length === 0) return null;
  return (
    <Section title="fleet.nav.transfers">
      <ul class="rows">
        {list.map((one) => (
          <li key={one.transfer_id}>
            {t(`fleet.kind.${one.kind}` as Key)}: {one.recipient.name ?? one.recipient.email}{" "}
            <TransferStatus transfer={one} />
            <div class="soft">{day((one.ended_at ?? one.started_at).slice(0, 10), "full")}</div>
            {one.status === "pending" && <PendingActions transfer={one} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Body({ car, onAnswered }: { car: FleetCarDetail; onAnswered: () => void }) {
  return (
    <>
      <Standing car={car} />
      <CarTransfers id={car.passport_id} />
      <Advices car={car} onAnswered={onAnswered} />
      <Appointments list={car.appointments} />
      <Expected id={car.passport_id} />
      <Year car={car} today={todayOf()} />
      <History car={car} />
      <Reports car={car} />
    </>
  );
}

function Actions({ car }: { car: FleetCarDetail }) {
  const [, ...actions] = actionsOf(car); // the first opens this drawer
  if (actions.length === 0) return null;
  return (
    <div class="actions drawer-actions">
      {actions.map(({ label, act }) => (
        <Button key={label} onClick={act}>
          {label}
        </Button>
      ))}
    </div>
  );
}

/** Reads the car, and reads it again when the list or its transfers say that something moved. */
function useCar(id: string) {
  const car = useSignal<FleetCarDetail | null>(null);
  const wrong = useSignal("");
  const listed = cars.value?.vehicles.find((one) => one.passport_id === id);
  const load = () =>
    ask<FleetCarDetail>(`/v1/fleet/vehicles/${id}`)
      .then((answer) => {
        car.value = answer.body;
        wrong.value = "";
      })
      .catch((cause: Problem) => {
        if (cause.status === 404) car.value = null;
        wrong.value = refusal(cause);
      });
  useEffect(() => void load(), [id, listed?.version, listed?.status, listed?.open_advices_count]);
  return { car, wrong, load };
}

export function Drawer({ id }: { id: string }) {
  const ref = useRef<HTMLDialogElement>(null);
  const { car, wrong, load } = useCar(id);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  const shown = car.value;
  return (
    <dialog ref={ref} class="drawer" aria-labelledby="drawer-title" onClose={() => showCar(null)}>
      <div class="drawer-head">
        <h2 id="drawer-title">
          {shown?.plate_formatted && <span class="plate">{shown.plate_formatted}</span>}
          {shown ? `${shown.make} ${shown.model}` : t("fleet.car")}
        </h2>
        <Button kind="quiet" aria-label={t("close")} onClick={() => showCar(null)}>
          ×
        </Button>
      </div>
      {wrong.value && <Notice tone="error">{wrong.value}</Notice>}
      {!shown && !wrong.value && <Skeleton rows={6} />}
      {shown && <Actions car={shown} />}
      {shown && <Body car={shown} onAnswered={() => void load()} />}
    </dialog>
  );
}
