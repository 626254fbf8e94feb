// SPDX-License-Identifier: Apache-2.0
// Above the rows: which week, what is left of it, the views with their counts, search, and
// the bar that says exactly which rows a bulk decision would touch.
import { useEffect, useRef, useState } from "preact/hooks";
import type { View, WeekHeader, WeekList as Weeks } from "../../gen/api";
import { Button } from "../../kit/kit";
import { day, left, moment, t, type Key } from "../../lib/i18n";
import { go, setQuery } from "../../lib/router";
import { serverNow, zone } from "../../lib/session";
import {
  chooseView,
  countOf,
  editable,
  header,
  matching,
  reason,
  reasonGroups,
  rows,
  search,
  selected,
  shown,
  view,
} from "./store";

const MAIN_VIEWS: View[] = ["to_review", "all", "yes", "no", "never", "automatic"];
const MORE_VIEWS: View[] = ["apk_60", "no_email", "value_500", "recall"];
const CLOSED_VIEWS: View[] = ["sent", "failed", "visited"];

function Countdown({ head }: { head: WeekHeader }) {
  const [now, setNow] = useState(serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  const remaining = new Date(head.deadline_at).getTime() - now;
  if (head.status === "closed" || remaining <= 0) {
    return <span class="deadline closed">{t("weeklist.closed")}</span>;
  }
  return (
    <span class={`deadline ${remaining < 6 * 3600000 ? "soon" : ""}`}>
      {t("weeklist.closes", { at: moment(head.deadline_at, zone()), left: left(remaining) })}
    </span>
  );
}

function mondayOf(week: string): string {
  const year = Number(week.slice(0, 4));
  const number = Number(week.slice(6));
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getUTCDate() - ((fourth.getUTCDay() + 6) % 7) + (number - 1) * 7;
  return new Date(Date.UTC(year, 0, monday)).toISOString().slice(0, 10);
}

export function Head({ weeks }: { weeks: Weeks }) {
  const head = header.value;
  if (!head) return null;
  return (
    <div class="week-head">
      <h1>{t("weeklist.title", { week: String(Number(head.week.slice(6))) })}</h1>
      <p>{t("weeklist.sends", { date: day(mondayOf(head.send_week)) })}</p>
      <Countdown head={head} />
      <details class="what-happens">
        <summary>{t("weeklist.whatHappens")}</summary>
        <p>
          {t("weeklist.whatHappensText", {
            yes: head.counts.yes,
            no: head.counts.no + head.counts.automatic,
            never: head.counts.never,
          })}
        </p>
      </details>
      <label class="week-choice">
        <span class="visually-hidden">{t("weeklist.otherWeek")}</span>
        <select
          value={head.week}
          onChange={(event) => go(`/weeklijst/${event.currentTarget.value}`)}
        >
          {weeks.weeks.map((week) => (
            <option key={week.week} value={week.week}>
              {t("weeklist.title", { week: `${Number(week.week.slice(6))} (${week.week.slice(0, 4)})` })}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function ViewButton({ which }: { which: View }) {
  return (
    <button
      type="button"
      class="view"
      aria-pressed={view.value === which}
      onClick={() => chooseView(which)}
    >
      {t(`view.${which}` as Key)} <span class="count">{countOf(which)}</span>
    </button>
  );
}

export const SEARCH_ID = "weeklist-search";

function Search() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current && field.current.value !== search.value) field.current.value = search.value;
  }, [search.value]);
  return (
    <label class="search">
      <span class="visually-hidden">{t("weeklist.search")}</span>
      <input
        id={SEARCH_ID}
        ref={field}
        type="search"
        placeholder={t("weeklist.search")}
        onInput={(event) => setQuery({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </label>
  );
}

export function Toolbar() {
  const closed = header.value?.status === "closed";
  return (
    <div class="toolbar">
      <div class="views" role="group" aria-label={t("view.label")}>
        {MAIN_VIEWS.map((which) => (
          <ViewButton key={which} which={which} />
        ))}
        {closed && CLOSED_VIEWS.map((which) => <ViewButton key={which} which={which} />)}
      </div>
      <div class="filters">
        <label>
          <span class="visually-hidden">{t("view.more")}</span>
          <select
            value={MORE_VIEWS.includes(view.value) ? view.value : ""}
            onChange={(event) => chooseView((event.currentTarget.value || "to_review") as View)}
          >
            <option value="">{t("view.more")}</option>
            {MORE_VIEWS.map((which) => (
              <option key={which} value={which}>
                {`${t(`view.${which}` as Key)} (${countOf(which)})`}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="visually-hidden">{t("weeklist.reason")}</span>
          <select
            value={reason.value}
            onChange={(event) => setQuery({ reason: event.currentTarget.value })}
          >
            <option value="">{t("weeklist.allReasons")}</option>
            {reasonGroups.value.map((group) => (
              <option key={group} value={group}>
                {t.optional(`reason.${group}`)}
              </option>
            ))}
          </select>
        </label>
        <Search />
      </div>
    </div>
  );
}

export type BulkScope = "filter" | "selected";

interface BulkProps {
  onDecide: (decision: "yes" | "no" | "never", scope: BulkScope) => void;
}

/** Never one ambiguous "select all": the sentence and the button carry the exact number. */
export function BulkBar({ onDecide }: BulkProps) {
  const chosen = selected.value.size;
  const inFilter = matching.value.length;
  const all = chosen > 0 && chosen === inFilter && matching.value.every((row) => selected.value.has(row.id));
  if (chosen === 0 || !editable.value) return null;
  return (
    <div class="bulk" role="region" aria-label={t("bulk.label")}>
      <strong>
        {all
          ? t("bulk.allInFilter", { n: chosen, view: t(`view.${view.value}` as Key) })
          : t("bulk.selected", { n: chosen })}
      </strong>
      {(["yes", "no", "never"] as const).map((decision) => (
        <Button
          key={decision}
          class={decision}
          onClick={() => onDecide(decision, all ? "filter" : "selected")}
        >
          {t("bulk.decide", { n: chosen, decision: t(`decision.${decision}`) })}
        </Button>
      ))}
      {!all && inFilter > chosen && (
        <Button
          kind="quiet"
          onClick={() => (selected.value = new Set(matching.value.map((row) => row.id)))}
        >
          {t("bulk.selectFilter", { n: inFilter })}
        </Button>
      )}
      <Button kind="quiet" onClick={() => (selected.value = new Set())}>
        {t("bulk.none")}
      </Button>
    </div>
  );
}

/** Said politely and only when it changed: how much is left. */
export function LiveCount() {
  return (
    <p class="visually-hidden" aria-live="polite">
      {t("weeklist.live", {
        shown: shown.value.length,
        left: countOf("to_review"),
        all: rows.value.length,
      })}
    </p>
  );
}
