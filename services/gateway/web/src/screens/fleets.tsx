// SPDX-License-Identifier: Apache-2.0
// "Wagenpark klanten" (manual, 3): the fleet accounts that have a car at this garage. The list
// also stands on the home screen; "Actie" opens all plates of one.
import type { ComponentChildren } from "preact";
import { Empty, Notice, Skeleton } from "../kit/kit";
import { t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { path, query, setQuery } from "../lib/router";
import { OneFleet } from "./fleets/one";
import { FleetTable } from "./fleets/table";
import type { FleetPage } from "./passports/types";

const PAGE = 100;
const TYPING_MS = 200;

function Listed({ page }: { page: FleetPage }): ComponentChildren {
  if (page.fleets.length > 0) return <FleetTable fleets={page.fleets} />;
  return (
    <Empty title={t("fleets.none")}>
      <p>{t("fleets.noneHelp")}</p>
    </Empty>
  );
}

function List() {
  const wanted = query.value.get("query") ?? "";
  const url = `/v1/fleets?limit=${PAGE}&query=${encodeURIComponent(wanted)}`;
  const { body, wrong } = useLoaded<FleetPage>(url, { wait: wanted ? TYPING_MS : 0 });
  return (
    <div class="stack page">
      <h1>{t("fleets.title")}</h1>
      <label class="search">
        {t("fleets.search")}
        <input
          type="search"
          value={wanted}
          onInput={(event) => setQuery({ query: event.currentTarget.value })}
        />
      </label>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={5} />}
      {body && <Listed page={body} />}
      {body?.next_cursor && <p class="soft">{t("fleets.searchMore")}</p>}
    </div>
  );
}

export function Fleets() {
  const id = path.value.split("/")[2];
  return id ? <OneFleet key={id} id={id} /> : <List />;
}
