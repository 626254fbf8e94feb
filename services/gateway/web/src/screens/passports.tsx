// SPDX-License-Identifier: Apache-2.0
// The garage's car passports: how many are in which state, found by plate or name. One opens
// at /autopaspoorten/<id>.
import { Button, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { day, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { useMore } from "../lib/more";
import { refusalOf } from "../lib/refusal";
import { path, query, setQuery } from "../lib/router";
import { OnePassport } from "./passports/one";
import { carOf, driverOf, PASSPORT_STATUSES, PassportBadge } from "./passports/status";
import type { Counts, Passport, PassportPage } from "./passports/types";

const PAGE = 50;
const TYPING_MS = 200;
const POLL_MS = 30000;

function listUrl(): string {
  const wanted = new URLSearchParams({ limit: String(PAGE) });
  for (const name of ["status", "query"]) {
    const value = query.value.get(name);
    if (value) wanted.set(name, value);
  }
  return `/v1/passports?${wanted}`;
}

function StatusFilter({ counts }: { counts: Counts | undefined }) {
  const chosen = query.value.get("status") ?? "";
  const words = ["", ...PASSPORT_STATUSES.filter((word) => word !== "created" || counts?.created)];
  return (
    <div class="views" role="group" aria-label={t("passports.filter")}>
      {words.map((word) => (
        <button
          key={word}
          type="button"
          class="view"
          aria-pressed={word === chosen}
          onClick={() => setQuery({ status: word })}
        >
          {word ? t(`passports.status.${word}` as Key) : t("passports.all")}{" "}
          {word && counts && (
            <span class="count">{counts[word as keyof Counts]}</span>
          )}
        </button>
      ))}
    </div>
  );
}

export function PassportRow({ passport }: { passport: Passport }) {
  const { passport_id, plate_formatted, fleet } = passport;
  const driver = driverOf(passport);
  return (
    <tr>
      <td>
        <Link class="row-open" href={`/autopaspoorten/${passport_id}`}>
          {plate_formatted ? <span class="plate">{plate_formatted}</span> : t("car.unknown")}
        </Link>{" "}
        <div>{carOf(passport)}</div>
      </td>
      <td>
        {driver?.name ?? t("passports.nobody")}
        {driver?.email && <div class="soft">{driver.email}</div>}
      </td>
      <td>{fleet && <Link href={`/wagenparken/${fleet.fleet_id}`}>{fleet.name}</Link>}</td>
      <td>
        <PassportBadge status={passport.status} />
      </td>
      <td data-label={t("passports.apk")}>{passport.apk_expiry && day(passport.apk_expiry)}</td>
    </tr>
  );
}

function List() {
  const url = listUrl();
  const { body, wrong } = useLoaded<PassportPage>(url, { every: POLL_MS, wait: TYPING_MS });
  const { pages, more, wrong: cut } = useMore(url, body);
  const rows = pages.flatMap((page) => page.passports);
  return (
    <div class="stack page">
      <h1>{t("nav.passports")}</h1>
      <div class="toolbar">
        <StatusFilter counts={body?.counts} />
        <label class="search">
          {t("passports.search")}
          <input
            type="search"
            value={query.value.get("query") ?? ""}
            onInput={(event) => setQuery({ query: event.currentTarget.value })}
          />
        </label>
      </div>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body && rows.length === 0 && (
        <Empty title={t("passports.none")}>
          <p>{t("passports.noneHelp")}</p>
          <Link class="button" href="/klanten">
            {t("nav.customers")}
          </Link>
        </Empty>
      )}
      {rows.length > 0 && (
        <table class="list stacking">
          <thead>
            <tr>
              <th scope="col">{t("forms.car")}</th>
              <th scope="col">{t("passports.driver")}</th>
              <th scope="col">{t("fleets.one")}</th>
              <th scope="col">{t("inspection.filter.status")}</th>
              <th scope="col">{t("passports.apk")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((passport) => (
              <PassportRow key={passport.passport_id} passport={passport} />
            ))}
          </tbody>
        </table>
      )}
      {cut && <Notice tone="error">{refusalOf(cut)}</Notice>}
      {more && (
        <div>
          <Button onClick={more}>{t("more")}</Button>
        </div>
      )}
    </div>
  );
}

export function Passports() {
  const id = path.value.split("/")[2];
  return id ? <OnePassport key={id} id={id} /> : <List />;
}
