// SPDX-License-Identifier: Apache-2.0
// The form on screen, one signal a field: a tap redraws the point that was tapped and the
// counters it changes, not the other eighty-three.
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import * as db from "./db";
import { changed, device, keptAt, onChange, storageFull, waiting, wrote } from "./device";
import {
  NOTHING,
  pointPath,
  progressOf,
  sameView,
  sectionsOf,
  viewOf,
  type LocalWrite,
  type Progress,
  type View,
} from "./fields";
import { waitingFor } from "./queue";
import { kick, kickSoon, watch } from "./sync";
import { lineOf, liveIds, totalsOf, type Line } from "./totals";
import type { Checklist, Form, Point } from "./types";

/** What a form is filled in with beforehand is revision 1, also before the server made it. */
const FIRST_REVISION = 1;

export interface Section {
  group: string;
  points: Point[];
  progress: ReadonlySignal<Progress>;
}

/** A write that is on screen and not yet on the device. */
interface Unkept {
  path: string;
  value: string;
  seen: number;
}

/** The list that a path is in; null when it is a field of its own. */
function listOf(path: string): string | null {
  const kind = /^(advice|work|point\/[^/]+\/photo)\//.exec(path);
  return kind ? kind[1]! : null;
}

export class OpenForm {
  readonly form: Signal<Form>;
  readonly saved: Signal<db.KeptForm["saved"]>;
  readonly sections: Section[];
  private readonly known = new Set<string>();
  private readonly views = new Map<string, Signal<View>>();
  /** how many paths there are */
  private readonly count = signal(0);
  /** paths of what comes and goes: "advice", "work", "point/<id>/photo" */
  private readonly lists = new Map<string, Signal<string[]>>();
  private unkept: Unkept[] = [];
  private looks = 0;
  private keeping: Promise<void> = Promise.resolve();
  private stop: () => void = () => undefined;

  constructor(
    kept: db.KeptForm,
    readonly checklist: Checklist,
  ) {
    this.form = signal(kept.form);
    this.saved = signal(kept.saved);
    this.sections = sectionsOf(checklist.points).map(({ group, points }) => ({
      group,
      points,
      progress: computed(() => progressOf(points, (id) => this.at(pointPath(id, "status")).value)),
    }));
  }

  get id(): string {
    return this.form.peek().inspection_id;
  }

  /** The signal of one path, made when it is first asked for. */
  at(path: string): Signal<View> {
    let view = this.views.get(path);
    if (!view) {
      view = signal(NOTHING);
      this.views.set(path, view);
    }
    return view;
  }

  value(path: string): string {
    return this.at(path).value.value;
  }

  private readonly read = (path: string) => this.value(path);

  private list(kind: string): Signal<string[]> {
    let list = this.lists.get(kind);
    if (!list) {
      list = signal([]);
      this.lists.set(kind, list);
    }
    return list;
  }

  /** How many fields two devices wrote at once. */
  readonly conflicts = computed(() => {
    void this.count.value;
    return [...this.views.values()].filter((view) => view.value.other).length;
  });

  readonly lines = computed<Line[]>(() =>
    liveIds("advice", this.list("advice").value, this.read).map((id) => lineOf(id, this.read)),
  );

  readonly works = computed(() =>
    liveIds("work", this.list("work").value, this.read).map((id) => ({
      id,
      text: this.read(`work/${id}/text`),
      advice: this.read(`work/${id}/advice`),
    })),
  );

  readonly totals = computed(() => totalsOf(this.lines.value));

  readonly pending = computed(() => waiting.value.filter((item) => item.form === this.id));

  readonly progress = computed(() =>
    progressOf(this.checklist.points, (id) => this.at(pointPath(id, "status")).value),
  );

  photos(point: string): string[] {
    const prefix = pointPath(point, "photo/");
    const known = this.list(listOf(prefix)!).value;
    return known.filter((path) => this.value(path) !== "").map((path) => path.slice(prefix.length));
  }

  /** Show fields; lists look again only when there is a new one in them. */
  private show(views: Iterable<[string, View]>): void {
    const fresh: string[] = [];
    for (const [path, next] of views) {
      const view = this.at(path);
      if (!this.known.has(path)) fresh.push(path);
      if (!sameView(view.peek(), next)) view.value = next;
    }
    for (const path of fresh) {
      this.known.add(path);
      const kind = listOf(path);
      if (kind) this.list(kind).value = [...this.list(kind).peek(), path];
    }
    if (fresh.length) this.count.value = this.known.size;
  }

  /** Server fields, then what waits on the device, then what is not even there yet. */
  private merge(kept: db.KeptForm, writes: LocalWrite[]): void {
    const all = [...writes, ...this.unkept];
    batch(() => {
      this.show(viewOf(kept.form.fields, all, device.value));
      this.form.value = kept.form;
      this.saved.value = kept.saved;
    });
  }

  /** Look again at what the device keeps. */
  async reload(): Promise<void> {
    const turn = ++this.looks;
    const { kept, items } = await db.readForm(this.id);
    if (!kept || turn !== this.looks) return;
    this.merge(
      kept,
      items.flatMap((item) => (item.kind === "write" ? [item] : [])),
    );
  }

  /** Set fields: on screen at once, on the device right after, at the server when it can. */
  write(fields: Record<string, string>): Promise<void> {
    const seen = Math.max(FIRST_REVISION, this.form.peek().revision);
    const writes = Object.entries(fields).map(([path, value]) => ({ path, value, seen }));
    const own = { device: device.value, pending: true };
    batch(() => this.show(writes.map(({ path, value }) => [path, { ...own, value }])));
    this.unkept.push(...writes);
    return this.keepAll();
  }

  /** One after the other: no write is kept twice. */
  private keepAll(): Promise<void> {
    this.keeping = this.keeping.then(() => this.keep());
    return this.keeping;
  }

  /** Move what is only on screen to the device. When its storage is full it stays on screen
   * and is tried again with the next write. */
  private async keep(): Promise<void> {
    const todo = [...this.unkept];
    if (todo.length === 0) return;
    try {
      await db.enqueue(todo.map((write) => ({ ...write, kind: "write" as const, form: this.id })));
      this.unkept = this.unkept.filter((write) => !todo.includes(write));
      keptAt.value = new Date();
      storageFull.value = false;
      wrote(this.id);
      kickSoon();
    } catch (cause) {
      storageFull.value = true;
      console.error(cause);
    }
  }

  /** Freeze as a version; sent after everything above. */
  async save(mail: boolean, reason?: string): Promise<void> {
    await this.keepAll();
    await db.enqueue([
      {
        kind: "save",
        form: this.id,
        key: crypto.randomUUID(),
        mail,
        ...(reason ? { reason } : {}),
      },
    ]);
    keptAt.value = new Date();
    changed(this.id);
    kick();
  }

  /** Try what was refused once more, and after it what waited for it. */
  async retry(seq: number): Promise<void> {
    await db.requeue(waitingFor(this.pending.peek(), seq));
    changed(this.id);
    kick();
  }

  /** Give up what was refused; the server's value is back on screen. Without its opening
   * nothing of a form can be sent. */
  async drop(seq: number): Promise<void> {
    const items = this.pending.peek();
    const isOpening = items.some((item) => item.seq === seq && item.kind === "open");
    await db.dropItems(isOpening ? items.map((item) => item.seq) : [seq]);
    this.forget();
    changed(this.id);
    kick();
  }

  /** Paths that only an unsent write had are empty again. */
  private forget(): void {
    for (const view of this.views.values()) {
      if (view.peek().pending) view.value = NOTHING;
    }
  }

  listen(): void {
    this.stop = onChange((form) => {
      if (form === null || form === this.id) void this.reload();
    });
    watch(this.id);
  }

  close(): void {
    this.stop();
    watch(null);
  }
}

/** The form as the device has it; null when it does not. */
export async function openKept(id: string): Promise<OpenForm | null> {
  const kept = await db.getForm(id);
  const checklist = kept && (await db.getChecklist(kept.form.checklist_id));
  if (!kept || !checklist) return null;
  const open = new OpenForm(kept, checklist);
  await open.reload();
  return open;
}
