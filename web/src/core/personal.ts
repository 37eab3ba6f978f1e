/** Personal values: what is signed and recorded of them is a commitment; value and salt lie beside the record. */

import { type Bytes, joined, toHex, utf8 } from "./bytes";
import { canonical, type Json } from "./canonical";
import { sha256 } from "./sha256";
import type { Keys } from "./statement";

const PERSONAL = ["name", "contact", "age", "credentials", "papers", "prohibited"];

/** Which keys of an act may be personal; of a paper its number is, where it is about a person. */
export function personalKeys(kind: string, aboutPerson: boolean): readonly string[] {
  if (kind === "enrol") return PERSONAL;
  return kind === "record-paper" && aboutPerson ? ["number"] : [];
}

export async function sealed(
  keys: Keys,
  names: readonly string[],
  nonce: Bytes,
  actId: string,
): Promise<Keys> {
  const act: Record<string, Json> = { ...keys };
  for (const name of names) {
    const value = keys[name];
    if (value === undefined) continue;
    const salt = await sha256(joined(utf8("showsafe-salt/1\n"), nonce, utf8(`\n${actId}\n${name}`)));
    const sum = await sha256(joined(utf8("showsafe-commitment/1\n"), salt, canonical(value)));
    act[name] = { sealed: toHex(sum) };
  }
  return act;
}

const OF_THE_SECOND = ["witness", "witness_seen", "sight", "countersigned_by", "reviewed_by"];

/** The commitment to what the first person counted, fixed before a second one is shown the question. */
export async function lookCommitment(keys: Keys, nonce: Bytes): Promise<string> {
  const own = canonical(withoutSecond(keys));
  return toHex(await sha256(joined(utf8("showsafe-look/1\n"), nonce, own)));
}

/** The first person's own part of what an act says, at any depth. */
export function withoutSecond(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => withoutSecond(each));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value as Keys).filter(([key]) => !OF_THE_SECOND.includes(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutSecond(each)]));
}
