// SPDX-License-Identifier: Apache-2.0
// People to call, at /bellijst: one takes a call, so that no two call the same, and the next
// one comes by itself.
import type { Call, CallList } from "../gen/api";
import { Badge, Button, Empty, Notice, Skeleton } from "../kit/kit";
import { useCommand } from "../lib/command";
import { moment, money, t, type Key } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { query, setQuery } from "../lib/router";
import { zone } from "../lib/session";
import { carOf, isDue, isMine, isOthers, plateOf } from "./calls/state";
import { OneCall } from "./calls/one";

const POLL_MS = 10000;

function State({ call }: { call: Call }) {
  if (isOthers(call)) {
    return <Badge tone="no">{t("calls.takenBy", { name: call.claimed_by! })}</Badge>;
  }
  if (isMine(call)) return <Badge tone="yes">{t("calls.mine")}</Badge>;
  if (!isDue(call)) {
    return <span class="soft">{t("calls.from", { when: moment(call.not_before, zone()) })}</span>;
  }
  return <Badge tone="">{t(call.attempts > 0 ? "calls.again" : "calls.ready")}</Badge>;
}

function Row({ call, onTake }: { call: Call; onTake: () => void }) {
  return (
    <tr>
      <td>
        <strong>{call.name ?? t("calls.nobody")}</strong>
        <div class="soft">
          {carOf(call)} {call.plate && <span class="plate">{plateOf(call)}</span>}
        </div>
      </td>
      <td data-label={t("calls.why")}>
        {call.reason_kinds?.length
          ? call.reason_kinds.map((kind) => t(`reason.${kind}` as Key)).join(", ")
          : call.campaign_id && t("calls.campaign")}
      </td>
      <td data-label={t("calls.worth")}>{call.cents ? money(call.cents) : "–"}</td>
      <td data-label={t("calls.attempts")}>{call.attempts}</td>
      <td>
        <State call={call} />
      </td>
      <td>
        <Button kind="primary" disabled={isOthers(call) || !isDue(call)} onClick={onTake}>
          {isMine(call) ? t("calls.goOn") : t("calls.take")}
        </Button>
      </td>
    </tr>
  );
}

function List({ calls, onTake }: { calls: Call[]; onTake: (call: Call) => void }) {
  return (
    <table class="list stacking">
      <thead>
        <tr>
          <th scope="col">{t("calls.who")}</th>
          <th scope="col">{t("calls.why")}</th>
          <th scope="col">{t("calls.worth")}</th>
          <th scope="col">{t("calls.attempts")}</th>
          <th scope="col">{t("calls.state")}</th>
          <th scope="col">
            <span class="visually-hidden">{t("calls.take")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <Row key={call.task_id} call={call} onTake={() => onTake(call)} />
        ))}
      </tbody>
    </table>
  );
}

/** What may be called now and nobody has, first; then what is later or a colleague's. */
const inOrder = (calls: Call[]) =>
  [...calls].sort(
    (one, other) =>
      Number(isMine(other)) - Number(isMine(one)) ||
      Number(isDue(other) && !isOthers(other)) - Number(isDue(one) && !isOthers(one)) ||
      one.not_before.localeCompare(other.not_before),
  );

export function Calls() {
  const { body, wrong, again } = useLoaded<CallList>("/v1/calls", { every: POLL_MS });
  const take = useCommand();
  const open = body?.calls.find((call) => call.task_id === query.value.get("call"));
  const calls = inOrder(body?.calls ?? []);

  async function start(call: Call) {
    const url = `/v1/calls/${call.task_id}/claim`;
    if (!isMine(call) && !(await take.run<Call>(url, { method: "POST", body: {} }))) {
      return again();
    }
    setQuery({ call: call.task_id });
    again();
  }

  /** The one that was called is not the next one, whatever the list still says of it. */
  function next(past: string) {
    const after = calls.find(
      (call) => call.task_id !== past && isDue(call) && !isOthers(call),
    );
    setQuery({ call: null });
    again();
    if (after) void start(after);
  }

  return (
    <div class="stack page">
      <h1>{t("nav.calls")}</h1>
      <p class="soft">{t("calls.help")}</p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {take.wrong && <Notice tone="error">{refusalOf(take.wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={6} />}
      {open && isMine(open) && (
        <OneCall
          key={open.task_id}
          call={open}
          onDone={() => next(open.task_id)}
          onLeave={() => {
            setQuery({ call: null });
            again();
          }}
        />
      )}
      {body && calls.length === 0 && (
        <Empty title={t("calls.none")}>
          <p>{t("calls.noneHelp")}</p>
        </Empty>
      )}
      {calls.length > 0 && <List calls={calls} onTake={(call) => void start(call)} />}
    </div>
  );
}
