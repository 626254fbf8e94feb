// SPDX-License-Identifier: Apache-2.0
// All forms of the garage, and at the top those that this device still has to send.
import { useEffect, useState } from "preact/hooks";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../../kit/kit";
import { Problem } from "../../lib/api";
import { day, money, t } from "../../lib/i18n";
import { query, setQuery } from "../../lib/router";
import { allForms } from "../db";
import { waiting } from "../device";
import { listForms } from "../gateway";
import { shownPlate } from "../plate";
import type { FormStatus, Head } from "../types";
import { ROOT } from "./start";

const STATUSES: FormStatus[] = [
  "filling",
  "saved",
  "sent",
  "opened",
  "answered",
  "done",
  "discarded",
];

export function FormRow({ head }: { head: Head }) {
  const unsent = waiting.value.some((item) => item.form === head.inspection_id);
  const date = head.inspection_date ? day(head.inspection_date) : "";
  const car = [head.make, head.model].filter(Boolean).join(" ");
  return (
    <li class="form-row">
      <span>
        {head.plate ? (
          <span class="plate">{shownPlate(head.plate)}</span>
        ) : (
          <span class="soft">{t("inspection.noPlate")} </span>
        )}
        <strong>{car}</strong>
        <span class="car soft">
          {[head.customer_name, date, head.inspector].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span class="form-row-state">
        <Badge tone={head.status === "answered" || head.status === "done" ? "yes" : ""}>
          {t(`inspection.status.${head.status}`)}
        </Badge>
        {unsent && <Badge tone="no">{t("inspection.unsent")}</Badge>}
        {head.points_total ? (
          <span class="soft">
            {t("inspection.checked", { n: head.checked_total ?? 0, of: head.points_total })}
          </span>
        ) : null}
        {head.total_cents ? <span class="soft">{money(head.total_cents)}</span> : null}
      </span>
      <Link class="button" href={ROOT + head.inspection_id}>
        {t("inspection.edit")}
        <span class="visually-hidden"> {head.plate ? shownPlate(head.plate) : car}</span>
      </Link>
    </li>
  );
}

/** What the gateway lists, after the forms that only this device has. */
async function load(filter: Record<string, string>, local: boolean) {
  const kept = local ? (await allForms()).map((entry) => entry.form) : [];
  try {
    const page = await listForms({ ...filter, limit: "50" });
    const known = new Set(page.inspections.map((head) => head.inspection_id));
    const own = kept.filter((form) => form.revision === 0 && !known.has(form.inspection_id));
    return { items: [...own, ...page.inspections], next: page.next_cursor, offline: false };
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return { items: kept as Head[], next: undefined, offline: true };
  }
}

export function Forms() {
  const [page, setPage] = useState<Awaited<ReturnType<typeof load>> | null>(null);
  const status = query.value.get("status") ?? "";
  const text = query.value.get("query") ?? "";
  const mine = query.value.get("mine") ?? "";
  const filter = {
    ...(status && { status }),
    ...(text && { query: text }),
    ...(mine && { mine }),
  };
  useEffect(() => {
    void load(filter, !status && !text).then(setPage);
  }, [status, text, mine]);

  async function more(cursor: string) {
    const next = await load({ ...filter, cursor }, false);
    setPage({ ...next, items: [...(page?.items ?? []), ...next.items] });
  }

  return (
    <div class="page stack">
      <Link href={ROOT}>‹ {t("inspection.back")}</Link>
      <h1>{t("inspection.entry.all")}</h1>
      <form
        class="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setQuery({ query: String(new FormData(event.currentTarget).get("query") ?? "") });
        }}
      >
        <label class="search">
          {t("inspection.filter.text")}
          <input name="query" type="search" defaultValue={text} maxLength={60} />
        </label>
        <label>
          {t("inspection.filter.status")}
          <select value={status} onChange={(event) => setQuery({ status: event.currentTarget.value })}>
            <option value="">{t("inspection.filter.every")}</option>
            {STATUSES.map((word) => (
              <option key={word} value={word}>
                {t(`inspection.status.${word}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="inline">
          <input
            type="checkbox"
            checked={mine === "1"}
            onChange={(event) => setQuery({ mine: event.currentTarget.checked ? "1" : null })}
          />
          {t("inspection.filter.mine")}
        </label>
        <Button type="submit">{t("inspection.search")}</Button>
      </form>
      {page?.offline && <Notice tone="warning">{t("inspection.listOffline")}</Notice>}
      {!page && <Skeleton rows={4} />}
      {page?.items.length === 0 && (
        <Empty title={t("inspection.noForms")}>
          <p>{t("inspection.noFormsHelp")}</p>
        </Empty>
      )}
      <ul class="rows card">
        {page?.items.map((head) => (
          <FormRow key={head.inspection_id} head={head} />
        ))}
      </ul>
      {page?.next && <Button onClick={() => void more(page.next!)}>{t("inspection.more")}</Button>}
    </div>
  );
}
