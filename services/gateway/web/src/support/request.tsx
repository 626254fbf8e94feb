// SPDX-License-Identifier: Apache-2.0
// One transfer that support asked for, as support and the fleet's manager both read it: the
// car, for whom, why, and who did what when.
import type { ComponentChildren } from "preact";
import type { BreakGlass } from "../gen/api";
import { Badge } from "../kit/kit";
import { moment, t, type Key } from "../lib/i18n";
import { zone } from "../lib/session";
import { refusalOf } from "../lib/refusal";
import { Problem } from "../lib/api";

const TONE: Record<BreakGlass["status"], string> = {
  asked: "no",
  approved: "no",
  started: "yes",
  not_started: "never",
  refused: "never",
  withdrawn: "plain",
  expired: "plain",
};

const word = (group: string, key: string) => t(`glass.${group}.${key}` as Key);

/** Why the transfer did not begin, in words when the code is known. */
const whyNot = (code: string) =>
  t.known(`refusal.${code}`) ?? refusalOf(new Problem(409, code, "", {}));

export function GlassRequest({ request, children }: { request: BreakGlass; children?: ComponentChildren }) {
  const { recipient } = request;
  return (
    <article class="card stack">
      <h3>
        <span class="plate">{request.plate_formatted ?? "–"}</span> {request.fleet_name}{" "}
        <Badge tone={TONE[request.status]}>{word("status", request.status)}</Badge>
      </h3>
      <p>
        {word("kind", request.kind)}:{" "}
        {recipient ? `${recipient.name ? `${recipient.name}, ` : ""}${recipient.email}` : t("glass.erased")}
      </p>
      {request.reason && <p style={{ whiteSpace: "pre-line" }}>{t("glass.why", { reason: request.reason })}</p>}
      {request.note && <p>{t("glass.note", { note: request.note })}</p>}
      {request.code && <p>{whyNot(request.code)}</p>}
      <ul class="soft" style={{ margin: 0, paddingLeft: "1.25em" }}>
        {request.trail.map((one) => (
          <li key={one.action}>
            {word("trail", one.action)} {one.action.endsWith("started") ? "" : `${one.name} (${one.login}), `}
            {moment(one.at, zone())}
          </li>
        ))}
        {request.status === "asked" && <li>{t("glass.until", { at: moment(request.expires_at, zone()) })}</li>}
      </ul>
      {children}
    </article>
  );
}
