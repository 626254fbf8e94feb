// SPDX-License-Identifier: Apache-2.0
// DMS-intake: what each connection delivered and what became of it, why a record did not
// count, and the way to offer it again. Nothing that came in is ever dropped silently.
import { useEffect, useState } from "preact/hooks";
import type {
  BulkReplayed,
  Checked,
  Connection,
  Finding,
  IntakePage,
  IntakeRecord,
  Receipt,
} from "../gen/api";
import { Badge, Button, Dialog, Empty, Notice, say, Skeleton } from "../kit/kit";
import { ask, commandHeaders, type Problem } from "../lib/api";
import { ago, moment, number, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { useMore } from "../lib/more";
import { refusalOf } from "../lib/refusal";
import { query, setQuery } from "../lib/router";
import { serverNow, setServerTime, zone } from "../lib/session";

const POLL_MS = 10000;
const STATUSES = ["", "parked", "accepted", "duplicate", "discarded"] as const;
const TONES = { accepted: "yes", duplicate: "soft", parked: "no", discarded: "soft" };

function filterUrl(): string {
  const wanted = new URLSearchParams();
  for (const name of ["status", "vendor", "receipt"]) {
    const value = query.value.get(name);
    if (value) wanted.set(name, value);
  }
  wanted.set("limit", "100");
  return `/v1/intake?${wanted.toString()}`;
}

function filterBody() {
  const filter: Record<string, string> = {};
  for (const name of ["vendor", "receipt"]) {
    const value = query.value.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

/** A day in 24 bars; the figures are in the text beside it. */
function Spark({ figures }: { figures: number[] }) {
  const most = Math.max(1, ...figures);
  return (
    <svg class="spark" viewBox={`0 0 ${figures.length * 4} 20`} aria-hidden="true">
      {figures.map((figure, i) => (
        <rect
          key={i}
          x={i * 4}
          width="3"
          y={20 - (figure / most) * 20}
          height={(figure / most) * 20}
        />
      ))}
    </svg>
  );
}

function ConnectionCard({ connection }: { connection: Connection }) {
  return (
    <li class={`card connection ${connection.silent ? "alarm" : ""}`}>
      <h2>{t.optional(`vendor.${connection.vendor}`)}</h2>
      {connection.silent ? (
        <Notice tone="warning">
          {t("intake.silent", {
            since: connection.silent_since ? ago(connection.silent_since, serverNow()) : "–",
          })}
        </Notice>
      ) : (
        <p class="soft">
          {connection.last_message_at
            ? t("intake.last", { when: ago(connection.last_message_at, serverNow()) })
            : t("intake.never")}
        </p>
      )}
      <p>
        {t("intake.today", {
          accepted: connection.accepted_today,
          duplicate: connection.duplicate_today,
          parked: connection.parked_today,
        })}
      </p>
      {connection.per_hour && <Spark figures={connection.per_hour} />}
    </li>
  );
}

/**
 * In the reader's language where we have words for the rule, else as the service said it;
 * words that end in a colon want the service's own text behind them.
 */
function findingText(finding: Finding): string {
  const words = t.known(`rule.${finding.rule}`);
  return words?.endsWith(":") ? `${words} ${finding.text}` : (words ?? finding.text);
}

function Findings({ findings }: { findings: Finding[] }) {
  return (
    <ul class="findings">
      {findings.map((finding, i) => (
        <li key={i}>
          <Badge tone={finding.severity === "error" ? "never" : "no"}>{finding.rule}</Badge>{" "}
          {findingText(finding)}
          {finding.place && <code>{finding.place}</code>}
        </li>
      ))}
    </ul>
  );
}

interface RecordProps {
  id: string;
  onClose: () => void;
  onChanged: () => void;
}

function RecordDialog({ id, onClose, onChanged }: RecordProps) {
  const [record, setRecord] = useState<IntakeRecord | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [why, setWhy] = useState("");

  useEffect(() => {
    ask<IntakeRecord>(`/v1/intake/${id}`)
      .then((answer) => setRecord(answer.body))
      .catch(setWrong);
  }, [id]);

  async function act(what: "replay" | "discard") {
    try {
      const answer = await ask<IntakeRecord>(`/v1/intake/${id}/${what}`, {
        method: "POST",
        headers: commandHeaders(),
        ...(what === "discard" ? { body: { reason: why } } : {}),
      });
      onChanged();
      if (answer.status === 200) {
        setRecord(answer.body);
        say(t(`intake.became.${answer.body.status}`));
      } else say(t("intake.underWay"));
      setWrong(null);
    } catch (cause) {
      setWrong(cause as Problem);
    }
  }

  return (
    <Dialog title={t("intake.record", { number: record?.document_number ?? "…" })} onClose={onClose}>
      <div class="stack">
        {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
        {!record && !wrong && <Skeleton rows={4} />}
        {record && (
          <>
            <p>
              <Badge tone={TONES[record.status]}>{t(`intake.status.${record.status}`)}</Badge>{" "}
              {t.optional(`vendor.${record.vendor}`)} · {moment(record.received_at, zone())}
            </p>
            {record.duplicate_of && <p>{t("intake.duplicateOf")}</p>}
            {record.reasons.length > 0 && <Findings findings={record.reasons} />}
            {record.preview && (
              <details>
                <summary>{t("intake.document")}</summary>
                <pre class="payload" tabIndex={0}>
                  {record.preview}
                </pre>
              </details>
            )}
            {record.status === "parked" && (
              <div class="stack">
                <p class="soft">{t("intake.replayHelp")}</p>
                <div class="actions">
                  <Button kind="primary" onClick={() => void act("replay")}>
                    {t("intake.replay")}
                  </Button>
                </div>
                <label>
                  {t("intake.discardReason")}
                  <input maxLength={200} onInput={(event) => setWhy(event.currentTarget.value)} />
                </label>
                <div class="actions">
                  <Button kind="danger" disabled={!why.trim()} onClick={() => void act("discard")}>
                    {t("intake.discard")}
                  </Button>
                </div>
              </div>
            )}
          </>
        )}
        <div class="actions">
          <Button onClick={onClose}>{t("close")}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** First what would happen, then the doing, both for exactly the same number. */
function ReplayAll({ onDone }: { onDone: () => void }) {
  const [count, setCount] = useState<number | null>(null);

  async function run(dry: boolean) {
    const body = {
      filter: { ...filterBody(), status: "parked" },
      dry_run: dry,
      ...(dry ? {} : { expected_count: count }),
    };
    try {
      const { body: result } = await ask<BulkReplayed>("/v1/intake/replay", { method: "POST", body });
      if (dry) setCount(result.count);
      else {
        setCount(null);
        say(
          t("intake.replayed", {
            accepted: result.accepted ?? 0,
            parked: result.still_parked ?? 0,
          }),
        );
        onDone();
      }
    } catch (cause) {
      say(refusalOf(cause as Problem));
    }
  }

  if (count === null) {
    return <Button onClick={() => void run(true)}>{t("intake.replayAll")}</Button>;
  }
  return (
    <span class="confirm">
      {t("intake.replayAsk", { n: count })}{" "}
      <Button kind="primary" disabled={count === 0} onClick={() => void run(false)}>
        {t("intake.replayGo", { n: count })}
      </Button>{" "}
      <Button onClick={() => setCount(null)}>{t("cancel")}</Button>
    </span>
  );
}

const TYPES: Record<string, string> = {
  xml: "application/xml",
  csv: "text/csv",
  json: "application/json",
};

/** For integrators: try a file without storing anything, or hand it in. */
function TryFile({ onSent }: { onSent: () => void }) {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [wrong, setWrong] = useState("");
  const [file, setFile] = useState<{ name: string; content: string } | null>(null);

  async function choose(input: HTMLInputElement) {
    const chosen = input.files?.[0];
    setChecked(null);
    setWrong("");
    if (!chosen) return setFile(null);
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    let content: string;
    try {
      content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      content = new TextDecoder("windows-1252").decode(bytes);
    }
    setFile({ name: chosen.name, content });
  }

  async function send(dry: boolean) {
    if (!file) return;
    const type = TYPES[file.name.split(".").pop()?.toLowerCase() ?? ""];
    if (!type) return setWrong(t("try.type"));
    const url = `/v1/invoices?file_name=${encodeURIComponent(file.name)}${dry ? "&dry_run=1" : ""}`;
    try {
      const answer = await ask<Checked & Receipt>(url, {
        method: "POST",
        text: { content: file.content, type },
        headers: commandHeaders(),
      });
      setWrong("");
      if (dry) setChecked(answer.body);
      else {
        say(t("try.sent"));
        setQuery({ receipt: answer.body.receipt_id, status: null });
        onSent();
      }
    } catch (cause) {
      setWrong(refusalOf(cause as Problem));
    }
  }

  return (
    <details class="card try">
      <summary>{t("try.title")}</summary>
      <div class="stack">
        <p class="soft">{t("try.help")}</p>
        <label>
          {t("try.file")}
          <input
            type="file"
            accept=".xml,.csv,.json"
            onChange={(event) => void choose(event.currentTarget)}
          />
        </label>
        {wrong && <Notice tone="error">{wrong}</Notice>}
        <div class="actions">
          <Button disabled={!file} onClick={() => void send(true)}>
            {t("try.check")}
          </Button>
          <Button kind="primary" disabled={!file} onClick={() => void send(false)}>
            {t("try.send")}
          </Button>
        </div>
        {checked && (
          <div class="stack" role="status">
            <p>
              {checked.findings.length === 0
                ? t("try.clean")
                : t("try.findings", { n: checked.findings.length })}
            </p>
            <Findings findings={checked.findings} />
            {checked.document && (
              <details>
                <summary>{t("try.document")}</summary>
                <pre class="payload" tabIndex={0}>
                  {JSON.stringify(checked.document, null, 2)}
                </pre>
              </details>
            )}
          </div>
        )}
      </div>
    </details>
  );
}

interface RowsProps {
  records: IntakeRecord[];
  onOpen: (id: string) => void;
}

function Rows({ records, onOpen }: RowsProps) {
  return (
    <table class="list">
      <caption class="visually-hidden">{t("intake.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("intake.when")}</th>
          <th scope="col">{t("intake.number")}</th>
          <th scope="col">{t("intake.connection")}</th>
          <th scope="col">{t("intake.status")}</th>
          <th scope="col">{t("intake.reason")}</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            <td class="cell-time">{moment(record.received_at, zone())}</td>
            <td>
              <button type="button" class="row-open" onClick={() => onOpen(record.id)}>
                {record.document_number ?? t("intake.noNumber")}
              </button>
            </td>
            <td>{t.optional(`vendor.${record.vendor}`)}</td>
            <td>
              <Badge tone={TONES[record.status]}>{t(`intake.status.${record.status}`)}</Badge>
            </td>
            <td>{record.reasons[0] && `${findingText(record.reasons[0])} (${record.reasons[0].rule})`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Intake() {
  const url = filterUrl();
  const { body: page, wrong, again } = useLoaded<IntakePage>(url, { every: POLL_MS });
  const { pages, more, wrong: cut } = useMore(url, page);
  const [opened, setOpened] = useState<string | null>(null);
  const status = query.value.get("status") ?? "";

  useEffect(() => {
    if (page) setServerTime(page.server_time);
  }, [page]);

  if (wrong && !page) return <Notice tone="error">{refusalOf(wrong)}</Notice>;
  if (!page) return <Skeleton rows={10} />;
  const records = pages.flatMap((each) => each.records);
  return (
    <div class="stack page">
      <h1>{t("nav.intake")}</h1>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {page.connections.length > 0 && (
        <ul class="connections">
          {page.connections.map((connection) => (
            <ConnectionCard key={connection.vendor} connection={connection} />
          ))}
        </ul>
      )}
      <TryFile onSent={again} />
      <div class="toolbar">
        <div class="views" role="group" aria-label={t("intake.filter")}>
          {STATUSES.map((which) => (
            <button
              key={which}
              type="button"
              class="view"
              aria-pressed={status === which}
              onClick={() => setQuery({ status: which })}
            >
              {t(`intake.filter.${which || "all"}` as Key)}
              {which === "parked" && page.parked_open !== undefined && (
                <span class="count"> {number(page.parked_open)}</span>
              )}
            </button>
          ))}
        </div>
        {query.value.get("receipt") && (
          <Button onClick={() => setQuery({ receipt: null })}>{t("intake.allReceipts")}</Button>
        )}
        {status === "parked" && records.length > 0 && <ReplayAll onDone={again} />}
      </div>
      {records.length === 0 ? (
        <Empty title={t(page.connections.length ? "intake.noneFound" : "intake.none")}>
          <p>{t("intake.noneHelp")}</p>
        </Empty>
      ) : (
        <Rows records={records} onOpen={setOpened} />
      )}
      {cut && <Notice tone="error">{refusalOf(cut)}</Notice>}
      {more && <Button onClick={more}>{t("more")}</Button>}
      {opened && <RecordDialog id={opened} onClose={() => setOpened(null)} onChanged={again} />}
    </div>
  );
}
