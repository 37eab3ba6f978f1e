// Canonical JSON: the strict profile of RFC 8785 that records are written in. Bytes are read and written again, and
// have to come out the same; no float, no integer beyond 2^53 - 1, strings in NFC, ASCII keys, at most 32 levels.

import { equal, Malformed, toBytes, toText } from "./bytes.mjs";

const DEEPEST = 32;
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const ASCII = /^[\0-\x7f]*$/;

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of canonical bytes; malformed where a single byte could have been written otherwise. */
export function parse(bytes) {
  const text = toText(bytes);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed("is not JSON");
  }
  if (!equal(toBytes(written(value, 1)), bytes)) throw new Malformed("is not in canonical form");
  return value;
}

/** The canonical text of a value. */
export function written(value, depth = 1) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Malformed("holds a number that is not a whole one within 2^53 - 1");
    return String(value);
  }
  if (typeof value === "string") {
    if (!ASCII.test(value) && (HALF.test(value) || value.normalize("NFC") !== value)) {
      throw new Malformed("holds a string that is not in the Unicode form NFC");
    }
    return JSON.stringify(value);
  }
  if (depth > DEEPEST) throw new Malformed("is nested too deep");
  if (Array.isArray(value)) return `[${value.map((each) => written(each, depth + 1)).join(",")}]`;
  const keys = Object.keys(value).sort();
  if (!keys.every((key) => ASCII.test(key))) throw new Malformed("has a key that is not ASCII");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${written(value[key], depth + 1)}`).join(",")}}`;
}
