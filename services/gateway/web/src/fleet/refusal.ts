// SPDX-License-Identifier: Apache-2.0
// Why the gateway did not do something, in words that say what to do about it.
import { Problem } from "../lib/api";
import { t } from "../lib/i18n";

/** Refusals that are about whom the car is offered to. */
const RECIPIENT = [
  "RECIPIENT_IS_HOLDER",
  "RECIPIENT_IS_FLEET",
  "EMAIL_IN_USE",
  "ADDRESS_INVALID",
  "FLEET_EMAIL_EQUALS_PASSPORT",
];

export function refusal(cause: unknown): string {
  if (!(cause instanceof Problem)) return t("error.unexpected");
  if (cause.status === 0) return t("error.unreachable");
  const known = t.known(`fleet.wrong.${cause.code}`);
  if (known) return known;
  if (cause.status === 429) return t("fleet.wrong.TOO_MANY");
  if (cause.status === 404) return t("fleet.wrong.ABSENT");
  const { errors } = cause.body;
  const first = errors?.[0]?.detail;
  return first ?? (cause.detail || t("error.unexpected"));
}

export const isAboutRecipient = (cause: unknown): boolean =>
  cause instanceof Problem && RECIPIENT.includes(cause.code);
