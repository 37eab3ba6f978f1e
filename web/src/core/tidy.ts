/** The keys of an act as its record will have them: what was not said is left out, texts are in one form. */

import type { Json } from "./canonical";
import type { Keys } from "./statement";

export type Said = { readonly [key: string]: Json | undefined };

const EMPTY_SAYS_SOMETHING = ["rounds", "found", "line", "looked"];
const FREE = ["says", "reason", "cause", "harm"];

export function tidied(said: Said): Keys {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(said)) {
    const plain = value === undefined ? null : plainly(value, FREE.includes(key));
    const nothing = Array.isArray(plain) && plain.length === 0 && !EMPTY_SAYS_SOMETHING.includes(key);
    if (plain === null || plain === "" || nothing || (key === "set" && plain === false)) continue;
    kept[key] = plain;
  }
  return kept;
}

function plainly(value: Json, free: boolean): Json {
  if (typeof value === "string") return free ? value.normalize("NFC") : value.normalize("NFC").trim();
  if (Array.isArray(value)) return value.map((each: Json) => plainly(each, free));
  if (value !== null && typeof value === "object") return tidied(value as Said);
  return value;
}
