// The steps over a whole log as a folder of tiles (C2SP tlog-tiles): `checkpoint` and `tile/`, and nothing else.

import { checkAnchors, checkPolicy, checkSignature } from "./anchors.mjs";
import { equal, Malformed, toHex } from "./bytes.mjs";
import { readCheckpoint, vkeyText } from "./note.mjs";
import { Report } from "./report.mjs";
import { Edge, HASH_BYTES, leafHash, nodeHash } from "./tree.mjs";
import { Walk } from "./walk.mjs";

const WIDTH = 256;

function path(level, number, width) {
  const parts = [String(number % 1000).padStart(3, "0")];
  for (let rest = Math.floor(number / 1000); rest; rest = Math.floor(rest / 1000)) parts.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  return `tile/${level}/${parts.join("/")}${width === WIDTH ? "" : `.p/${width}`}`;
}

/** The names that a tree of this size has, level by level: [name, level, number, width]. */
function expected(size) {
  const names = [];
  for (let level = 0, count = size; count; level++, count = Math.floor(count / WIDTH)) {
    for (let number = 0; number * WIDTH < count; number++) {
      const width = Math.min(WIDTH, count - number * WIDTH);
      names.push({ name: path(level, number, width), level, number, width });
      if (level === 0) names.push({ name: path("entries", number, width), level: -1, number, width });
    }
  }
  return names;
}

export async function verifyTiles(source, anchors, progress = () => {}) {
  const report = new Report("tiles");
  const checkpoint = await report.hold("checkpoint", "the checkpoint", () => readCheckpoint(source.read("checkpoint")));
  if (!checkpoint) return report;
  const { size, origin } = checkpoint;
  const names = source.names();
  // A size that its files cannot hold is not worked out: every 256 records have a file of their own.
  const tiles = names.length > 2 * size + 10 || size > WIDTH * names.length ? null : expected(size);
  const wanted = new Set(["checkpoint", ...(tiles ?? []).map((each) => each.name)]);
  const strange = names.find((name) => !wanted.has(name));
  const missing = [...wanted].find((name) => !source.has(name));
  if (!tiles) report.fault("structure", `these are not the files of an export of ${size} records`);
  else if (strange) report.fault("structure", `there is a file that an export of ${size} records does not have: ${strange}`);
  if (missing) report.fault("structure", `a file is missing: ${missing}`);
  if (!tiles || missing) return report;
  const unit = origin.startsWith("showsafe/") ? origin.slice(9) : "";
  const walk = new Walk(report, unit, () => null, true);
  const edge = new Edge();
  const kept = anchors.seen;
  const above = [];
  let keptRoot = null;
  for (const tile of tiles.filter((each) => each.level === -1)) {
    const hashes = source.read(path(0, tile.number, tile.width));
    const entries = await report.hold("tiles", path("entries", tile.number, tile.width), () => split(source, tile));
    if (!entries) return report;
    if (hashes.length !== tile.width * HASH_BYTES) report.fault("tiles", `tile ${tile.number} of level 0 has a wrong length`);
    for (const [at, raw] of entries.entries()) {
      const number = tile.number * WIDTH + at + 1;
      const leaf = leafHash(raw);
      if (!equal(leaf, hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) report.fault("tiles", `the tile has another sum for record ${number} than its bytes`, number);
      edge.add(leaf);
      await walk.take(number, raw, toHex(leaf));
      if (kept?.size === number) keptRoot = edge.root();
    }
    if (tile.width === WIDTH) above.push(reduced(hashes));
    await progress(walk.count, size);
  }
  await levels(report, source, tiles, above);
  await report.hold("structure", "the folder", () => walk.end());
  report.pass("structure", walk.count, "the files of an export and no other, every record in its one form");
  report.pass("tiles", tiles.length, "every tile is made of the records below it");
  const { history } = walk;
  if (equal(edge.root(), checkpoint.root)) report.pass("root", size, "the records lead to the signed root");
  else report.fault("root", "the records do not lead to the signed root");
  const good = history.node && (await checkSignature(report, history, checkpoint, origin, "the checkpoint"));
  if (good) report.pass("checkpoint", size, `signed by the log's own key over ${size} records`);
  await outside(report, anchors, { history, checkpoint, keptRoot, walk });
  return report;
}

function split(source, { number, width }) {
  const data = source.read(path("entries", number, width));
  const entries = [];
  for (let at = 0; at < data.length; ) {
    if (at + 2 > data.length) throw new Malformed("ends in the middle of a record");
    const length = data[at] * 256 + data[at + 1];
    if (at + 2 + length > data.length) throw new Malformed("ends in the middle of a record");
    entries.push(data.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (entries.length !== width) throw new Malformed("holds another number of records than its name says");
  return entries;
}

function reduced(hashes) {
  let row = [];
  for (let at = 0; at < hashes.length; at += HASH_BYTES) row.push(hashes.subarray(at, at + HASH_BYTES));
  while (row.length > 1) row = row.filter((_, at) => at % 2 === 0).map((left, at) => nodeHash(left, row[2 * at + 1]));
  return row[0];
}

async function levels(report, source, tiles, first) {
  let below = first;
  for (let level = 1; below.length; level++) {
    const above = [];
    for (const tile of tiles.filter((each) => each.level === level)) {
      const hashes = source.read(tile.name);
      const wanted = below.slice(tile.number * WIDTH, tile.number * WIDTH + tile.width);
      const same = hashes.length === tile.width * HASH_BYTES && wanted.every((hash, at) => equal(hash, hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)));
      if (!same) report.fault("tiles", `${tile.name} is not made of the tiles below it`);
      else if (tile.width === WIDTH) above.push(reduced(hashes));
    }
    below = above;
  }
}

async function outside(report, anchors, { history, checkpoint, keptRoot, walk }) {
  const { origin, size, root } = checkpoint;
  checkAnchors(report, anchors, history, origin);
  const node = history.nodeAt(size);
  Object.assign(report.facts, { origin, size, root: toHex(root), vkey: node ? vkeyText(origin, node.key) : "", first: 1, last: size, full: size, redacted: 0 });
  report.facts.shows = [`All ${size} records of the log are here, from the first to the last that the checkpoint covers.`];
  if (anchors.policy) await checkPolicy(report, anchors.policy, [checkpoint], true);
  else report.notAsked("cosignatures", "no policy was given, so no cosignature counts");
  report.notAsked("time", "an export holds no time tokens");
  report.pass("keys", walk.keyRecords.length, `${history.keys.size} keys by ${walk.keyRecords.length} records`);
  report.notAsked("rules", "whether this could have happened under the rulebook it names: showsafe verify asks that");
  report.couldNotKnow.push("Whether what people said is true, and what nobody recorded: no check of a record can know that.");
  report.couldNotKnow.push("Attachments, and personal values behind commitments, are not in an export.");
  const { seen } = anchors;
  if (!seen) {
    report.couldNotKnow.push("No checkpoint from outside was given: records may have been cut off the end, and another history shown to somebody else.");
    return;
  }
  await checkSignature(report, history, seen, origin, "the kept checkpoint");
  if (seen.size > size) report.fault("root", `${seen.size} records were there when the checkpoint was kept, and ${size} are here`, size + 1);
  else if (!equal(seen.root, keptRoot)) report.fault("root", `the first ${seen.size} records are not those that were there when the checkpoint was kept`);
  else report.notes.push(`The kept checkpoint of ${seen.size} records is of this same history.`);
}
