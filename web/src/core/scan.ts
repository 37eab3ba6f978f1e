/**
 * Codes come in four ways: the camera, a photo, a scanner that types like a keyboard, and fingers. The reader of
 * pictures is large, and is fetched from the node only when one is read.
 */

import type { ReaderOptions } from "zxing-wasm/reader";

/** Why a picture gave no code. */
export class NoCode extends Error {
  constructor(readonly why: "not-a-picture" | "too-large" | "no-code" | "no-camera" | "no-reader") {
    super(why);
  }
}

const LARGEST_FILE = 40_000_000;
/** In pixels: more than a phone has room for, whatever the file itself takes. */
const LARGEST_PICTURE = 64_000_000;
const LONGEST_SIDE = 1600;
const OPTIONS: ReaderOptions = {
  formats: ["QRCode", "MicroQRCode", "DataMatrix", "Code128"],
  tryHarder: true,
  maxNumberOfSymbols: 1,
};

/** What a code means: of an address, what stands after # or else its last part; spaces and odd marks are dropped. */
export function codeOf(text: string): string {
  const plain = text.normalize("NFKC").replace(/[^\x21-\x7e]/g, "");
  if (!/^https?:\/\//.test(plain)) return plain;
  try {
    const { hash, pathname } = new URL(plain);
    return hash.slice(1) || decodeURIComponent(pathname.split("/").filter(Boolean).pop() ?? "");
  } catch {
    return plain;
  }
}

export const hasCamera = (): boolean => globalThis.isSecureContext && navigator.mediaDevices !== undefined;

async function reader() {
  try {
    return await import("./zxing");
  } catch {
    throw new NoCode("no-reader");
  }
}

/** Read the code on a photo; throws NoCode. */
export async function readPhoto(file: Blob): Promise<string> {
  if (file.size > LARGEST_FILE) throw new NoCode("too-large");
  const zxing = await reader();
  const picture = new Image();
  picture.src = URL.createObjectURL(file);
  try {
    await loaded(picture);
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (width * height > LARGEST_PICTURE) throw new NoCode("too-large");
    const found = await zxing.read(pixelsOf(picture, width, height), OPTIONS);
    if (!found) throw new NoCode("no-code");
    return codeOf(found);
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}

/** Its size is known then, and nothing of it is unpacked yet. */
function loaded(picture: HTMLImageElement): Promise<void> {
  return new Promise((fulfil, fail) => {
    picture.onload = () => (picture.naturalWidth > 0 ? fulfil() : fail(new NoCode("not-a-picture")));
    picture.onerror = () => fail(new NoCode("not-a-picture"));
  });
}

function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new NoCode("not-a-picture");
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Show the camera and tell of the first code that is seen; returns how to stop. Throws NoCode. */
export async function watchCamera(
  video: HTMLVideoElement,
  seen: (code: string) => void,
): Promise<() => void> {
  const facing = { facingMode: "environment", width: { ideal: 1280 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: facing, audio: false }).catch(() => {
    throw new NoCode("no-camera");
  });
  let going = true;
  const stop = (): void => {
    going = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    const zxing = await reader();
    video.srcObject = stream;
    await video.play();
    void look(zxing, video, () => going, seen);
  } catch (error) {
    stop();
    throw error instanceof NoCode ? error : new NoCode("no-camera");
  }
  return stop;
}

type Zxing = Awaited<ReturnType<typeof reader>>;

async function look(
  zxing: Zxing,
  video: HTMLVideoElement,
  going: () => boolean,
  seen: (code: string) => void,
) {
  while (going()) {
    await new Promise((resume) => setTimeout(resume, 120));
    if (!going() || video.videoWidth === 0) continue;
    const pixels = pixelsOf(video, video.videoWidth, video.videoHeight);
    const found = await zxing.read(pixels, OPTIONS).catch(() => "");
    if (found && going()) {
      navigator.vibrate?.(40);
      seen(codeOf(found));
    }
  }
}

/** So many milliseconds lie between two keys of a scanner on average; a busy phone or a poor radio makes single gaps. */
const FAST = 50;
const GAP = 3000;
const SHORTEST = 4;

/** Tell of codes that a scanner types: many characters, faster than fingers, and Enter. Returns how to stop. */
export function watchKeys(seen: (code: string) => void, target: EventTarget = globalThis): () => void {
  let typed = "";
  let first = 0;
  let last = 0;
  const pressed = (event: Event): void => {
    const { key, timeStamp } = event as KeyboardEvent;
    // Half a code is never taken for one: it counts from its first key on, or all of it is dropped.
    if (timeStamp - last > GAP) typed = "";
    last = timeStamp;
    if (key === "Enter") {
      if (typed.length >= SHORTEST && timeStamp - first < FAST * typed.length) {
        event.preventDefault();
        seen(codeOf(typed));
      }
      typed = "";
    } else if (key.length === 1) {
      if (typed === "") first = timeStamp;
      typed += key;
    }
  };
  target.addEventListener("keydown", pressed, true);
  return () => target.removeEventListener("keydown", pressed, true);
}
