// SPDX-License-Identifier: Apache-2.0
// How far a passport and a fleet account are, as one badge each.
import { Badge } from "../../kit/kit";
import { t, type Key } from "../../lib/i18n";
import type { Fleet, Passport, PassportStatus } from "./types";

export const PASSPORT_STATUSES: PassportStatus[] = [
  "created",
  "invited",
  "active",
  "transfer_pending",
  "archived",
];

const PASSPORT_TONES: Record<PassportStatus, string> = {
  created: "plain",
  invited: "no",
  active: "yes",
  transfer_pending: "no",
  archived: "plain",
};

const FLEET_TONES: Record<Fleet["status"], string> = {
  staging: "plain",
  invited: "no",
  active: "yes",
  closed: "plain",
};

export function PassportBadge({ status }: { status: PassportStatus }) {
  return <Badge tone={PASSPORT_TONES[status]}>{t(`passports.status.${status}` as Key)}</Badge>;
}

export function FleetBadge({ status }: { status: Fleet["status"] }) {
  return <Badge tone={FLEET_TONES[status]}>{t(`fleets.status.${status}` as Key)}</Badge>;
}

/** Only an activated passport that nothing waits for may change fleets (3d-9.4). */
export const mayChangeFleet = (passport: Passport) => passport.status === "active";

export const carOf = ({ make, model }: { make?: string; model?: string }) =>
  [make, model].filter(Boolean).join(" ");

/** Who drives it: the driver, or else the owner. */
export const driverOf = ({ driver, owner }: Passport) => driver ?? owner;
