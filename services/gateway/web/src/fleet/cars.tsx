// SPDX-License-Identifier: Apache-2.0
// "Mijn AutoPaspoorten" (iGarage fleet manual, 4): all cars of the fleet, what asks for
// attention on top, as tiles that filter; each car with its actions.
import { useEffect } from "preact/hooks";
import { memo } from "../kit/memo";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { day, money, number, t, type Key } from "../lib/i18n";
import { query, setQuery } from "../lib/router";
import { Menu, MenuButton } from "./menu";
import { carHref, hrefOf } from "./place";
import { COLUMNS, orderOf, orderText, sorted, type Column } from "./sort";
import { account, cars, carsUrl, filter, takeCars, tile, TILES, watch, type Tile } from "./store";
import { CarStatus, isPast, isSoon, lateWord } from "./status";
import type { FleetCar, FleetCars, FleetTiles } from "./types";

const POLL_MS = 60000;
/** Typing waits this long before the list is asked again. */
const TYPING_MS = 200;
const NUMBERS: Column[] = ["advices", "costs", "km"];

const euros = (cents: number): string => money(Math.round(cents / 100) * 100);

function figureOf(name: Tile, tiles: FleetTiles): string {
  return name === "costs" ? euros(tiles.costs_cents) : number(tiles[name]);
}

function Tiles({ tiles }: { tiles: FleetTiles }) {
  const shown = (name: Tile | null) => (
    <button
      key={name}
      type="button"
      class="tile-button card"
      aria-pressed={tile.value === name}
      onClick={() => setQuery({ tile: tile.value === name ? null : name })}
    >
      <span class="tile-figure">{name ? figureOf(name, tiles) : number(tiles.cars)}</span>
      <span>{t(`fleet.tile.${name ?? "all"}` as Key)}</span>
      {name === "advices" && <span class="soft">{euros(tiles.advices_cents)}</span>}
    </button>
  );
  return (
    <div class="tiles fleet-tiles" role="group" aria-label={t("fleet.tiles")}>
      {shown(null)}
      {TILES.map(shown)}
    </div>
  );
}

function Toolbar() {
  const order = orderOf(query.value.get("sort"));
  const word = (column: Column) =>
    orderText({ column, down: column === order.column ? order.down : NUMBERS.includes(column) });
  return (
    <div class="toolbar fleet-toolbar">
      <label class="fleet-search">
        {t("fleet.search")}
        <input
          type="search"
          maxLength={80}
          value={query.value.get("query") ?? ""}
          onInput={(event) => setQuery({ query: event.currentTarget.value })}
        />
      </label>
      <label class="fleet-order">
        {t("fleet.order")}
        <select
          value={orderText(order)}
          onChange={(event) => setQuery({ sort: event.currentTarget.value })}
        >
          {COLUMNS.map((column) => (
            <option key={column} value={word(column)}>
              {t(`fleet.column.${column}` as Key)}
            </option>
          ))}
        </select>
      </label>
      <div class="actions">
        <a class="button" href={`/v1/fleet/vehicles.csv${filter.value}`} download>
          {t("fleet.csv")}
        </a>
        <Button onClick={() => print()}>{t("fleet.print")}</Button>
      </div>
    </div>
  );
}

function Heading({ column }: { column: Column }) {
  const order = orderOf(query.value.get("sort"));
  const isChosen = order.column === column;
  const next = { column, down: isChosen ? !order.down : NUMBERS.includes(column) };
  const sign = isChosen ? (order.down ? " ↓" : " ↑") : "";
  return (
    <th
      scope="col"
      class={NUMBERS.includes(column) ? "cell-money" : ""}
      aria-sort={isChosen ? (order.down ? "descending" : "ascending") : undefined}
    >
      <button type="button" class="sort" onClick={() => setQuery({ sort: orderText(next) })}>
        {t(`fleet.column.${column}` as Key)}
        <span aria-hidden="true">{sign}</span>
      </button>
    </th>
  );
}

/** A date, and in words when it asks for attention. */
function Due({ date, today, label }: { date: string | undefined; today: string; label: Key }) {
  if (!date) return <td data-label={t(label)}>–</td>;
  const late = isPast(date, today);
  return (
    <td data-label={t(label)} class="cell-date">
      {day(date)}
      {(late || isSoon(date, today)) && (
        <div>
          <Badge tone={late ? "never" : "no"}>{late ? lateWord(label) : t("fleet.soon")}</Badge>
        </div>
      )}
    </td>
  );
}

function Advices({ car }: { car: FleetCar }) {
  return (
    <td class="cell-money" data-label={t("fleet.column.advices")}>
      {car.open_advices_count === 0 ? (
        "–"
      ) : (
        <>
          {money(car.open_advices_cents)}
          <div class="soft">{t("fleet.adviceCount", { n: car.open_advices_count })}</div>
        </>
      )}
    </td>
  );
}

/** `href` changes with the list's state, so it is one of the properties a row is drawn by. */
const Row = memo(({ car, today, href }: { car: FleetCar; today: string; href: string }) => (
  <tr>
    <th scope="row" class="cell-plate">
      <Link class="car-link" href={href}>
        {car.plate_formatted ? (
          <span class="plate">{car.plate_formatted}</span>
        ) : (
          t("fleet.noPlate")
        )}
      </Link>
    </th>
    <td class="cell-model">
      {car.make} {car.model}
    </td>
    <td data-label={t("fleet.column.driver")}>
      {car.driver ?? <span class="soft">{t("fleet.noDriver")}</span>}
    </td>
    <Due date={car.apk_expiry} today={today} label="fleet.column.apk" />
    <Due date={car.next_service} today={today} label="fleet.nextService" />
    <Advices car={car} />
    <td class="cell-money" data-label={t("fleet.column.costs")}>
      {euros(car.cost_12m_cents)}
    </td>
    <td class="cell-money" data-label={t("fleet.column.km")}>
      {car.odometer_km === undefined ? "–" : number(car.odometer_km)}
    </td>
    <td data-label={t("fleet.column.garage")}>{car.garage ?? "–"}</td>
    <td class="cell-status">
      <CarStatus car={car} />
    </td>
    <td class="cell-actions">
      <MenuButton car={car} />
    </td>
  </tr>
));

function Table({ page }: { page: FleetCars }) {
  const today = page.server_time.slice(0, 10);
  return (
    <div class="wide">
      <table class="list fleet-table">
        <caption class="visually-hidden">{t("fleet.nav.cars")}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <Heading key={column} column={column} />
            ))}
            <th scope="col" class="cell-actions">
              <span class="visually-hidden">{t("fleet.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted(page.vehicles, orderOf(query.value.get("sort"))).map((car) => (
            <Row key={car.passport_id} car={car} today={today} href={carHref(car.passport_id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Nothing({ page }: { page: FleetCars }) {
  if (page.tiles.cars === 0) {
    return (
      <Empty title={t("fleet.empty")}>
        <p>{t("fleet.emptyHelp")}</p>
      </Empty>
    );
  }
  return (
    <Empty title={t("fleet.noneFound")}>
      <Button onClick={() => setQuery({ tile: null, query: null })}>{t("fleet.showAll")}</Button>
    </Empty>
  );
}

function Remarks() {
  if (!account.value?.anchor_gone) return null;
  return (
    <Notice tone="warning">
      {t("fleet.anchorGone")} <Link href={hrefOf("settings")}>{t("fleet.anchorChoose")}</Link>
    </Notice>
  );
}

export function Cars() {
  const url = carsUrl.value;
  const page = cars.value;
  useEffect(() => {
    let end: (() => void) | undefined;
    const timer = setTimeout(() => (end = watch(url, POLL_MS, takeCars)), page ? TYPING_MS : 0);
    return () => {
      clearTimeout(timer);
      end?.();
    };
  }, [url]);
  const n = page?.vehicles.length ?? 0;
  return (
    <div class="stack page fleet-page">
      <h1>{t("fleet.nav.cars")}</h1>
      <Remarks />
      {!page && <Skeleton rows={8} />}
      {page && (
        <>
          <Tiles tiles={page.tiles} />
          <Toolbar />
          <p class="soft" role="status">
            {tile.value && `${t(`fleet.tile.${tile.value}` as Key)}: `}
            {t("fleet.shown", { n, of: page.tiles.cars })}
          </p>
          {n > 0 ? <Table page={page} /> : <Nothing page={page} />}
        </>
      )}
      <Menu />
    </div>
  );
}
