// SPDX-License-Identifier: Apache-2.0
// What support did with the cars of the fleet in the manager's place; nothing is shown as long
// as it did nothing.
import type { BreakGlassList } from "../gen/api";
import { t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { GlassRequest } from "../support/request";

const LOOK_MS = 60000;

export function BySupport() {
  const { body } = useLoaded<BreakGlassList>("/v1/fleet/break-glass", { every: LOOK_MS });
  if (!body?.requests.length) return null;
  return (
    <section class="stack">
      <h2>{t("glass.fleet")}</h2>
      <p class="soft">{t("glass.fleetHelp")}</p>
      {body.requests.map((request) => (
        <GlassRequest key={request.request_id} request={request} />
      ))}
    </section>
  );
}
