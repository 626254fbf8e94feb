// SPDX-License-Identifier: Apache-2.0
// Letters and cards at /drukwerk: what is printed together, what it costs, what was left out
// and why; the garage downloads and posts, unless a print house does.
import type { PrintBatch, PrintBatchList } from "../gen/api";
import { Badge, Button, Empty, Notice, say, Skeleton } from "../kit/kit";
import { useCommand } from "../lib/command";
import { addDays, dateOf, longDay, today } from "../lib/days";
import { day, moment, money, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { zone } from "../lib/session";

const POLL_MS = 30000;
const TONES: Record<PrintBatch["status"], string> = {
  open: "no",
  ready: "never",
  printed: "never",
  handed_over: "",
  posted: "yes",
};

const reason = (code: string): string => t.known(`statusReason.${code}`) ?? code;

/** "98 brieven", "1 kaart" */
const sheets = (batch: PrintBatch) => t(`print.count.${batch.kind}` as Key, { n: batch.count });

function Cost({ batch }: { batch: PrintBatch }) {
  if (batch.status === "open") return <>{t("print.costLater")}</>;
  if (batch.each_cents === undefined) return <>{t("print.costUnknown")}</>;
  return <>{t("print.cost", { all: money(batch.cost_cents), each: money(batch.each_cents) })}</>;
}

function Facts({ batch }: { batch: PrintBatch }) {
  return (
    <dl class="facts">
      <dt>{t("print.many")}</dt>
      <dd>{sheets(batch)}</dd>
      <dt>{t("print.costs")}</dt>
      <dd>
        <Cost batch={batch} />
      </dd>
      {batch.status === "open" && (
        <>
          <dt>{t("print.closes")}</dt>
          <dd>{moment(batch.closes_at, zone())}</dd>
        </>
      )}
      {batch.posted_on && (
        <>
          <dt>{t("print.postedOn")}</dt>
          <dd>{day(batch.posted_on, "full")}</dd>
        </>
      )}
      {batch.counts_from && (
        <>
          <dt>{t("print.countsFrom")}</dt>
          <dd>{day(batch.counts_from, "full")}</dd>
        </>
      )}
    </dl>
  );
}

function LeftOut({ batch }: { batch: PrintBatch }) {
  if (!batch.left_out?.length) return null;
  const all = batch.left_out.reduce((sum, left) => sum + left.count, 0);
  return (
    <details>
      <summary>{t("print.leftOut", { n: all })}</summary>
      <ul>
        {batch.left_out.map((left) => (
          <li key={left.reason}>
            {left.count} × {reason(left.reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Sheets whose person changed their mind after the batch was closed. */
function TooLate({ batch }: { batch: PrintBatch }) {
  if (!batch.too_late?.length) return null;
  const past = batch.status === "posted" || batch.print_house;
  return (
    <Notice tone={past ? "info" : "warning"}>
      <p>{t(past ? "print.wereLate" : "print.tooLate")}</p>
      <ul>
        {batch.too_late.map((late) => (
          <li key={late.sheet}>
            {t("print.sheet", { sheet: late.sheet, piece: late.piece })}: {reason(late.reason)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Downloads({ batch }: { batch: PrintBatch }) {
  const pieces = batch.pieces ?? [];
  if (pieces.length === 0 || batch.status === "posted") return null;
  return (
    <div class="in-line">
      {pieces.map((piece) => (
        <a
          key={piece.number}
          class={batch.print_house ? "button" : "button primary"}
          href={`/v1/print-batches/${batch.batch_id}.pdf?piece=${piece.number}`}
          download
        >
          {pieces.length === 1
            ? t("print.download")
            : t("print.downloadPiece", { number: piece.number, n: piece.count })}
        </a>
      ))}
    </div>
  );
}

function Posted({ batch, onChange }: { batch: PrintBatch; onChange: () => void }) {
  const post = useCommand();
  if (batch.status === "open" || batch.status === "posted" || batch.count === 0) return null;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const posted_on = String(new FormData(event.currentTarget as HTMLFormElement).get("day"));
    const url = `/v1/print-batches/${batch.batch_id}/posted`;
    if (!(await post.run(url, { method: "POST", body: { posted_on } }))) return;
    say(t("print.noted", { day: longDay(posted_on) }));
    onChange();
  }

  return (
    <form class="in-line" onSubmit={(event) => void submit(event)}>
      <label>
        {t("print.postingDay")}
        <input
          type="date"
          name="day"
          required
          min={dateOf(batch.closed_at ?? batch.closes_at)}
          max={today()}
          defaultValue={today()}
        />
      </label>
      <Button type="submit" disabled={post.busy}>
        {t("print.isPosted")}
      </Button>
      {post.wrong && <Notice tone="error">{refusalOf(post.wrong)}</Notice>}
    </form>
  );
}

function Batch({ batch, onChange }: { batch: PrintBatch; onChange: () => void }) {
  const monday = dateOf(batch.closes_at);
  return (
    <li class="card stack">
      <h2>
        {t(`print.kind.${batch.kind}` as Key)} · {longDay(monday)}{" "}
        <Badge tone={TONES[batch.status]}>{t(`print.status.${batch.status}` as Key)}</Badge>
      </h2>
      <Facts batch={batch} />
      <TooLate batch={batch} />
      <Downloads batch={batch} />
      <Posted batch={batch} onChange={onChange} />
      <LeftOut batch={batch} />
    </li>
  );
}

export function Printing() {
  const { body, wrong, again } = useLoaded<PrintBatchList>("/v1/print-batches", { every: POLL_MS });
  const since = addDays(today(), -92);
  const batches = body?.batches.filter(
    (batch) => batch.status !== "posted" || dateOf(batch.closes_at) >= since,
  );
  return (
    <div class="stack page">
      <h1>{t("nav.printing")}</h1>
      <p class="soft">{t("print.help")}</p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={6} />}
      {batches?.length === 0 && (
        <Empty title={t("print.none")}>
          <p>{t("print.noneHelp")}</p>
        </Empty>
      )}
      <ul class="cards">
        {batches?.map((batch) => <Batch key={batch.batch_id} batch={batch} onChange={again} />)}
      </ul>
    </div>
  );
}
