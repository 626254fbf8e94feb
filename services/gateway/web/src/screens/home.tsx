// SPDX-License-Identifier: Apache-2.0
// The start of the day: the weekly list one press away, today's appointments, forms that wait,
// passports, and "Wagenpark klanten" (manual, 3). Each tile asks for itself; one that cannot be
// told holds up no other.
import type { ComponentChildren } from "preact";
import type { InspectionPage, WeekHeader, WeekList } from "../gen/api";
import { Link, Notice, Skeleton } from "../kit/kit";
import { today } from "../lib/days";
import { left, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { me, serverNow } from "../lib/session";
import type { AppointmentPage } from "./appointments/types";
import { FleetTable } from "./fleets/table";
import { News } from "./news";
import type { FleetPage, PassportPage } from "./passports/types";

const POLL_MS = 60000;
const FLEETS_SHOWN = 8;

const uses = (part: string) => me.value?.entitlements?.includes(part as "fleet") ?? true;

interface TileProps {
  to: string;
  title: Key;
  figure: ComponentChildren;
  children?: ComponentChildren;
}

function Tile({ to, title, figure, children }: TileProps) {
  return (
    <Link class="card tile" href={to}>
      <span>{t(title)}</span>
      <span class="tile-figure">{figure ?? "–"}</span>
      <span class="soft">{children}</span>
    </Link>
  );
}

function WeekTile() {
  const weeks = useLoaded<WeekList>("/v1/weeks", { every: POLL_MS }).body;
  const week = useLoaded<WeekHeader>(weeks?.current ? `/v1/weeks/${weeks.current}` : null).body;
  const isOpen = week?.status === "open";
  return (
    <Tile to="/weeklijst" title="nav.weeklist" figure={week?.counts.to_review}>
      {week && isOpen && t("home.week", { left: left(Date.parse(week.deadline_at) - serverNow()) })}
      {week && !isOpen && t("home.weekClosed")}
    </Tile>
  );
}

function AppointmentsTile() {
  const date = today();
  const url = `/v1/appointments?status=booked&limit=500&from=${date}&to=${date}`;
  const page = useLoaded<AppointmentPage>(url, { every: POLL_MS }).body;
  const next = page?.appointments.find((entry) => Date.parse(entry.starts_at) > serverNow());
  return (
    <Tile to="/afspraken" title="home.appointments" figure={page?.appointments.length}>
      {next && t("home.nextAppointment", { time: next.time })}
    </Tile>
  );
}

function FormsTile() {
  const url = "/v1/inspections?status=answered&limit=100";
  const page = useLoaded<InspectionPage>(url, { every: POLL_MS }).body;
  const calls = page?.inspections.filter((form) =>
    form.answers.some(({ answer, voided }) => answer === "call" && !voided),
  ).length;
  const figure = page && `${page.inspections.length}${page.next_cursor ? "+" : ""}`;
  return (
    <Tile to="/inspecties?status=answered" title="home.forms" figure={figure}>
      {!!calls && t("home.calls", { n: calls })}
    </Tile>
  );
}

function PassportsTile() {
  const page = useLoaded<PassportPage>("/v1/passports?limit=1", { every: POLL_MS }).body;
  const { active = 0, transfer_pending = 0, invited = 0 } = page?.counts ?? {};
  const figure = page && active + transfer_pending;
  return (
    <Tile to="/autopaspoorten" title="nav.passports" figure={figure}>
      {invited > 0 && t("home.invited", { n: invited })}
    </Tile>
  );
}

function FleetCustomers() {
  const url = `/v1/fleets?limit=${FLEETS_SHOWN}&query=`;
  const { body, wrong } = useLoaded<FleetPage>(url, { every: POLL_MS });
  return (
    <section class="stack" aria-label={t("fleets.title")}>
      <div class="form-title">
        <h2>{t("fleets.title")}</h2>
        <Link href="/wagenparken">{t("home.allFleets")}</Link>
      </div>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={3} />}
      {body?.fleets.length === 0 && <p class="soft">{t("fleets.noneHelp")}</p>}
      {body && body.fleets.length > 0 && <FleetTable fleets={body.fleets} />}
    </section>
  );
}

export function Home() {
  return (
    <div class="stack page">
      <h1>{t("home.title", { name: me.value?.name ?? "" })}</h1>
      <div class="tiles">
        <WeekTile />
        <AppointmentsTile />
        {uses("inspection") && <FormsTile />}
        {uses("fleet") && <PassportsTile />}
      </div>
      <News />
      {uses("fleet") && <FleetCustomers />}
    </div>
  );
}
