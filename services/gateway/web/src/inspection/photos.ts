// SPDX-License-Identifier: Apache-2.0
// Pictures: made small before they are kept (a camera's twelve megapixels fill a tablet),
// named by their content, sent in pieces that go on where they stopped.
import { t } from "../lib/i18n";
import { drawn, drawnFile, encoded, nameOf, type Size } from "../lib/picture";
import * as db from "./db";
import { changed } from "./device";
import * as gateway from "./gateway";
import type { Refusal } from "./queue";

export const PHOTO_BYTES_MOST = 2 * 1024 * 1024;
export const CHUNK_BYTES = 256 * 1024;
const PHOTO: Size = { width: 1600, height: 1600 };
const THUMB: Size = { width: 160, height: 160 };
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

export interface Picture {
  sha256: string;
  bytes: Blob;
  thumb: string;
}

/** A canvas as a JPEG of at most 2 MB; encoding anew also leaves out where it was taken. */
export async function pictureOf(canvas: HTMLCanvasElement): Promise<Picture> {
  for (const quality of QUALITIES) {
    const bytes = await encoded(canvas, "image/jpeg", quality);
    if (bytes && bytes.size <= PHOTO_BYTES_MOST) {
      const thumb = drawn(canvas, THUMB).toDataURL("image/jpeg", 0.7);
      return { sha256: await nameOf(bytes), bytes, thumb };
    }
  }
  throw new Error("the photo stays larger than 2 MB");
}

/** What the camera gave, upright and small. */
export const canvasOf = (file: Blob): Promise<HTMLCanvasElement> => drawnFile(file, PHOTO);

/** Keep it on the device; QuotaExceededError when there is no room. The same picture once. */
export async function keepPhoto(form: string, picture: Picture): Promise<void> {
  const { sha256, bytes, thumb } = picture;
  const known = await db.getPhoto(sha256);
  if (!known) await db.putPhoto({ sha256, form, bytes, size: bytes.size, thumb, received: 0 });
  changed(form);
}

/** How requests fail, which is the sync's to say. */
interface Tell {
  orRefusal: <T>(request: Promise<T>) => Promise<T | Refusal>;
  isRefusal: (answer: object) => answer is Refusal;
}

type Waiting = db.KeptPhoto & { bytes: Blob };

const ATTEMPTS = 3;

/** Send pieces from where the gateway is; gives why it refused, null when it has them all. */
async function sendPieces(photo: Waiting, tell: Tell): Promise<Refusal | null> {
  const begin = await tell.orRefusal(gateway.photoProgress(photo.sha256));
  let received = tell.isRefusal(begin) ? 0 : begin.body.received;
  let complete = !tell.isRefusal(begin) && begin.body.complete;
  while (!complete) {
    const piece = photo.bytes.slice(received, received + CHUNK_BYTES);
    const sending = gateway.sendChunk(photo.sha256, received, photo.size, piece);
    const answer = await tell.orRefusal(sending);
    if (tell.isRefusal(answer)) return answer;
    if (!answer.body.complete && answer.body.received <= received) {
      return { status: 409, code: "PHOTO_STUCK", detail: t("inspection.photo.stuck") };
    }
    ({ received, complete } = answer.body);
  }
  return null;
}

/** A conflict about where the photo stands, or a damaged photo, is asked for anew. */
const mayBegin = ({ status, code }: Refusal) => status === 409 || code === "PHOTO_DAMAGED";

async function sendPhoto(photo: Waiting, tell: Tell): Promise<void> {
  let refusal: Refusal | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    refusal = await sendPieces(photo, tell);
    if (!refusal || !mayBegin(refusal)) break;
  }
  if (refusal) await db.putPhoto({ ...photo, refused: refusal.detail });
  else await db.putPhoto({ ...photo, received: photo.size, bytes: null });
}

/** Every photo that waits, oldest form first; the picture itself leaves the device after. */
export async function sendPhotos(tell: Tell): Promise<void> {
  for (const photo of await db.allPhotos()) {
    const { bytes } = photo;
    if (!bytes || photo.refused) continue;
    await sendPhoto({ ...photo, bytes }, tell);
    changed(photo.form);
  }
}

/** Try a refused photo once more. */
export async function retryPhoto(sha256: string): Promise<void> {
  const photo = await db.getPhoto(sha256);
  if (!photo) return;
  const { refused: _, ...rest } = photo;
  await db.putPhoto(rest);
  changed(photo.form);
}
