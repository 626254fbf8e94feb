// SPDX-License-Identifier: Apache-2.0
// Photos at a point: taken with the tablet's camera, marked with an arrow or a circle.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Dialog, Notice, say } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { getPhoto } from "../db";
import { photosWaiting } from "../device";
import { pointPath } from "../fields";
import { canvasOf, keepPhoto, pictureOf } from "../photos";
import type { OpenForm } from "../store";
import { kickSoon } from "../sync";
import type { Point } from "../types";

export const PHOTOS_MOST = 10;
/** In the field of a photo without a caption. */
const NO_CAPTION = "-";

/** Keep a picture, then name it on the point: one that found no room is not on the form. */
async function putOn(form: OpenForm, point: Point, canvas: HTMLCanvasElement, instead?: string) {
  const picture = await pictureOf(canvas);
  await keepPhoto(form.id, picture);
  const path = (sha256: string) => pointPath(point.point_id, `photo/${sha256}`);
  const old = instead && instead !== picture.sha256 ? { [path(instead)]: "" } : {};
  await form.write({ [path(picture.sha256)]: NO_CAPTION, ...old });
  kickSoon();
}

function failed(cause: unknown): void {
  const isFull = cause instanceof DOMException && cause.name === "QuotaExceededError";
  say(t(isFull ? "inspection.photo.full" : "inspection.photo.unreadable"));
}

/** Where the picture is now: on the device, else at the gateway. */
async function bytesOf(sha256: string): Promise<Blob> {
  const kept = await getPhoto(sha256);
  if (kept?.bytes) return kept.bytes;
  const reply = await fetch(`/v1/photos/${sha256}`, { headers: { "X-Beurt": "1" } });
  if (!reply.ok) throw new Error(reply.statusText);
  return reply.blob();
}

function Thumb({ sha256, onOpen, n }: { sha256: string; onOpen: () => void; n: number }) {
  const [source, setSource] = useState<{ url: string; sent: boolean } | null>(null);
  useEffect(() => {
    void getPhoto(sha256).then((kept) =>
      setSource({ url: kept?.thumb ?? `/v1/photos/${sha256}`, sent: !kept || kept.received >= kept.size }),
    );
  }, [sha256, photosWaiting.value]);
  const label = t("inspection.photo.open", { n });
  return (
    <button type="button" class="thumb" aria-label={label} onClick={onOpen}>
      {source && <img src={source.url} alt="" loading="lazy" />}
      {source && !source.sent && (
        <span class="thumb-waits">{t("inspection.photo.waits")}</span>
      )}
    </button>
  );
}

type Tool = "arrow" | "circle";
interface Spot {
  x: number;
  y: number;
}

function drawMark(canvas: HTMLCanvasElement, tool: Tool, from: Spot, to: Spot): void {
  const pen = canvas.getContext("2d")!;
  pen.strokeStyle = "#e11d1d";
  pen.lineWidth = Math.max(4, canvas.width / 120);
  pen.lineCap = "round";
  pen.beginPath();
  if (tool === "circle") {
    const [w, h] = [Math.abs(to.x - from.x) / 2, Math.abs(to.y - from.y) / 2];
    pen.ellipse((from.x + to.x) / 2, (from.y + to.y) / 2, w, h, 0, 0, 2 * Math.PI);
  } else {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const head = pen.lineWidth * 5;
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    for (const turn of [2.6, -2.6]) {
      pen.moveTo(to.x, to.y);
      pen.lineTo(to.x + head * Math.cos(angle + turn), to.y + head * Math.sin(angle + turn));
    }
  }
  pen.stroke();
}

/** Where a pointer is in the picture's own points. */
function spotOf(event: PointerEvent, canvas: HTMLCanvasElement): Spot {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((event.clientX - box.left) / box.width) * canvas.width,
    y: ((event.clientY - box.top) / box.height) * canvas.height,
  };
}

/** Draws marks on a copy; `changed` says whether there are any. */
function useMarks(sha256: string, tool: Tool) {
  const ref = useRef<HTMLCanvasElement>(null);
  const from = useRef<Spot | null>(null);
  const [marks, setMarks] = useState(0);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    void bytesOf(sha256)
      .then(canvasOf)
      .then((picture) => {
        const canvas = ref.current;
        if (!canvas) return;
        canvas.width = picture.width;
        canvas.height = picture.height;
        canvas.getContext("2d")!.drawImage(picture, 0, 0);
      })
      .catch(() => setWrong(true));
  }, [sha256]);
  const props = {
    onPointerDown: (event: PointerEvent) => {
      from.current = spotOf(event, ref.current!);
      ref.current!.setPointerCapture(event.pointerId);
    },
    onPointerUp: (event: PointerEvent) => {
      if (!from.current) return;
      drawMark(ref.current!, tool, from.current, spotOf(event, ref.current!));
      from.current = null;
      setMarks(marks + 1);
    },
  };
  return { ref, props, marks, wrong };
}

function PhotoDialog({
  form,
  point,
  sha256,
  onClose,
}: {
  form: OpenForm;
  point: Point;
  sha256: string;
  onClose: () => void;
}) {
  const [tool, setTool] = useState<Tool>("arrow");
  const { ref, props, marks, wrong } = useMarks(sha256, tool);
  const path = pointPath(point.point_id, `photo/${sha256}`);
  const remove = () => {
    void form.write({ [path]: "" });
    say(t("inspection.photo.removed"), () => void form.write({ [path]: NO_CAPTION }));
    onClose();
  };
  const keep = () => {
    void putOn(form, point, ref.current!, sha256).catch(failed);
    onClose();
  };
  return (
    <Dialog title={`${t("inspection.photo.of")} ${point.text}`} onClose={onClose}>
      <div class="stack">
        {wrong && <Notice tone="warning">{t("inspection.photo.away")}</Notice>}
        <div class="phrases" role="group" aria-label={t("inspection.photo.mark")}>
          {(["arrow", "circle"] as const).map((kind) => (
            <Button key={kind} aria-pressed={tool === kind} onClick={() => setTool(kind)}>
              {t(`inspection.photo.${kind}`)}
            </Button>
          ))}
          <span class="soft">{t("inspection.photo.markHelp")}</span>
        </div>
        <canvas ref={ref} class="photo-canvas" role="img" aria-label={point.text} {...props} />
        <div class="actions">
          <Button kind="danger" onClick={remove}>
            {t("inspection.photo.remove")}
          </Button>
          <Button onClick={onClose}>{t("close")}</Button>
          <Button kind="primary" disabled={marks === 0} onClick={keep}>
            {t("inspection.photo.keep")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Camera() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 7h3l2-2h6l2 2h3a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z" />
      <circle cx="12" cy="13" r="3.5" />
    </svg>
  );
}

/** The tablet's camera, or a choice of files where there is none. */
export function PhotoButton({ form, point }: { form: OpenForm; point: Point }) {
  const count = form.photos(point.point_id).length;
  const isFull = count >= PHOTOS_MOST;

  async function take(event: Event) {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])].slice(0, PHOTOS_MOST - count);
    try {
      for (const file of files) await putOn(form, point, await canvasOf(file));
    } catch (cause) {
      failed(cause);
    }
    input.value = "";
  }

  return (
    <label class={`button photo-button${isFull ? " off" : ""}`} title={t("inspection.photo.take")}>
      <span>
        <Camera />
        {count > 0 && count}
      </span>
      <input
        class="visually-hidden"
        type="file"
        accept="image/*"
        capture="environment"
        disabled={isFull}
        aria-label={`${t("inspection.photo.take")} ${point.text}`}
        onChange={(event) => void take(event)}
      />
    </label>
  );
}

export function Photos({ form, point }: { form: OpenForm; point: Point }) {
  const [opened, setOpened] = useState<string | null>(null);
  const photos = form.photos(point.point_id);
  if (photos.length === 0) return null;
  return (
    <div class="photos">
      {photos.map((sha256, i) => (
        <Thumb key={sha256} sha256={sha256} n={i + 1} onOpen={() => setOpened(sha256)} />
      ))}
      {opened && (
        <PhotoDialog form={form} point={point} sha256={opened} onClose={() => setOpened(null)} />
      )}
    </div>
  );
}
