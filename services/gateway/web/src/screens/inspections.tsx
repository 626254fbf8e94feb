// SPDX-License-Identifier: Apache-2.0
// Inspection forms as the service adviser follows them: which wait for a price, which were
// answered, who wants to be called. One form opens at /inspecties/<id>.
import type { InspectionHead, InspectionPage } from "../gen/api";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { day, money, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { useMore } from "../lib/more";
import { refusalOf } from "../lib/refusal";
import { path, query, setQuery } from "../lib/router";
import { InspectionForm } from "./inspections/form";
import { statusTone } from "./inspections/status";

const STATUSES = ["filling", "saved", "sent", "opened", "answered", "done", "discarded"] as const;
const TYPING_MS = 150;
const POLL_MS = 15000;

/** The address of the list as the gateway is asked for it. */
function listUrl(): string {
  const wanted = new URLSearchParams({ limit: "50" });
  for (const name of ["status", "query", "mine", "from", "to"]) {
    const value = query.value.get(name);
    if (value) wanted.set(name, value);
  }
  return `/v1/inspections?${wanted}`;
}

/** What the customer said in all, most urgent first. */
function AnswerSummary({ head }: { head: InspectionHead }) {
  const standing = head.answers.filter((answer) => !answer.voided);
  const count = (word: string) => standing.filter((answer) => answer.answer === word).length;
  const voided = head.answers.length - standing.length;
  return (
    <>
      {count("call") > 0 && <Badge tone="never">{t("forms.callMe")}</Badge>}{" "}
      {count("approve") > 0 && <Badge tone="yes">{t("forms.approved", { n: count("approve") })}</Badge>}{" "}
      {count("later") + count("decline") > 0 && (
        <Badge tone="plain">{t("forms.notNow", { n: count("later") + count("decline") })}</Badge>
      )}{" "}
      {voided > 0 && <Badge tone="no">{t("forms.voided", { n: voided })}</Badge>}{" "}
      {head.wish && <Badge tone="no">{t("forms.wish")}</Badge>}
    </>
  );
}

function Row({ head }: { head: InspectionHead }) {
  const car = [head.make, head.model].filter(Boolean).join(" ");
  return (
    <tr>
      <td>
        <Link class="row-open" href={`/inspecties/${head.inspection_id}`}>
          {head.plate_formatted && <span class="plate">{head.plate_formatted}</span>}
          {car || t("forms.noCar")}
        </Link>
        <div class="soft">{head.customer_name ?? t("forms.noCustomer")}</div>
      </td>
      <td>
        {head.inspection_date && day(head.inspection_date)}
        <div class="soft">{head.inspector}</div>
      </td>
      <td>
        <Badge tone={statusTone(head.status)}>{t(`inspection.status.${head.status}` as Key)}</Badge>
        {head.prices_open && <div class="soft">{t("forms.pricesOpen")}</div>}
      </td>
      <td class="cell-number">
        {t("inspection.checked", { n: head.checked_total ?? 0, of: head.points_total ?? 0 })}
      </td>
      <td class="cell-money">
        {head.advices.length > 0 && (
          <>
            {money(head.total_cents ?? 0)}
            {(head.follows_count ?? 0) > 0 && (
              <> {t("inspection.totalFollows", { n: head.follows_count ?? 0 })}</>
            )}
            <div class="soft">{t("inspection.adviceCount", { n: head.advices.length })}</div>
          </>
        )}
      </td>
      <td>
        <AnswerSummary head={head} />
      </td>
    </tr>
  );
}

function Filters() {
  const status = query.value.get("status") ?? "";
  return (
    <div class="toolbar forms-filters">
      <label>
        {t("inspection.filter.text")}
        <input
          type="search"
          value={query.value.get("query") ?? ""}
          onInput={(event) => setQuery({ query: event.currentTarget.value })}
        />
      </label>
      <label>
        {t("inspection.filter.status")}
        <select value={status} onChange={(event) => setQuery({ status: event.currentTarget.value })}>
          <option value="">{t("inspection.filter.every")}</option>
          {STATUSES.map((word) => (
            <option key={word} value={word}>
              {t(`inspection.status.${word}` as Key)}
            </option>
          ))}
        </select>
      </label>
      <label class="inline">
        <input
          type="checkbox"
          checked={query.value.get("mine") === "1"}
          onChange={(event) => setQuery({ mine: event.currentTarget.checked ? "1" : null })}
        />
        {t("inspection.filter.mine")}
      </label>
      <a class="button primary" href="/inspectie/">
        {t("forms.tablet")}
      </a>
    </div>
  );
}

function FormList() {
  const url = listUrl();
  const { body, wrong } = useLoaded<InspectionPage>(url, { every: POLL_MS, wait: TYPING_MS });
  const { pages, more, wrong: cut } = useMore(url, body);
  const heads = pages.flatMap((page) => page.inspections);

  return (
    <div class="stack page">
      <h1>{t("nav.inspections")}</h1>
      <Filters />
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body && heads.length === 0 && (
        <Empty title={t("inspection.noForms")}>
          <p>{t("inspection.noFormsHelp")}</p>
        </Empty>
      )}
      {heads.length > 0 && (
        <div class="wide">
          <table class="list forms-table">
            <thead>
              <tr>
                <th scope="col">{t("forms.car")}</th>
                <th scope="col">{t("forms.inspected")}</th>
                <th scope="col">{t("inspection.filter.status")}</th>
                <th scope="col">{t("forms.points")}</th>
                <th scope="col" class="cell-money">
                  {t("inspection.advices")}
                </th>
                <th scope="col">{t("forms.answer")}</th>
              </tr>
            </thead>
            <tbody>
              {heads.map((head) => (
                <Row key={head.inspection_id} head={head} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {cut && <Notice tone="error">{refusalOf(cut)}</Notice>}
      {more && <Button onClick={more}>{t("more")}</Button>}
    </div>
  );
}

export function Inspections() {
  const id = path.value.split("/")[2];
  return id ? <InspectionForm key={id} id={id} /> : <FormList />;
}
