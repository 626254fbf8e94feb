// SPDX-License-Identifier: Apache-2.0
// What the gateway says of inspection forms, as far as the tablet reads it
// (proto/inspection/inspection.state.json, checklist.state.json).

export type PointStatus = "ok" | "advice" | "necessary" | "not_applicable" | "not_checked";
export type FormStatus =
  | "filling"
  | "saved"
  | "sent"
  | "opened"
  | "answered"
  | "done"
  | "discarded";
export type Prefill = "blank" | "customer" | "customer_all_ok";
export type Severity = "advice" | "necessary";
export type PriceKind = "fixed" | "from" | "follows";
export type Urgency = "now" | "within_3_months" | "next_visit";

/** A value that another device wrote at the same time. */
export interface Other {
  value: string;
  device: string;
  revision: number;
}

/** One field of a draft as the server has it. */
export interface Field extends Other {
  path: string;
  other?: Other;
}

export interface Answer {
  advice_id: string;
  answer: "approve" | "later" | "decline" | "call";
  at: string;
  voided?: string;
}

export interface Carried {
  inspection_id: string;
  date: string;
  point_id?: string;
  advice_id?: string;
  text: string;
  severity?: Severity;
  answer?: string;
}

export interface Previous {
  point_id: string;
  position: string;
  value: string;
  date: string;
}

export interface Shown {
  kind: "maintenance" | "apk" | "mobility";
  date: string;
  overdue?: boolean;
}

export interface Recall {
  code: string;
  text: string;
}

export interface Saved {
  number: number;
  saved_at: string;
  saved_by?: string;
  reason?: string;
  total_cents?: number;
  changes_count?: number;
}

/** What lists show of a form. */
export interface Head {
  inspection_id: string;
  /** grows at every change, also those that are no edit: a save, an answer */
  version?: number;
  revision: number;
  status: FormStatus;
  plate?: string;
  make?: string;
  model?: string;
  customer_name?: string;
  inspector?: string;
  inspection_date?: string;
  updated_at: string;
  saved_number?: number;
  points_total?: number;
  checked_total?: number;
  total_cents?: number;
  follows_count?: number;
}

export interface Form extends Head {
  entry: "invited" | "uninvited";
  prefill: Prefill;
  checklist_id: string;
  checklist_version: number;
  saved_revision?: number;
  saved_at?: string;
  mailed_at?: string;
  invoiced_at?: string;
  fields: Field[];
  answers: Answer[];
  carried?: Carried[];
  previous?: Previous[];
  shown?: Shown[];
  recalls?: Recall[];
  versions?: Saved[];
}

export interface Point {
  point_id: string;
  group: string;
  text: string;
  unit?: string;
  positions?: string[];
  ok?: string;
  advice?: string;
  necessary?: string;
  advice_below?: string;
  necessary_below?: string;
  advice_above?: string;
  necessary_above?: string;
  source?: string;
  waiting?: string;
  phrases?: string[];
}

export interface Checklist {
  checklist_id: string;
  version: number;
  name: string;
  brand?: string;
  active: boolean;
  points: Point[];
}

/** What POST /v1/inspections is told. */
export interface Opening {
  inspection_id: string;
  device: string;
  prefill: Prefill;
  plate?: string;
  vehicle_id?: string;
  customer_id?: string;
  registration_id?: string;
  checklist_id?: string;
  inspector: string;
  inspection_date: string;
}

/** One car found at the entry. */
export interface Match {
  vehicle?: { id: string; plate?: string; make?: string; model?: string; first_admission?: string };
  customer?: { id: string; name: string; number?: string; city?: string };
  registration?: {
    registration_id: string;
    status: "invited" | "active" | "used" | "expired";
    invited_at: string;
    activated_at?: string;
    remarks?: string;
  };
  forms?: Head[];
  shown?: Shown[];
  recalls?: Recall[];
}

/** A version as it was saved: typed, frozen. */
export interface Version {
  number: number;
  form: {
    remarks?: string;
    points: {
      point_id: string;
      text: string;
      status: PointStatus;
      note?: string;
      measures?: { position: string; value: string }[];
      photos?: { sha256: string }[];
    }[];
    advices: {
      advice_id: string;
      text: string;
      quantity: string;
      price_kind: PriceKind;
      line_cents?: number;
      urgency: Urgency;
    }[];
    works: { work_id: string; text: string }[];
    total_cents: number;
  };
}
