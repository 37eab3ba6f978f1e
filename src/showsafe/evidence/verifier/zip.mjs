// A zip file whose entries are stored as they are: read whole, and refused wherever two readers might see two things.
// No compression (so no bomb), no comment, no gap, no overlap, no name twice, none that climbs out of the folder.

import { crc32, Malformed, toText } from "./bytes.mjs";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const WHERE_64 = 0x07064b50;
const VERSION = 20;
const MADE = 0x0300 | VERSION;
const FIRST_DAY = 0x00210000;
const MODES = [0o600, 0o644, 0o100600, 0o100644].map((mode) => mode * 0x10000);
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const LONGEST_NAME = 200;

/** Whether a name may stand in a bundle: plain letters, and no way out of the folder. */
export function isName(name) {
  return name.length <= LONGEST_NAME && NAME.test(name) && !name.includes("..");
}

/** The files of a zip by name. */
export function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = directory(view);
  const files = new Map();
  const seen = new Set();
  let at = start;
  let next = 0;
  for (let place = 0; place < count; place++) {
    const entry = central(view, bytes, at, end);
    if (entry.offset !== next) throw new Malformed("is a zip with a gap or an overlap");
    const data = local(view, bytes, entry, start);
    if (seen.has(entry.name.toLowerCase())) throw new Malformed(`names a file twice: ${entry.name}`);
    seen.add(entry.name.toLowerCase());
    files.set(entry.name, data);
    next = entry.offset + 30 + entry.nameLength + entry.size;
    at += 46 + entry.nameLength;
  }
  if (at !== end || next !== start) throw new Malformed("is a zip with bytes that belong to no file");
  for (const name of files.keys()) {
    for (let cut = name.indexOf("/"); cut > 0; cut = name.indexOf("/", cut + 1)) {
      if (files.has(name.slice(0, cut))) throw new Malformed(`has both a file and a folder ${name.slice(0, cut)}`);
    }
  }
  return files;
}

function directory(view) {
  const at = view.byteLength - 22;
  if (at < 0 || view.getUint32(at, true) !== END) throw new Malformed("is not a zip that ends where it should");
  if (view.getUint16(at + 20, true) || view.getUint32(at + 4, true)) throw new Malformed("is a zip in parts, or with a comment");
  const small = { count: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), start: view.getUint32(at + 16, true) };
  if (view.getUint16(at + 8, true) !== small.count) throw new Malformed("is a zip in parts");
  if (small.count !== 0xffff) return bounded({ ...small, end: at });
  const where = at - 20;
  const big = where - 56;
  if (big < 0 || view.getUint32(where, true) !== WHERE_64 || view.getUint32(big, true) !== END_64) {
    throw new Malformed("is a zip whose count of files cannot be read");
  }
  const long = (place) => Number(view.getBigUint64(place, true));
  if (long(where + 8) !== big || long(big + 4) !== 44 || long(big + 24) !== long(big + 32)) {
    throw new Malformed("is a zip whose end contradicts itself");
  }
  if (long(big + 40) !== small.size || long(big + 48) !== small.start) throw new Malformed("is a zip whose end contradicts itself");
  return bounded({ count: long(big + 32), size: small.size, start: small.start, end: big });
}

function bounded({ count, size, start, end }) {
  if (start + size !== end || count * 46 > size) throw new Malformed("is a zip whose list of files does not fit");
  return { count, start, end };
}

function central(view, bytes, at, end) {
  if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new Malformed("is a zip with a broken list of files");
  const nameLength = view.getUint16(at + 28, true);
  const extra = view.getUint16(at + 30, true) || view.getUint16(at + 32, true) || view.getUint16(at + 34, true);
  if (extra || at + 46 + nameLength > end) throw new Malformed("is a zip with something beside its files");
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const form = view.getUint16(at + 4, true) === MADE && view.getUint16(at + 6, true) === VERSION && view.getUint32(at + 12, true) === FIRST_DAY;
  if (!form || view.getUint16(at + 36, true) || !MODES.includes(view.getUint32(at + 38, true))) throw new Malformed("is a zip with a file that is not of the one form");
  const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  if (flags || method || packed !== size) throw new Malformed("is a zip whose files are packed or locked");
  const name = toText(bytes.subarray(at + 46, at + 46 + nameLength));
  if (!isName(name)) throw new Malformed("is a zip with a name that no bundle has");
  return { name, nameLength, size, crc: view.getUint32(at + 16, true), offset: view.getUint32(at + 42, true) };
}

function local(view, bytes, entry, start) {
  const { offset, nameLength, size } = entry;
  const data = offset + 30 + nameLength;
  if (data + size > start || view.getUint32(offset, true) !== LOCAL) throw new Malformed("is a zip with a broken file");
  const name = toText(bytes.subarray(offset + 30, data));
  const same =
    name === entry.name && view.getUint16(offset + 4, true) === VERSION && view.getUint32(offset + 10, true) === FIRST_DAY && !view.getUint32(offset + 6, true) && view.getUint16(offset + 26, true) === nameLength &&
    !view.getUint16(offset + 28, true) && view.getUint32(offset + 14, true) === entry.crc &&
    view.getUint32(offset + 18, true) === size && view.getUint32(offset + 22, true) === size;
  const content = bytes.subarray(data, data + size);
  if (!same || crc32(content) !== entry.crc) throw new Malformed(`is a zip that says two things about ${entry.name}`);
  return content;
}
