// SPDX-License-Identifier: Apache-2.0
// Pictures in the browser: drawn small before they are kept, and named by their content.

export interface Size {
  width: number;
  height: number;
}

/** A picture on a canvas no larger than `most`, in its own proportions; never enlarged. */
export function drawn(source: CanvasImageSource & Size, most: Size): HTMLCanvasElement {
  const { width, height } = source;
  const scale = Math.min(1, most.width / width, most.height / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")!.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What a file holds, upright and no larger than `most`; throws when it is no picture. */
export async function drawnFile(file: Blob, most: Size): Promise<HTMLCanvasElement> {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    return drawn(image, most);
  } finally {
    image.close();
  }
}

/** A canvas as a file; null when it is too large to encode. */
export function encoded(
  canvas: HTMLCanvasElement,
  type: "image/jpeg" | "image/png",
  quality?: number,
): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** The name of a picture at the gateway: the SHA-256 of its bytes, hexadecimal. */
export async function nameOf(bytes: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
