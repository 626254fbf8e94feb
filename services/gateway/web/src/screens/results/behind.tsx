// SPDX-License-Identifier: Apache-2.0
// The rows behind a figure: who came and what the invoice was, or the lines of a stage, of
// the weekly list and of campaigns alike.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ResultLine, ResultProposals, ResultVisit, ResultVisits } from "../../gen/api";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../../kit/kit";
import { ask, type Problem } from "../../lib/api";
import { day, money, t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { nameOf } from "./filters";

/** So many visits before the figures that follow; the others at a press. */
const FIRST = 20;

interface Page {
  next_cursor?: string;
}

/** The rows of a list, page by page; null while the first is on its way. */
function usePages<B extends Page, Row>(url: string, rowsOf: (body: B) => Row[]) {
  const [rows, setRows] = useState<Row[] | null>(null);
  const [cursor, setCursor] = useState<string | undefined>();
  const [wrong, setWrong] = useState<Problem | null>(null);

  const shown = useRef(url);

  async function load(from?: string) {
    const next = from ? `&cursor=${encodeURIComponent(from)}` : "";
    try {
      const { body } = await ask<B>(url + next);
      if (shown.current !== url) return;
      setRows((old) => (from && old ? [...old, ...rowsOf(body)] : rowsOf(body)));
      setCursor(body.next_cursor);
      setWrong(null);
    } catch (problem) {
      if (shown.current === url) setWrong(problem as Problem);
    }
  }
  useEffect(() => {
    shown.current = url;
    setRows(null);
    setCursor(undefined);
    setWrong(null);
    void load();
  }, [url]);
  const more = cursor && <Button onClick={() => void load(cursor)}>{t("more")}</Button>;
  return { rows, more, wrong };
}

function Who({ row, children }: { row: ResultLine | ResultVisit; children?: ComponentChildren }) {
  return (
    <>
      <Link href={`/klanten?query=${encodeURIComponent(row.customer.name)}`}>{row.customer.name}</Link>{" "}
      {row.vehicle?.plate_formatted && <span class="plate">{row.vehicle.plate_formatted}</span>} {children}
    </>
  );
}

/** The weekly list or the campaign's name, and by which channel. */
function Via({ row }: { row: ResultLine | ResultVisit }) {
  return (
    <>
      {nameOf("campaign", row.campaign_id ?? "list", row.campaign)}
      {row.variant && ` ${row.variant}`}
      <br />
      <span class="soft">{t.optional(`channel.${row.channel ?? "none"}`)}</span>
    </>
  );
}

function Came({ date, row }: { date: string | undefined; row: ResultLine | ResultVisit }) {
  return (
    <>
      {date ? day(date) : "–"}{" "}
      {row.flagged && (
        <Badge tone="no">
          <span title={t("results.flaggedHelp")}>{t("results.flagged")}</span>
        </Badge>
      )}
      {row.attribution && (
        <>
          <br />
          <span class="soft">{row.attribution}</span>
        </>
      )}
    </>
  );
}

function Heads({ names }: { names: Key[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" class={name === "results.invoice" ? "cell-money" : undefined}>
            {t(name)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const VISIT_HEADS: Key[] = [
  "column.customer", "results.via", "column.reason", "results.invited", "results.came", "results.invoice",
];

export function Visits({ url }: { url: string }) {
  const { rows, more, wrong } = usePages<ResultVisits, ResultVisit>(url, (body) => body.visits);
  const [all, setAll] = useState(false);
  if (wrong && !rows) return <Notice tone="error">{refusalOf(wrong)}</Notice>;
  if (!rows) return <Skeleton rows={4} />;
  if (rows.length === 0) return <Empty title={t("results.noVisits")} />;
  return (
    <>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      <table class="list stacking">
        <caption>{t("results.visits")}</caption>
        <Heads names={VISIT_HEADS} />
        <tbody>
          {rows.slice(0, all ? undefined : FIRST).map((visit) => (
            <tr key={visit.conversion_id}>
              <td class="whole">
                <Who row={visit}>
                  {visit.kind === "household" && <Badge tone="soft">{t("results.household")}</Badge>}
                  {visit.kind === "booking" && <Badge tone="soft">{t("results.booking")}</Badge>}
                </Who>
              </td>
              <td data-label={t("results.via")}>
                <Via row={visit} />
              </td>
              <td data-label={t("column.reason")}>{visit.reason_group && t.optional(`reason.${visit.reason_group}`)}</td>
              <td data-label={t("results.invited")}>{day(visit.touched_at.slice(0, 10))}</td>
              <td data-label={t("results.came")}>
                <Came date={visit.visit_date} row={visit} />
              </td>
              <td class="cell-money" data-label={t("results.invoice")}>{visit.kind === "booking" ? "–" : money(visit.value_cents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && rows.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t("results.allVisits", { n: rows.length })}</Button>
      )}
      {all && more}
    </>
  );
}

/** Of the weekly list what was decided, of a campaign what became of the message. */
function State({ line }: { line: ResultLine }) {
  if (line.status) {
    return (
      <>
        {t.optional(`status.${line.status}`)}
        {line.decision && <span class="soft"> ({t(`decision.${line.decision}` as Key)})</span>}
      </>
    );
  }
  return (
    <>
      {t.optional(`outcome.${line.outcome ?? "sent"}`)}
      {line.outcome_reason && <span class="soft"> ({t.optional(`statusReason.${line.outcome_reason}`)})</span>}
    </>
  );
}

const LINE_HEADS: Key[] = [
  "column.customer", "results.via", "column.reason", "results.state", "results.invited", "results.came",
  "results.invoice",
];

/** The lines behind a stage of the funnel. */
export function Behind({ url, table, stage }: { url: string; table: string; stage: string }) {
  const { rows, more, wrong } = usePages<ResultProposals, ResultLine>(url, (body) => body.lines ?? []);
  if (wrong && !rows) return <Notice tone="error">{refusalOf(wrong)}</Notice>;
  if (!rows) return <Skeleton rows={4} />;
  return (
    <>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      <table class="list stacking">
        <caption>
          {t(`stage.${stage}` as Key)}{" "}
          <a class="button quiet" href={table} download>
            {t("results.csvRows")}
          </a>
        </caption>
        <Heads names={LINE_HEADS} />
        <tbody>
          {rows.map((line) => (
            <tr key={line.id}>
              <td class="whole">
                <Who row={line} />
              </td>
              <td data-label={t("results.via")}>
                <Via row={line} />
              </td>
              <td data-label={t("column.reason")}>{line.reason_group && t.optional(`reason.${line.reason_group}`)}</td>
              <td data-label={t("results.state")}>
                <State line={line} />
              </td>
              <td data-label={t("results.invited")}>{line.sent_at ? day(line.sent_at.slice(0, 10)) : "–"}</td>
              <td data-label={t("results.came")}>
                <Came date={line.came_on ?? line.booked_for} row={line} />
              </td>
              <td class="cell-money" data-label={t("results.invoice")}>{line.value_cents === undefined ? "–" : money(line.value_cents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}
