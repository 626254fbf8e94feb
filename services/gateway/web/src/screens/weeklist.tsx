// SPDX-License-Identifier: Apache-2.0
// The weekly list: two hundred names, ten minutes, no mouse needed (ITK manual: "ja, nee,
// nooit" until Sunday 15:00).
import { useCallback, useEffect, useState } from "preact/hooks";
import type { WeekList as Weeks } from "../gen/api";
import { Button, Empty, Notice, say, Skeleton } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { t, type Key } from "../lib/i18n";
import { refusalOf } from "../lib/refusal";
import { path } from "../lib/router";
import { setServerTime } from "../lib/session";
import { KeysDialog, NeverDialog } from "./weeklist/dialogs";
import { handleKey, type Actions } from "./weeklist/keys";
import { Panel } from "./weeklist/panel";
import { PreviewDialog } from "./weeklist/preview";
import { ProposalRowView } from "./weeklist/row";
import * as list from "./weeklist/store";
import { BulkBar, Head, LiveCount, SEARCH_ID, Toolbar, type BulkScope } from "./weeklist/toolbar";

const POLL_MS = 15000;

function explain(problem: Problem): string {
  if (problem.code === "LIST_FROZEN") return t("error.frozen");
  if (problem.status === 412) return t("error.colleague");
  if (problem.status === 0) return t("error.unreachable");
  if (problem.body.difference) {
    return t("error.changed", { n: problem.body.difference.actual_count });
  }
  return refusalOf(problem);
}

async function undoLast(): Promise<void> {
  const problem = await list.undo();
  if (problem === "nothing") say(t("undo.nothing"));
  else say(problem ? explain(problem) : t("undo.done"));
}

/** Keeps the row in hand in sight, below the sticky head. */
function showActive(): void {
  const row = document.getElementById(`row-${list.activeId.value}`);
  row?.scrollIntoView({ block: "nearest" });
  if (!row || document.activeElement?.closest("dialog, input:not([type=checkbox]), select")) return;
  row.querySelector<HTMLElement>("[role=radio][aria-checked=true]")?.focus({ preventScroll: true });
}

function move(by: number, selecting = false): void {
  list.step(by, selecting);
  requestAnimationFrame(showActive);
}

async function decideOne(id: string, choice: list.Choice): Promise<void> {
  if (!list.editable.value) return say(t("error.frozen"));
  const name = list.rows.value.find((row) => row.id === id)?.customer.name ?? "";
  const problem = await list.decide(id, choice);
  if (problem) say(explain(problem));
  else {
    const decision = t(`decision.${choice.decision}` as Key);
    say(t("weeklist.decided", { name, decision }), () => void undoLast());
  }
}

async function decideBulk(choice: list.Choice, scope: BulkScope): Promise<void> {
  try {
    const result = await list.decideMany(choice, scope);
    const decision = t(`decision.${choice.decision}` as Key);
    say(t("bulk.done", { n: result.changed?.length ?? 0, decision }), () => void undoLast());
  } catch (cause) {
    say(explain(cause as Problem));
    await list.refresh();
  }
}

interface TableProps {
  onDecide: (id: string, decision: list.Decision) => void;
}

function Table({ onDecide }: TableProps) {
  const shown = list.shown.value;
  const frozen = !list.editable.value;
  const onOpen = useCallback((id: string) => {
    list.activeId.value = id;
    list.panelOpen.value = true;
  }, []);
  const onActive = useCallback((id: string) => (list.activeId.value = id), []);
  return (
    <table class="weeklist-table">
      <caption class="visually-hidden">{t("weeklist.caption")}</caption>
      <thead>
        <tr>
          <th scope="col" class="cell-select">
            <input
              type="checkbox"
              aria-label={t("weeklist.selectAll", { n: list.matching.value.length })}
              checked={list.selected.value.size > 0}
              onChange={() =>
                (list.selected.value = list.selected.value.size
                  ? new Set()
                  : new Set(list.matching.value.map((row) => row.id)))
              }
            />
          </th>
          <th scope="col" class="cell-decision">
            {t("column.decision")}
          </th>
          <th scope="col" class="cell-customer">
            {t("column.customer")}
          </th>
          <th scope="col">{t("column.reason")}</th>
          <th scope="col" class="cell-date">
            {t("column.due")}
          </th>
          <th scope="col" class="cell-confidence">
            {t("column.confidence")}
          </th>
          <th scope="col" class="cell-channel">
            {t("column.channel")}
          </th>
          <th scope="col" class="cell-money" title={t("column.valueHelp")}>
            {t("column.value")}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <ProposalRowView
            key={row.id}
            row={row}
            active={row.id === list.activeId.value}
            chosen={list.selected.value.has(row.id)}
            busy={list.pending.value.has(row.id)}
            frozen={frozen || (row.status !== "open" && row.status !== "removed")}
            clash={list.clashes.value.get(row.id)}
            onDecide={onDecide}
            onSelect={list.toggleSelected}
            onOpen={onOpen}
            onActive={onActive}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The last one was decided: that is said, rather than the rows that only stay in sight. */
const isDone = () =>
  list.view.value === "to_review" &&
  !list.search.value &&
  !list.reason.value &&
  list.rows.value.length > 0 &&
  list.countOf("to_review") === 0;

function EmptyList() {
  if (list.rows.value.length === 0) {
    return (
      <Empty title={t("weeklist.none")}>
        <p>{t("weeklist.noneHelp")}</p>
      </Empty>
    );
  }
  if (isDone()) {
    return (
      <Empty title={t("weeklist.allDone")}>
        <p>{t("weeklist.allDoneHelp")}</p>
        <Button onClick={() => list.chooseView("all")}>{t("view.all")}</Button>
      </Empty>
    );
  }
  return <Empty title={t("weeklist.nothingFound")} />;
}

type Asking =
  | { kind: "keys" }
  | { kind: "never"; name: string; many?: boolean; then: (choice: list.Choice) => void };

function useWeek(): Weeks | null {
  const [weeks, setWeeks] = useState<Weeks | null>(null);
  const asked = path.value.split("/")[2];
  useEffect(() => {
    let gone = false;
    async function load() {
      const answer = await ask<Weeks>("/v1/weeks");
      if (gone) return;
      setServerTime(answer.body.server_time);
      setWeeks(answer.body);
      const week = asked ?? answer.body.current ?? answer.body.weeks[0]?.week;
      if (week) await list.open(week);
      else list.loading.value = false;
    }
    void load().catch((cause: Problem) => {
      list.failed.value = cause;
      list.loading.value = false;
    });
    const timer = setInterval(() => document.hidden || void list.refresh(), POLL_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [asked]);
  return weeks;
}

export function WeekList() {
  const weeks = useWeek();
  const [asking, setAsking] = useState<Asking | null>(null);

  const onDecide = useCallback((id: string, decision: list.Decision) => {
    if (decision !== "never") return void decideOne(id, { decision });
    const name = list.rows.value.find((row) => row.id === id)?.customer.name ?? "";
    setAsking({ kind: "never", name, then: (choice) => void decideOne(id, choice) });
  }, []);

  const onBulk = useCallback((decision: list.Decision, scope: BulkScope) => {
    if (decision !== "never") return void decideBulk({ decision }, scope);
    const name = t("bulk.rows", { n: list.selected.value.size });
    const then = (choice: list.Choice) => void decideBulk(choice, scope);
    setAsking({ kind: "never", name, many: true, then });
  }, []);

  useEffect(() => {
    const inHand = (act: (id: string) => void) => () => {
      if (list.activeId.value) act(list.activeId.value);
    };
    const decideAndGoOn = (decision: list.Decision) =>
      inHand((id) => {
        onDecide(id, decision);
        if (decision !== "never") move(1);
      });
    const actions: Actions = {
      move,
      yes: decideAndGoOn("yes"),
      no: decideAndGoOn("no"),
      never: decideAndGoOn("never"),
      select: inHand(list.toggleSelected),
      selectAll: () => (list.selected.value = new Set(list.matching.value.map((row) => row.id))),
      detail: () => (list.panelOpen.value = !list.panelOpen.value),
      preview: () => (list.previewOf.value = list.activeRow.value ?? null),
      undo: () => void undoLast(),
      search: () => document.getElementById(SEARCH_ID)?.focus(),
      help: () => setAsking({ kind: "keys" }),
      escape: () => {
        if (list.panelOpen.value) list.panelOpen.value = false;
        else list.selected.value = new Set();
      },
    };
    const onKey = (event: KeyboardEvent) => {
      if (handleKey(event, actions)) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onDecide]);

  if (list.failed.value && list.rows.value.length === 0) {
    return <Notice tone="error">{explain(list.failed.value)}</Notice>;
  }
  if (list.loading.value || !weeks) return <Skeleton rows={12} />;
  if (weeks.weeks.length === 0) {
    return (
      <Empty title={t("weeklist.noWeek")}>
        <p>{t("weeklist.noWeekHelp")}</p>
      </Empty>
    );
  }
  return (
    <div class={`weeklist ${list.panelOpen.value ? "with-panel" : ""}`}>
      <div class="weeklist-main">
        <Head weeks={weeks} />
        <Toolbar />
        <BulkBar onDecide={onBulk} />
        {list.shown.value.length === 0 || isDone() ? <EmptyList /> : <Table onDecide={onDecide} />}
        <LiveCount />
        <p class="soft keys-hint">
          {t("keys.hint")}{" "}
          <Button kind="quiet" onClick={() => setAsking({ kind: "keys" })}>
            {t("keys.title")}
          </Button>
        </p>
      </div>
      {list.panelOpen.value && <Panel />}
      {list.previewOf.value && (
        <PreviewDialog row={list.previewOf.value} onClose={() => (list.previewOf.value = null)} />
      )}
      {asking?.kind === "keys" && <KeysDialog onClose={() => setAsking(null)} />}
      {asking?.kind === "never" && (
        <NeverDialog
          name={asking.name}
          many={asking.many}
          onClose={() => setAsking(null)}
          onChoose={(choice) => {
            asking.then(choice);
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}
