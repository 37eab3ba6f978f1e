/**
 * A photo that goes with an act: made small on this phone, by drawing it anew. So nothing else of the file comes along:
 * no place, no time, no name of the camera. What browsers write beside a picture of their own is taken out too.
 */

import { type Bytes, joined, toBase64, toHex } from "./bytes";
import { sha256 } from "./sha256";

/** How many belong to one act, how many bytes one may have, and how many pixels its longer side. */
export const MOST_PHOTOS = 3;
const LARGEST = 400_000;
const LONGEST = 1600;

/** Acts that photos can belong to. */
export const WITH_PHOTOS: readonly string[] = [
  ...["register", "bring", "receive", "prove", "seal", "quarantine", "check", "find-live"],
  ...["misfire", "drop", "foul", "unplanned-discharge", "incident"],
];

export interface Photo {
  readonly sha256: string;
  readonly base64: string;
  /** For an image on this page. */
  readonly shown: string;
}

/** This file is no picture that the browser can draw. */
export class NoPhoto extends Error {}

const TRIES = [
  [LONGEST, 0.85],
  [LONGEST, 0.7],
  [1200, 0.7],
  [1000, 0.6],
  [800, 0.5],
] as const;

export async function photoOf(file: Blob): Promise<Photo> {
  const picture = await drawable(file);
  try {
    for (const [longest, quality] of TRIES) {
      const bytes = bare(await drawn(picture, longest, quality));
      if (bytes.length > LARGEST) continue;
      const base64 = toBase64(bytes);
      return { sha256: toHex(await sha256(bytes)), base64, shown: `data:image/jpeg;base64,${base64}` };
    }
  } finally {
    picture.close();
  }
  throw new NoPhoto("too large");
}

async function drawable(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new NoPhoto("not a picture");
  }
}

async function drawn(picture: ImageBitmap, longest: number, quality: number): Promise<Bytes> {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (!made) throw new NoPhoto("not drawn");
  return new Uint8Array(await made.arrayBuffer());
}

/** What a browser may write before the picture that says more than the picture: metadata and comments. */
const MORE = [0xe1, 0xed, 0xfe];

/** Return a JPEG without what stands beside its picture. */
export function bare(jpeg: Bytes): Bytes {
  const kept: Bytes[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda && at + 4 <= jpeg.length) {
    const marker = jpeg[at + 1] ?? 0;
    const next = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
    if (!MORE.includes(marker)) kept.push(jpeg.subarray(at, next));
    at = next;
  }
  kept.push(jpeg.subarray(at));
  return joined(...kept);
}
