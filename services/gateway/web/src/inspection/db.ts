// SPDX-License-Identifier: Apache-2.0
// What the device keeps: forms as the server last gave them, what is still to be told, photos,
// checklists. Each change is one IndexedDB transaction: a killed browser leaves it whole.
import { anew, type Item } from "./queue";
import type { Checklist, Form } from "./types";

/** A form with what only this device knows of it. */
export interface KeptForm {
  inspection_id: string;
  form: Form;
  etag: string | null;
  /** outcome of the last save of this device */
  saved?: { key: string; number: number; mailed: boolean; wanted: boolean };
}

export interface KeptPhoto {
  sha256: string;
  form: string;
  bytes: Blob | null;
  size: number;
  thumb: string;
  /** bytes at the server; = size when all are */
  received: number;
  refused?: string;
}

/** What a new item is before it has its number. */
export type NewItem = Item extends infer T ? (T extends Item ? Omit<T, "seq" | "at"> : never) : never;

type Name = "meta" | "forms" | "outbox" | "photos" | "checklists";

const DATABASE = "beurt-inspection";
const KEYS: Record<Name, string | null> = {
  meta: null,
  forms: "inspection_id",
  outbox: "seq",
  photos: "sha256",
  checklists: "checklist_id",
};

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(KEYS)) {
        request.result.createObjectStore(name, keyPath ? { keyPath } : {});
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Run `work` in one transaction; resolves when it is kept. Inside only await requests. */
async function inOne<T>(
  names: Name[],
  mode: IDBTransactionMode,
  work: (store: (name: Name) => IDBObjectStore) => Promise<T>,
): Promise<T> {
  const tx = (await openDatabase()).transaction(names, mode);
  const kept = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error("aborted"));
  });
  kept.catch(() => undefined);
  const result = await work((name) => tx.objectStore(name));
  await kept;
  return result;
}

const read = <T>(name: Name, key: IDBValidKey): Promise<T | undefined> =>
  inOne([name], "readonly", (store) => answerOf<T | undefined>(store(name).get(key)));
const readAll = <T>(name: Name): Promise<T[]> =>
  inOne([name], "readonly", (store) => answerOf<T[]>(store(name).getAll()));

export const getMeta = <T>(key: string) => read<T>("meta", key);
export const setMeta = (key: string, value: unknown) =>
  inOne(["meta"], "readwrite", async (store) => void store("meta").put(value, key));

export const getForm = (id: string) => read<KeptForm>("forms", id);
/** A form and what waits for it, at one moment: a write is in one of them, never in neither. */
export const readForm = (id: string) =>
  inOne(["forms", "outbox"], "readonly", async (store) => {
    const [kept, items] = await Promise.all([
      answerOf<KeptForm | undefined>(store("forms").get(id)),
      answerOf<Item[]>(store("outbox").getAll()),
    ]);
    return { kept, items: items.filter((item) => item.form === id) };
  });
export const allForms = () => readAll<KeptForm>("forms");
export const allItems = () => readAll<Item>("outbox");
export const allPhotos = () => readAll<KeptPhoto>("photos");
export const getPhoto = (sha256: string) => read<KeptPhoto>("photos", sha256);
export const allChecklists = () => readAll<Checklist>("checklists");
export const getChecklist = (id: string) => read<Checklist>("checklists", id);
export const putChecklist = (checklist: Checklist) =>
  inOne(["checklists"], "readwrite", async (store) => void store("checklists").put(checklist));

export const putPhoto = (photo: KeptPhoto) =>
  inOne(["photos"], "readwrite", async (store) => void store("photos").put(photo));

/** Number and keep items, and the form they belong to when it is new. */
export function enqueue(items: NewItem[], form?: KeptForm): Promise<Item[]> {
  return inOne(["meta", "outbox", "forms"], "readwrite", async (store) => {
    let seq = (await answerOf<number | undefined>(store("meta").get("counter"))) ?? 0;
    const at = Date.now();
    const numbered = items.map((item) => ({ ...item, seq: ++seq, at }) as Item);
    store("meta").put(seq, "counter");
    for (const item of numbered) store("outbox").put(item);
    if (form) store("forms").put(form);
    return numbered;
  });
}

const ageOf = (form: Form) => form.version ?? 0;

/** Take what the server answered and drop what it confirmed, in one go. An older answer that
 * comes in late does not replace a newer one. */
export function settle(form: KeptForm, confirmed: number[]): Promise<void> {
  return inOne(["forms", "outbox"], "readwrite", async (store) => {
    const kept = await answerOf<KeptForm | undefined>(store("forms").get(form.inspection_id));
    const isNewer = !kept || ageOf(form.form) >= ageOf(kept.form);
    store("forms").put({ ...kept, ...form, ...(isNewer ? {} : { form: kept.form, etag: null }) });
    for (const seq of confirmed) store("outbox").delete(seq);
  });
}

export const putItem = (item: Item) =>
  inOne(["outbox"], "readwrite", async (store) => void store("outbox").put(item));
export const dropItems = (seqs: number[]) =>
  inOne(["outbox"], "readwrite", async (store) => {
    for (const seq of seqs) store("outbox").delete(seq);
  });

/** Put items in again behind all others, in their order, as if they were done just now: under
 * new numbers and keys, because the old ones have their answer. */
export const requeue = (seqs: number[]) =>
  inOne(["meta", "outbox"], "readwrite", async (store) => {
    let seq = (await answerOf<number | undefined>(store("meta").get("counter"))) ?? 0;
    for (const old of [...seqs].sort((a, b) => a - b)) {
      const item = await answerOf<Item | undefined>(store("outbox").get(old));
      if (!item) continue;
      store("outbox").delete(old);
      store("outbox").put({ ...anew(item), seq: ++seq });
    }
    store("meta").put(seq, "counter");
  });

/** The device's own name, made once. */
export function deviceId(): Promise<string> {
  return inOne(["meta"], "readwrite", async (store) => {
    const kept = await answerOf<string | undefined>(store("meta").get("device"));
    const device = kept ?? crypto.randomUUID();
    if (!kept) store("meta").put(device, "device");
    return device;
  });
}

/** Forms that this device has no more business with, and their photos: concluded ones and
 * those that nobody touched since `before` (ISO), except when something of them waits. */
export const tidy = (before: string) =>
  inOne(["forms", "outbox", "photos"], "readwrite", async (store) => {
    const [forms, items, photos] = await Promise.all([
      answerOf<KeptForm[]>(store("forms").getAll()),
      answerOf<Item[]>(store("outbox").getAll()),
      answerOf<KeptPhoto[]>(store("photos").getAll()),
    ]);
    const waits = new Set([
      ...items.map((item) => item.form),
      ...photos.filter((photo) => photo.received < photo.size).map((photo) => photo.form),
    ]);
    const isOver = ({ status, updated_at }: Form) =>
      status === "done" || status === "discarded" || updated_at < before;
    const over = forms.filter(({ form }) => isOver(form) && !waits.has(form.inspection_id));
    const gone = new Set(over.map((kept) => kept.inspection_id));
    for (const id of gone) store("forms").delete(id);
    for (const photo of photos) if (gone.has(photo.form)) store("photos").delete(photo.sha256);
  });

/** Everything off the device; the next start makes a new device of it. */
export const wipe = () =>
  inOne(Object.keys(KEYS) as Name[], "readwrite", async (store) => {
    for (const name of Object.keys(KEYS) as Name[]) store(name).clear();
  });
