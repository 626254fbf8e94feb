// SPDX-License-Identifier: Apache-2.0
// A new form and an existing one, with a network or without.
import * as db from "./db";
import { changed, device, keptAt } from "./device";
import { firstFields } from "./fields";
import * as gateway from "./gateway";
import { plainPlate } from "./plate";
import { kick } from "./sync";
import type { Checklist, Form, Match, Opening, Prefill } from "./types";

/** The garage's checklist for the make, else the one for every make. */
export function checklistFor(checklists: Checklist[], make: string | undefined): Checklist | null {
  const active = checklists.filter((checklist) => checklist.active);
  const brand = (checklist: Checklist) => checklist.brand?.toLowerCase();
  const own = make && active.find((checklist) => brand(checklist) === make.toLowerCase());
  return own || active.find((checklist) => !checklist.brand) || active[0] || null;
}

/** The local calendar day, which is the garage's: the tablet stands in it. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

interface Start {
  prefill: Prefill;
  inspector: string;
  plate?: string;
  match?: Match;
}

function openingOf(start: Start, checklist: Checklist): Opening {
  const { vehicle, customer, registration } = start.match ?? {};
  const plate = vehicle?.plate ?? start.plate;
  const isActive = registration?.status === "active";
  return {
    inspection_id: crypto.randomUUID(),
    device: device.value,
    prefill: start.prefill,
    ...(plate ? { plate: plainPlate(plate) } : {}),
    ...(vehicle ? { vehicle_id: vehicle.id } : {}),
    ...(customer ? { customer_id: customer.id } : {}),
    ...(isActive ? { registration_id: registration.registration_id } : {}),
    checklist_id: checklist.checklist_id,
    inspector: start.inspector,
    inspection_date: today(),
  };
}

/** The form as the device shows it until the server answers. */
function provisional(opening: Opening, checklist: Checklist, match: Match | undefined): Form {
  const { vehicle, customer } = match ?? {};
  return {
    inspection_id: opening.inspection_id,
    revision: 0,
    status: "filling",
    entry: opening.registration_id ? "invited" : "uninvited",
    prefill: opening.prefill,
    checklist_id: checklist.checklist_id,
    checklist_version: checklist.version,
    updated_at: new Date().toISOString(),
    inspector: opening.inspector,
    inspection_date: opening.inspection_date,
    fields: firstFields(opening.prefill, checklist.points, opening),
    answers: [],
    ...(opening.plate ? { plate: opening.plate } : {}),
    ...(vehicle?.make ? { make: vehicle.make } : {}),
    ...(vehicle?.model ? { model: vehicle.model } : {}),
    ...(customer ? { customer_name: customer.name } : {}),
    ...(match?.shown ? { shown: match.shown } : {}),
    ...(match?.recalls ? { recalls: match.recalls } : {}),
  };
}

/** Make a form on the device and queue it; gives its id. "none" = no checklist is here. */
export async function startForm(start: Start): Promise<string | "none"> {
  const checklist = checklistFor(await db.allChecklists(), start.match?.vehicle?.make);
  if (!checklist) return "none";
  const opening = openingOf(start, checklist);
  const form = provisional(opening, checklist, start.match);
  const id = opening.inspection_id;
  await db.enqueue(
    [{ kind: "open", form: id, key: crypto.randomUUID(), body: opening }],
    { inspection_id: id, form, etag: null },
  );
  keptAt.value = new Date();
  changed(id);
  kick();
  return id;
}

/** Put an existing form and its checklist on the device; what is there already stays. */
export async function fetchForm(id: string): Promise<void> {
  const answer = await gateway.readForm(id, null);
  if (!answer) return;
  const form = answer.body;
  const known = await db.getChecklist(form.checklist_id);
  if (!known || known.version < form.checklist_version) {
    await db.putChecklist(await gateway.readChecklist(form.checklist_id));
  }
  await db.settle({ inspection_id: id, form, etag: answer.etag }, []);
}
