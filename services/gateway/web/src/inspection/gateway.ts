// SPDX-License-Identifier: Apache-2.0
// The gateway's routes for inspections, one function each.
import { ask, poll, type Answer } from "../lib/api";
import type { OpenItem, SaveItem, Write } from "./queue";
import type { Checklist, Form, Head, Match, Version } from "./types";

const at = (id: string) => `/v1/inspections/${id}`;
const key = (value: string) => ({ "Idempotency-Key": value });

export type SaveAnswer = Form & { number: number; mailed: boolean };

export const openForm = (item: OpenItem) =>
  ask<Form>("/v1/inspections", { method: "POST", body: item.body, headers: key(item.key) });

export const editForm = (id: string, device: string, seen: number, writes: Write[]) =>
  ask<Form>(at(id), { method: "PUT", body: { device, seen_revision: seen, writes } });

export const saveForm = (id: string, item: SaveItem) =>
  ask<SaveAnswer>(`${at(id)}/versions`, {
    method: "POST",
    body: item.body,
    headers: key(item.key),
  });

export const readForm = (id: string, etag: string | null) => poll<Form>(at(id), etag);
export const readVersion = async (id: string, number: number) =>
  (await ask<Version>(`${at(id)}/versions/${number}`)).body;

/** Finish or discard: the server decides, so there is no queue for them. */
export const conclude = (id: string, how: "finish" | "discard", reason?: string) =>
  ask<Form>(`${at(id)}/${how}`, {
    method: "POST",
    body: reason ? { reason } : {},
    headers: key(crypto.randomUUID()),
  });

export const findCars = async (by: "plate" | "customer", text: string) =>
  (await ask<{ matches: Match[] }>(`/v1/inspections/entry?${by}=${encodeURIComponent(text)}`)).body
    .matches;

export interface FormPage {
  inspections: Head[];
  next_cursor?: string;
}

export const listForms = async (filter: Record<string, string>) =>
  (await ask<FormPage>(`/v1/inspections?${new URLSearchParams(filter)}`)).body;

/** Every checklist with its points. */
export async function readChecklists(): Promise<Checklist[]> {
  const { body } = await ask<{ checklists: Omit<Checklist, "points">[] }>("/v1/checklists");
  return Promise.all(body.checklists.map((head) => readChecklist(head.checklist_id)));
}

export const readChecklist = async (id: string) =>
  (await ask<Checklist>(`/v1/checklists/${id}`)).body;

interface Received {
  received: number;
  complete: boolean;
}

export const photoProgress = (sha256: string): Promise<Answer<Received>> =>
  ask<Received>(`/v1/photos/${sha256}/progress`);

export const sendChunk = (sha256: string, from: number, of: number, bytes: Blob) =>
  ask<Received>(`/v1/photos/${sha256}?from=${from}&of=${of}`, { method: "PUT", bytes });
