// SPDX-License-Identifier: Apache-2.0
// How each garage does, for the helpdesk: which of them stopped sending invoices, signing in
// or working the list.
import { FeedbackDesk } from "./help";
import type { Network as Garages } from "../gen/api";
import { Badge, Notice, Skeleton, Wide } from "../kit/kit";
import { ago, number, percent, t } from "../lib/i18n";
import { refusalOf } from "../lib/refusal";
import { useLoaded } from "../lib/load";
import { serverNow } from "../lib/session";

const since = (at: string | undefined) => (at ? ago(at, serverNow()) : t("network.never"));

export function Network() {
  const { body, wrong } = useLoaded<Garages>("/v1/network", { every: 60000 });
  if (wrong && !body) return <Notice tone="error">{refusalOf(wrong)}</Notice>;
  if (!body) return <Skeleton rows={8} />;
  return (
    <div class="page stack">
      <h1>{t("nav.network")}</h1>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      <Wide label={t("nav.network")}>
        <table class="list">
          <caption>{t("network.caption", { n: body.garages.length })}</caption>
          <thead>
            <tr>
              {(["garage", "formula", "invoice", "login", "list", "open", "idle", "parked"] as const).map((key) => (
                <th scope="col" key={key}>
                  {t.optional(`network.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.garages.map((one) => (
              <tr key={one.dealer}>
                <th scope="row">
                  {one.name} <span class="soft">{one.dealer}</span>
                </th>
                <td>{one.network ?? "–"}</td>
                <td>{since(one.last_invoice_at)}</td>
                <td>{since(one.last_login_at)}</td>
                <td>
                  {one.list_week
                    ? `${one.list_week.slice(5)}: ${number(one.list_decided)} / ${number(one.list_total)} (${percent(one.list_decided, one.list_total)})`
                    : "–"}
                </td>
                <td>{one.open_week ? `${number(one.open_left)} / ${number(one.open_total)}` : "–"}</td>
                <td>
                  {one.untouched_weeks >= 2 ? (
                    <Badge tone="never">{t("network.weeks", { n: one.untouched_weeks })}</Badge>
                  ) : (
                    number(one.untouched_weeks)
                  )}
                </td>
                <td>{number(one.parked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <FeedbackDesk />
    </div>
  );
}
