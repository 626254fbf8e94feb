// SPDX-License-Identifier: Apache-2.0
// Whose a call is, and whether it may be made now.
import type { Call } from "../../gen/api";
import { me, serverNow } from "../../lib/session";

const isClaimed = (call: Call) =>
  call.status === "claimed" &&
  !!call.claimed_until &&
  new Date(call.claimed_until).getTime() >= serverNow();

export const isMine = (call: Call): boolean =>
  isClaimed(call) && call.claimed_by === me.value?.login;

export const isOthers = (call: Call): boolean => isClaimed(call) && !isMine(call);

export const isDue = (call: Call): boolean => new Date(call.not_before).getTime() <= serverNow();

export const plateOf = (call: Call): string => call.plate ?? "";

export const carOf = (call: Call): string =>
  [call.make, call.model].filter((part) => part).join(" ");

/** What a telephone dials: digits and a leading plus. */
export const dialled = (phone: string): string => phone.replace(/(?!^\+)[^0-9]/g, "");
