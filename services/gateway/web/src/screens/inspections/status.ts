// SPDX-License-Identifier: Apache-2.0
// How far a form is, in the colour and the order the adviser knows.
import type { InspectionHead } from "../../gen/api";

export type Status = InspectionHead["status"];

export function statusTone(status: Status): string {
  if (status === "answered" || status === "done") return "yes";
  if (status === "discarded") return "plain";
  return status === "filling" ? "no" : "plain";
}

export interface Step {
  status: Status;
  /** undefined: not reached; "" = reached at an unknown moment */
  at: string | undefined;
}

/** The way of a form with the moments that are known. */
export function stepsOf(form: InspectionHead): Step[] {
  return [
    { status: "filling", at: form.opened_on },
    { status: "saved", at: form.first_saved_at },
    { status: "sent", at: form.mailed_at },
    { status: "opened", at: form.opened_at },
    { status: "answered", at: form.answered_at },
    { status: "done", at: form.done_at },
  ];
}
