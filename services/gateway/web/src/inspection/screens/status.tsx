// SPDX-License-Identifier: Apache-2.0
// Where the work is: on the tablet, on its way, or refused. Always in words.
import { Button, Notice } from "../../kit/kit";
import { language, t, type Key } from "../../lib/i18n";
import { keptAt, photosRefused, photosWaiting, reach, storageFull, waiting } from "../device";
import { retryPhoto } from "../photos";
import type { Item } from "../queue";
import type { OpenForm } from "../store";
import { kick } from "../sync";

const HEAD_NAMES: Record<string, Key> = {
  inspector: "inspection.inspector",
  inspection_date: "inspection.date",
  remarks: "inspection.remarks",
  mobility_date: "inspection.mobility",
  send_updates: "inspection.sendUpdates",
  prices_open: "inspection.pricesOpen",
};

function clock(at: Date): string {
  const locale = language.value === "nl" ? "nl-NL" : "en-GB";
  return at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

/** "Opgeslagen op tablet 10:42 · 2 foto's wachten op wifi" */
export function StatusLine() {
  const parts = [];
  const items = waiting.value.length;
  if (keptAt.value) parts.push(t("inspection.kept", { time: clock(keptAt.value) }));
  if (reach.value === "offline") parts.push(t("inspection.offline"));
  if (items > 0) parts.push(t("inspection.waiting", { n: items }));
  if (photosWaiting.value > 0) {
    const key = reach.value === "online" ? "inspection.photosSending" : "inspection.photosWaiting";
    parts.push(t(key, { n: photosWaiting.value }));
  }
  if (reach.value === "online" && items + photosWaiting.value === 0) {
    parts.push(t("inspection.allSent"));
  }
  return (
    <span class={`status-line ${storageFull.value ? "wrong" : ""}`} role="status">
      {storageFull.value ? t("inspection.storageFull") : parts.join(" · ")}
    </span>
  );
}

/** A field in the words that stand at it. */
function fieldName(form: OpenForm, path: string): string {
  const [kind = "", id = "", ...rest] = path.split("/");
  if (kind === "point") {
    const point = form.checklist.points.find((entry) => entry.point_id === id);
    return [point?.text ?? id, rest[0] === "measure" && rest[1] !== "-" && rest[1]]
      .filter(Boolean)
      .join(" ");
  }
  if (kind === "advice") return `${t("inspection.advice.text")} ${form.value(`advice/${id}/text`)}`;
  if (kind === "work") return t("inspection.work.line");
  if (kind === "customer") return t.known(`inspection.customer.${id}`) ?? id;
  if (kind === "vehicle") return t.known(`inspection.vehicle.${id}`) ?? t("inspection.odometer");
  return t(HEAD_NAMES[id] ?? "inspection.head");
}

function nameOf(form: OpenForm, item: Item): string {
  if (item.kind === "open") return t("inspection.refused.open");
  if (item.kind === "save") return t("inspection.save");
  return `${fieldName(form, item.path)} “${item.value || t("inspection.empty")}”`;
}

/** What the server did not take: shown, kept, until somebody decides. */
export function Unsent({ form }: { form: OpenForm }) {
  const refused = form.pending.value.filter((item) => item.refused);
  const photos = photosRefused.value.filter((photo) => photo.form === form.id);
  if (refused.length + photos.length === 0) return null;
  return (
    <Notice tone="error">
      <p>
        <strong>{t("inspection.refused.title", { n: refused.length + photos.length })}</strong>
      </p>
      <ul class="rows">
        {refused.map((item) => (
          <li key={item.seq} class="version-row">
            <span>
              {nameOf(form, item)}: {item.refused!.detail}
            </span>
            <Button onClick={() => void form.retry(item.seq)}>{t("inspection.refused.retry")}</Button>
            <Button onClick={() => void form.drop(item.seq)}>{t("inspection.refused.drop")}</Button>
          </li>
        ))}
        {photos.map((photo) => (
          <li key={photo.sha256} class="version-row">
            <span>
              {t("inspection.refused.photo")}: {photo.detail}
            </span>
            <Button onClick={() => void retryPhoto(photo.sha256).then(kick)}>
              {t("inspection.refused.retry")}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
