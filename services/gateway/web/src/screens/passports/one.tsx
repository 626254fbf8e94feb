// SPDX-License-Identifier: Apache-2.0
// One passport at the garage, at /autopaspoorten/<id>: how far it is, who owns and drives the
// car ("Eigenaar / bestuurdersprofiel"), its fleet, and the fleet account made from it.
import { useState } from "preact/hooks";
import { Button, Dialog, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { dateOf } from "../../lib/days";
import { day, moment, t, type Key } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { go } from "../../lib/router";
import { zone } from "../../lib/session";
import { FleetAccount } from "./account";
import { FleetLink } from "./link";
import { Paper } from "./paper";
import { Profile } from "./profile";
import { carOf, mayChangeFleet, PassportBadge } from "./status";
import type { Passport } from "./types";

const POLL_MS = 15000;

interface Props {
  passport: Passport;
  onChange: (passport: Passport) => void;
}

function Progress({ passport }: { passport: Passport }) {
  const steps: [Key, string | undefined][] = [
    ["passports.at.created", passport.created_at],
    ["passports.at.invited", passport.invited_at],
    ["passports.at.activated", passport.activated_at],
  ];
  return (
    <dl class="facts">
      {steps.map(([key, at]) => (
        <>
          <dt>{t(key)}</dt>
          <dd>{at ? day(dateOf(at), "full") : "–"}</dd>
        </>
      ))}
      {passport.apk_expiry && (
        <>
          <dt>{t("passports.apk")}</dt>
          <dd>{day(passport.apk_expiry, "full")}</dd>
        </>
      )}
      {passport.next_service && (
        <>
          <dt>{t("passports.nextService")}</dt>
          <dd>{day(passport.next_service, "full")}</dd>
        </>
      )}
    </dl>
  );
}

/** The customer is asked again, with a link that works from now on; the one before is
 * dead, also when it went to a wrong address. */
export function InviteAgain({ passport, onChange }: Props) {
  const invite = useCommand();
  const holder = passport.driver ?? passport.owner;
  const [email, setEmail] = useState(holder?.email ?? "");
  async function run() {
    const url = `/v1/passports/${passport.passport_id}/invitation`;
    const other = email.trim() && email.trim() !== holder?.email;
    const body = other ? { email: email.trim() } : undefined;
    const now = await invite.run<Passport>(url, { method: "POST", body });
    if (!now) return;
    say(t(other ? "passports.invitedElsewhere" : "passports.invitedAgain"));
    onChange(now.passport_id ? now : passport);
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {invite.wrong && <Notice tone="error">{refusalOf(invite.wrong)}</Notice>}
      <label>
        {t("passports.email")}
        <input
          type="email"
          required
          maxLength={320}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <span class="soft">{t("passports.inviteEmailHint")}</span>
      </label>
      <div>
        <Button type="submit" disabled={invite.busy}>
          {t("passports.inviteAgain")}
        </Button>
      </div>
    </form>
  );
}

function Leave({ passport, onClose }: { passport: Passport; onClose: () => void }) {
  const leave = useCommand();
  async function run() {
    const url = `/v1/passports/${passport.passport_id}/garage`;
    if (!(await leave.run(url, { method: "DELETE" }))) return;
    say(t("passports.left"));
    go("/autopaspoorten");
  }
  return (
    <Dialog title={t("passports.leave")} onClose={onClose}>
      <div class="stack">
        <p>{t("passports.leaveAsk")}</p>
        {leave.wrong && <Notice tone="error">{refusalOf(leave.wrong)}</Notice>}
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" disabled={leave.busy} onClick={() => void run()}>
            {t("passports.leave")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Waiting({ passport }: { passport: Passport }) {
  if (!passport.transfer) return null;
  const { kind, expires_at } = passport.transfer;
  const until = moment(expires_at, zone());
  return <Notice tone="info">{t(`passports.transfer.${kind}`, { until })}</Notice>;
}

type Asked = "account" | "leave" | "";

function Actions({ passport, onAsk }: { passport: Passport; onAsk: (what: Asked) => void }) {
  const mayMake = mayChangeFleet(passport) && !passport.fleet && !passport.anchors_fleet;
  return (
    <div class="save-bar" role="group" aria-label={t("forms.actions")}>
      {mayMake && (
        <Button kind="primary" onClick={() => onAsk("account")}>
          {t("fleets.create")}
        </Button>
      )}
      {passport.plate && (
        <Link class="button" href={`/afspraken/nieuw?kenteken=${passport.plate}`}>
          {t("appointments.book")}
        </Link>
      )}
      <Button onClick={() => onAsk("leave")}>{t("passports.leave")}</Button>
    </div>
  );
}

function Shown({ passport, onChange }: Props) {
  const [asked, setAsked] = useState<Asked>("");
  const close = () => setAsked("");
  const customer = passport.customer_id;
  return (
    <>
      <div class="form-title">
        <h1>
          {passport.plate_formatted && <span class="plate">{passport.plate_formatted}</span>}
          {carOf(passport)}
        </h1>
        <PassportBadge status={passport.status} />
        {customer && <Link href={`/klanten/${customer}`}>{t("passports.toCustomer")}</Link>}
      </div>
      <Waiting passport={passport} />
      {passport.archived_reason && (
        <Notice tone="info">{t(`passports.archived.${passport.archived_reason}`)}</Notice>
      )}
      {passport.status !== "archived" && <Actions passport={passport} onAsk={setAsked} />}
      <div class="form-columns">
        <Profile key={passport.version} passport={passport} onChange={onChange} />
        <div class="stack">
          <section class="card stack" aria-label={t("passports.one")}>
            <h2>{t("passports.one")}</h2>
            <Progress passport={passport} />
            {passport.status === "invited" && (
              <>
                <InviteAgain passport={passport} onChange={onChange} />
                <Paper of="paspoort" id={passport.passport_id} />
              </>
            )}
          </section>
          <FleetLink passport={passport} onChange={onChange} />
        </div>
      </div>
      {asked === "account" && <FleetAccount passport={passport} onClose={close} />}
      {asked === "leave" && <Leave passport={passport} onClose={close} />}
    </>
  );
}

export function OnePassport({ id }: { id: string }) {
  const { body, wrong, put } = useLoaded<Passport>(`/v1/passports/${id}`, { every: POLL_MS });
  return (
    <div class="stack page">
      <p>
        <Link href="/autopaspoorten">‹ {t("nav.passports")}</Link>
      </p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={8} />}
      {body && <Shown passport={body} onChange={put} />}
    </div>
  );
}
