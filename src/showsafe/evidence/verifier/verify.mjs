// Whatever it is: a bundle, or an export of a whole log.

import { Malformed } from "./bytes.mjs";
import { verifyBundle } from "./bundle.mjs";
import { verifyTiles } from "./tiles.mjs";

/** Check what a source holds; `anchors` is what `readAnchors` made of what was kept outside. */
export async function verify(source, anchors, progress) {
  if (source.has("about.json")) return verifyBundle(source, anchors, progress);
  if (source.has("checkpoint")) return verifyTiles(source, anchors, progress);
  throw new Malformed("is neither an evidence bundle nor an export of a log");
}

/** A source over files that are in memory. */
export function sourceOf(files) {
  const names = [...files.keys()].sort();
  return { names: () => names, has: (name) => files.has(name), read: (name) => files.get(name) };
}
