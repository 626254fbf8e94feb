// SPDX-License-Identifier: Apache-2.0
// One fleet account as the garage sees it: its plates here with their customers and maintenance,
// and, while the garage still arranges it, the switch to the manager's own address.
import { Badge, Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { money, t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { Paper } from "../passports/paper";
import { FleetBadge } from "../passports/status";
import type { Fleet, FleetVehiclePage } from "../passports/types";
import { Plates } from "./plates";

const POLL_MS = 15000;

interface Props {
  fleet: Fleet;
  onChange: (fleet: Fleet) => void;
}

/** The account stands on an address of the garage; it becomes the manager's after a link. */
function Switch({ fleet, onChange }: Props) {
  const change = useCommand();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const email = String(form.get("email")).trim();
    const name = String(form.get("name")).trim();
    const url = `/v1/fleets/${fleet.fleet_id}/address`;
    const now = await change.run<Fleet>(url, { method: "PUT", body: { email, name } });
    if (!now) return;
    say(t("fleets.switchAsked", { email }));
    onChange(now);
  }
  return (
    <form
      class="card stack"
      aria-label={t("fleets.switch")}
      onSubmit={(event) => void submit(event)}
    >
      <h2>{t("fleets.switch")}</h2>
      <p class="soft">{t("fleets.switchHelp")}</p>
      {fleet.pending_email && (
        <Notice tone="info">{t("fleets.switchWaits", { email: fleet.pending_email })}</Notice>
      )}
      {change.wrong && <Notice tone="error">{refusalOf(change.wrong)}</Notice>}
      <div class="pair">
        <label>
          {t("fleets.managerName")}
          <input name="name" required maxLength={160} pattern=".*\S.*" />
        </label>
        <label>
          {t("fleets.managerEmail")}
          <input name="email" type="email" required maxLength={320} />
        </label>
      </div>
      <div>
        <Button kind="primary" type="submit" disabled={change.busy}>
          {t("fleets.switchDo")}
        </Button>
      </div>
    </form>
  );
}

function Again({ fleet, onChange }: Props) {
  const invite = useCommand();
  async function run() {
    const url = `/v1/fleets/${fleet.fleet_id}/invitation`;
    const now = await invite.run<Fleet>(url, { method: "POST" });
    if (!now) return;
    say(t("fleets.invited"));
    onChange(now.fleet_id ? now : fleet);
  }
  return (
    <>
      {invite.wrong && <Notice tone="error">{refusalOf(invite.wrong)}</Notice>}
      <div>
        <Button disabled={invite.busy} onClick={() => void run()}>
          {t(fleet.status === "staging" ? "fleets.invite" : "fleets.inviteAgain")}
        </Button>
      </div>
    </>
  );
}

function Account({ fleet, onChange }: Props) {
  const limit = fleet.approval_limit_cents;
  const mayInvite = fleet.status === "invited" || fleet.status === "staging";
  return (
    <section class="card stack" aria-label={t("fleets.account")}>
      <h2>{t("fleets.account")}</h2>
      <dl class="facts">
        {fleet.managers.map((party) => (
          <>
            <dt>{t("fleets.manager")}</dt>
            <dd>
              {party.name}
              {party.email && <div class="soft">{party.email}</div>}
            </dd>
          </>
        ))}
        <dt>{t("fleets.limit")}</dt>
        <dd>{limit === undefined ? t("fleets.noLimit") : money(limit)}</dd>
        <dt>{t("fleets.messages")}</dt>
        <dd>{t(`fleets.messages.${fleet.messages}`)}</dd>
      </dl>
      {mayInvite && <Again fleet={fleet} onChange={onChange} />}
      {mayInvite && <Paper of="wagenpark" id={fleet.fleet_id} />}
    </section>
  );
}

export function OneFleet({ id }: { id: string }) {
  const account = useLoaded<Fleet>(`/v1/fleets/${id}`, { every: POLL_MS });
  const cars = useLoaded<FleetVehiclePage>(`/v1/fleets/${id}/vehicles`);
  const fleet = account.body;
  const wrong = account.wrong ?? cars.wrong;
  return (
    <div class="stack page">
      <p>
        <Link href="/wagenparken">‹ {t("fleets.title")}</Link>
      </p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!fleet && !wrong && <Skeleton rows={8} />}
      {fleet && (
        <>
          <div class="form-title">
            <h1>{fleet.name}</h1>
            <FleetBadge status={fleet.status} />
            {fleet.anchor_gone && <Badge tone="no">{t("fleets.anchorGone")}</Badge>}
          </div>
          {fleet.status === "staging" && <Notice tone="info">{t("fleets.isStaging")}</Notice>}
          <div class="halves">
            <Account fleet={fleet} onChange={account.put} />
            {fleet.status === "staging" && <Switch fleet={fleet} onChange={account.put} />}
          </div>
          {cars.body ? <Plates vehicles={cars.body.vehicles} /> : <Skeleton rows={6} />}
        </>
      )}
    </div>
  );
}
