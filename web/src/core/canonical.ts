/**
 * The one byte form of what is signed: a strict profile of RFC 8785, as `docs/formats/record.md` has it.
 * Whole numbers only, ASCII keys in order, strings in NFC and whole, at most 32 levels deep.
 */

import { type Bytes, utf8 } from "./bytes";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEEPEST = 32;

export class NotCanonical extends Error {}

export function canonical(value: Json): Bytes {
  return utf8(written(value, 1));
}

function written(value: Json, depth: number): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return string(value);
  if (depth > DEEPEST) throw new NotCanonical("it is nested too deep");
  if (Array.isArray(value)) return `[${value.map((each: Json) => written(each, depth + 1)).join(",")}]`;
  return object(value as { readonly [key: string]: Json }, depth);
}

function object(value: { readonly [key: string]: Json }, depth: number): string {
  const names = Object.keys(value).sort();
  const parts = names.map((name) => {
    if (!/^[\x20-\x7e]*$/.test(name)) throw new NotCanonical("a key is not plain ASCII");
    return `${JSON.stringify(name)}:${written(value[name] as Json, depth + 1)}`;
  });
  return `{${parts.join(",")}}`;
}

function number(value: number): string {
  if (!Number.isSafeInteger(value)) throw new NotCanonical("a number is not whole");
  return Object.is(value, -0) ? "0" : String(value);
}

function string(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new NotCanonical("a string holds half a character");
  if (value.normalize("NFC") !== value) throw new NotCanonical("a string is not in the form NFC");
  return JSON.stringify(value);
}
