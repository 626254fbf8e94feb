// SPDX-License-Identifier: Apache-2.0
// What was offered to whom, and what came of it. An offer that was declined or lapsed stays
// visible with where the car is: it never left.
import { useState } from "preact/hooks";
import { Badge, Button, Dialog, Empty, Link, Notice, say, Skeleton } from "../kit/kit";
import { day, left, t, type Key } from "../lib/i18n";
import { serverNow } from "../lib/session";
import { BySupport } from "./by_support";
import { carName } from "./menu";
import { carHref } from "./place";
import { useSending } from "./send";
import { transfers } from "./store";
import type { Transfer } from "./types";

const TONE: Record<Transfer["status"], string> = {
  pending: "no",
  accepted: "yes",
  declined: "never",
  cancelled: "plain",
  expired: "never",
};

const dayOf = (moment: string): string => day(moment.slice(0, 10));

/** Where the car is: it goes only with an acceptance. */
function Outcome({ transfer }: { transfer: Transfer }) {
  const { status, kind, ended_at: ended } = transfer;
  if (status === "pending") {
    const rest = left(Date.parse(transfer.expires_at) - serverNow());
    return (
      <>
        {t("fleet.transfer.expires", { date: dayOf(transfer.expires_at) })}
        <div class="soft">{t("fleet.transfer.left", { left: rest })}</div>
      </>
    );
  }
  const word = status === "accepted" ? `accepted.${kind}` : "stayed";
  return (
    <>
      {ended && dayOf(ended)}
      <div class="soft">{t(`fleet.transfer.outcome.${word}` as Key)}</div>
    </>
  );
}

function CancelDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { wrong, run } = useSending();
  async function cancel() {
    const url = `/v1/transfers/${transfer.transfer_id}/cancel`;
    if (!(await run((send) => send("POST", url)))) return;
    say(t("fleet.transfer.cancelled"));
    onClose();
  }
  return (
    <Dialog title={t("fleet.transfer.cancel")} onClose={onClose}>
      <div class="stack">
        {wrong && <Notice tone="error">{wrong}</Notice>}
        <p>{t("fleet.transfer.cancelHelp", { car: carName(transfer) })}</p>
        <div class="actions">
          <Button onClick={onClose}>{t("fleet.transfer.keep")}</Button>
          <Button kind="danger" onClick={() => void cancel()}>
            {t("fleet.transfer.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Resend and take back, as long as nobody answered. */
export function PendingActions({ transfer }: { transfer: Transfer }) {
  const [cancelling, setCancelling] = useState(false);
  const { wrong, run } = useSending();
  async function remind() {
    const url = `/v1/transfers/${transfer.transfer_id}/remind`;
    const done = await run((send) => send("POST", url));
    if (done) say(t("fleet.transfer.reminded", { email: transfer.recipient.email }));
  }
  return (
    <div class="stack">
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <div class="actions pending-actions">
        <Button onClick={() => void remind()}>{t("fleet.transfer.remind")}</Button>
        <Button kind="danger" onClick={() => setCancelling(true)}>
          {t("fleet.transfer.cancel")}
        </Button>
      </div>
      {cancelling && <CancelDialog transfer={transfer} onClose={() => setCancelling(false)} />}
    </div>
  );
}

export function TransferStatus({ transfer }: { transfer: Transfer }) {
  return (
    <Badge tone={TONE[transfer.status]}>
      {t(`fleet.transfer.status.${transfer.status}` as Key)}
    </Badge>
  );
}

/** A car that left has no drawer any more. */
function Row({ transfer }: { transfer: Transfer }) {
  const isGone = transfer.status === "accepted" && transfer.kind === "owner";
  const { plate_formatted: plate, make, model, recipient } = transfer;
  const car = (
    <>
      {plate && <span class="plate">{plate}</span>} {make} {model}
    </>
  );
  return (
    <tr>
      <th scope="row">
        {isGone ? (
          car
        ) : (
          <Link class="car-link" href={carHref(transfer.passport_id)}>
            {car}
          </Link>
        )}
      </th>
      <td>{t(`fleet.kind.${transfer.kind}` as Key)}</td>
      <td>
        {recipient.name}
        <div class="soft">{recipient.email}</div>
      </td>
      <td data-label={t("fleet.transfer.started")}>{dayOf(transfer.started_at)}</td>
      <td>
        <TransferStatus transfer={transfer} />
      </td>
      <td data-label={t("fleet.transfer.ends")}>
        <Outcome transfer={transfer} />
      </td>
      <td class="cell-actions">
        {transfer.status === "pending" && <PendingActions transfer={transfer} />}
      </td>
    </tr>
  );
}

const HEADS: Key[] = [
  "fleet.transfer.car",
  "fleet.transfer.kind",
  "fleet.transfer.recipient",
  "fleet.transfer.started",
  "fleet.column.status",
  "fleet.transfer.ends",
];

export function Transfers() {
  const all = transfers.value;
  const ordered = [...(all ?? [])].sort(
    (a, b) => Number(b.status === "pending") - Number(a.status === "pending"),
  );
  return (
    <div class="stack page fleet-page">
      <h1>{t("fleet.nav.transfers")}</h1>
      <p class="soft">{t("fleet.transfers.help")}</p>
      {!all && <Skeleton rows={4} />}
      {all?.length === 0 && (
        <Empty title={t("fleet.transfers.none")}>
          <p>{t("fleet.transfers.noneHelp")}</p>
        </Empty>
      )}
      {ordered.length > 0 && (
        <div class="wide">
          <table class="list transfers-table">
            <caption class="visually-hidden">{t("fleet.nav.transfers")}</caption>
            <thead>
              <tr>
                {HEADS.map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
                <th scope="col">
                  <span class="visually-hidden">{t("fleet.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {ordered.map((transfer) => (
                <Row key={transfer.transfer_id} transfer={transfer} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <BySupport />
    </div>
  );
}
