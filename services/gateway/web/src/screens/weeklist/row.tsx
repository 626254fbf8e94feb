// SPDX-License-Identifier: Apache-2.0
// One proposal in the list: three answers, who, why, when, how and what it may bring.
import { memo } from "../../kit/memo";
import type { ProposalRow } from "../../gen/api";
import { Badge } from "../../kit/kit";
import { ago, day, money, t, type Key } from "../../lib/i18n";
import { serverNow } from "../../lib/session";
import type { Decision } from "./store";

export const DECISIONS: Decision[] = ["yes", "no", "never"];

export interface RowProps {
  row: ProposalRow;
  active: boolean;
  chosen: boolean;
  busy: boolean;
  frozen: boolean;
  clash: ProposalRow | undefined;
  onDecide: (id: string, decision: Decision) => void;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  onActive: (id: string) => void;
}

export function carName(row: ProposalRow): string {
  const { make, model } = row.vehicle;
  return [make, model].filter(Boolean).join(" ") || t("car.unknown");
}

/** A recall alone: what counts is since when it is open, and it is due at once. */
function isRecall(row: ProposalRow): boolean {
  return row.reasons.length === 1 && row.reasons[0]?.kind === "recall" && !!row.due_p50;
}

export function reasonText(row: ProposalRow): string {
  if (isRecall(row)) return t("reason.recallSince", { date: day(row.due_p50!) });
  return row.reasons
    .map((reason) => {
      const word = t(`reason.${reason.kind}` as Key);
      return reason.kind === "apk" && row.apk_expiry
        ? t("reason.apkExpires", { date: day(row.apk_expiry) })
        : word;
    })
    .join(" + ");
}

function dueText(row: ProposalRow): string {
  if (isRecall(row)) return t("column.dueNow");
  return row.due_p50 ? day(row.due_p50) : "–";
}

function origin(row: ProposalRow): string {
  if (row.decision_source === "automatic") return t("origin.automatic");
  if (row.decision_source === "default") return t("origin.default");
  return row.decided_by?.name ?? t("origin.colleague");
}

/** What became of it, once there is something to say. */
function outcome(row: ProposalRow) {
  if (row.status === "open") return null;
  const tone = { sent: "yes", visited: "yes", failed: "never" }[row.status as string] ?? "soft";
  const why = row.status_reason ? t.optional(`statusReason.${row.status_reason}`) : "";
  return (
    <span class="outcome">
      <Badge tone={tone}>{t(`status.${row.status}` as Key)}</Badge>
      {why && <span class="soft">{why}</span>}
    </span>
  );
}

const CONFIDENCE = { low: "●○○", medium: "●●○", high: "●●●" };

/** "E-mail", "geen e-mail → Brief", or that there is no way. */
/** The customer's other cars of the same message, or that would be when both are on yes. */
function Together({ row }: { row: ProposalRow }) {
  const others = row.together ?? [];
  if (others.length === 0) return null;
  const plates = others.map((other) => other.plate ?? "").filter(Boolean).join(", ");
  const one = row.decision === "yes" && others.some((other) => other.decision === "yes");
  return (
    <span class="soft car together" data-one={one}>
      {t(one ? "weeklist.together" : "weeklist.same_days", { plates })}
    </span>
  );
}

function ByChannel({ row }: { row: ProposalRow }) {
  if (!row.channel) return <span class="no-channel">{t("channel.none")}</span>;
  const channel = t(`channel.${row.channel}` as Key);
  if (row.channel_note !== "NO_ADDRESS") return <>{channel}</>;
  return (
    <>
      <span class="soft">{t("channel.none")}</span> → {channel}
    </>
  );
}

function Row(props: RowProps) {
  const { row, active, chosen, busy, frozen, clash } = props;
  const label = `${row.customer.name}, ${row.vehicle.plate_formatted ?? ""}, ${reasonText(row)}`;
  return (
    <tr
      id={`row-${row.id}`}
      class={`${active ? "active" : ""} ${chosen ? "chosen" : ""} is-${row.decision}`}
      aria-selected={chosen}
      onMouseDown={() => props.onActive(row.id)}
    >
      <td class="cell-select">
        <input
          type="checkbox"
          aria-label={t("weeklist.select", { name: row.customer.name })}
          tabIndex={active ? 0 : -1}
          checked={chosen}
          onChange={() => props.onSelect(row.id)}
        />
      </td>
      <td class="cell-decision">
        <div role="radiogroup" aria-label={label} class={`decision ${busy ? "busy" : ""}`}>
          {DECISIONS.map((decision) => (
            <button
              key={decision}
              type="button"
              role="radio"
              aria-checked={row.decision === decision}
              class={decision}
              tabIndex={active ? 0 : -1}
              disabled={frozen}
              onFocus={() => props.onActive(row.id)}
              onClick={() => props.onDecide(row.id, decision)}
            >
              {t(`decision.${decision}` as Key)}
            </button>
          ))}
        </div>
        <span class="soft origin">{origin(row)}</span>
        {clash && (
          <span class="clash" role="status">
            {t("weeklist.clash", {
              who: clash.decided_by?.name ?? t("origin.colleague"),
              when: clash.decided_at ? ago(clash.decided_at, serverNow()) : "",
              decision: t(`decision.${clash.decision}` as Key),
            })}
          </span>
        )}
      </td>
      <td>
        <button
          type="button"
          class="row-open"
          tabIndex={active ? 0 : -1}
          onClick={() => props.onOpen(row.id)}
        >
          {row.customer.name}
        </button>
        {row.customer.prospect && <Badge tone="">{t("weeklist.prospect")}</Badge>}
        {row.customer.objected && <Badge tone="never">{t("customer.objected")}</Badge>}
        <span class="soft car">
          {row.vehicle.plate_formatted && <span class="plate">{row.vehicle.plate_formatted}</span>}
          {carName(row)}
        </span>
        <Together row={row} />
      </td>
      <td>
        {reasonText(row)}
        {outcome(row)}
      </td>
      <td data-label={t("column.due")}>{dueText(row)}</td>
      <td class="cell-confidence" data-label={t("column.confidence")}>
        {row.confidence && (
          <span title={t(`confidence.${row.confidence}` as Key)}>
            <span aria-hidden="true">{CONFIDENCE[row.confidence]}</span>
            <span class="visually-hidden">{t(`confidence.${row.confidence}` as Key)}</span>
          </span>
        )}
      </td>
      <td class="cell-channel" data-label={t("column.channel")}>
        <ByChannel row={row} />
      </td>
      <td class="cell-money" data-label={t("column.value")}>
        {row.expected_value_cents === undefined ? "–" : money(row.expected_value_cents)}
      </td>
    </tr>
  );
}

export const ProposalRowView = memo(Row);
