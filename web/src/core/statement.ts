/** What a device signs: an act, that it has its key, and the word of a second person. Each under its own type. */

import { type Bytes, joined, utf8 } from "./bytes";
import { canonical, type Json } from "./canonical";

export type Keys = { readonly [key: string]: Json };
export type Door = "ask" | "report";

export interface Claim {
  readonly kind: string;
  readonly event: string;
  readonly act_id: string;
  readonly by: string;
  readonly claimed_at: string;
  readonly door: Door;
  readonly act: Keys;
}

export interface Word {
  readonly act_id: string;
  readonly by: string;
  readonly claimed_at: string;
  readonly kind: string;
  readonly second: string;
  readonly says: Keys;
  readonly thing: string;
}

/** The pre-authentication encoding: type and content, each with its length. */
export function pae(type: string, content: Bytes): Bytes {
  const name = utf8(type);
  return joined(utf8(`DSSEv1 ${name.length} `), name, utf8(` ${content.length} `), content);
}

export function actMessage(claim: Claim, unit: string, device: string): Bytes {
  const { act, act_id, by, claimed_at, door, event } = claim;
  const said = { act, act_id, by, claimed_at, device, door, format: "showsafe-act/1", kind: event };
  return pae("application/vnd.showsafe.act+json", canonical({ ...said, scope: "set", unit }));
}

export function sessionMessage(challenge: string, unit: string, device: string): Bytes {
  const said = { challenge, device, format: "showsafe-session/1", unit };
  return pae("application/vnd.showsafe.session+json", canonical(said));
}

export function secondMessage(word: Word, unit: string, device: string): Bytes {
  const { act_id, by, claimed_at, kind, says, second, thing } = word;
  const said = {
    act_id,
    by,
    claimed_at,
    device,
    format: "showsafe-second/1",
    kind,
    says,
    second,
    thing,
    unit,
  };
  return pae("application/vnd.showsafe.second+json", canonical(said));
}

/** A time as records write it: UTC, in whole seconds. */
export function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
