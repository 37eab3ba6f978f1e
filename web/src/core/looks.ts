/**
 * A second person's own word. The first one opens a look, with their own count fixed by a commitment; the second one,
 * on their own phone or with their badge on this one, answers what the node asks, without being shown the first count.
 */

import { signal } from "@preact/signals";
import { minute } from "./ages";
import { call, NoAnswer, Refused } from "./api";
import { random, toBase64 } from "./bytes";
import { now } from "./clock";
import { device } from "./keys";
import { looksChanged } from "./live";
import { lookCommitment, withoutSecond } from "./personal";
import { newActId } from "./say";
import { person } from "./session";
import { type Keys, secondMessage, stamp } from "./statement";
import { type Said, tidied } from "./tidy";

export type Question = "seen" | "serial";

/** A look as its own phone has it: the act is said with this id and this nonce once the second person has spoken. */
export interface Opened {
  readonly actId: string;
  readonly lookNonce: string;
  readonly kind: string;
  readonly thing: string;
  readonly asks: readonly Question[];
  /** Which rounds of a lot are counted, where it is not those in the box. */
  readonly pile?: string;
  /** What the second person is shown, where nothing is counted. */
  readonly keys?: Keys;
}

/** Acts of which the second person counts for themselves: they see nothing of what the first one says. */
const COUNTED = ["check", "load", "unload", "cycle", "recount"];

export interface Look {
  readonly act_id: string;
  readonly kind: string;
  readonly thing: string;
  readonly pile?: string;
  readonly by: string;
  readonly asks: readonly Question[];
  readonly opened_at: string;
  readonly mine: boolean;
  readonly answered: boolean;
  readonly keys?: Keys;
  readonly second?: { readonly by: string; readonly says: Keys };
}

/** Every look that is open, as the node tells who is signed in. */
export const looks = signal<readonly Look[]>([]);
/** Why it is not known which looks are open now. */
export const looksFailed = signal<Refused | NoAnswer | null>(null);

export async function openLook(kind: string, thing: string, said: Said): Promise<Opened> {
  const nonce = random(32);
  const actId = newActId();
  const lookNonce = toBase64(nonce);
  const commitment = await lookCommitment(tidied(said), nonce);
  const pile = kind === "recount" && said.pile ? { pile: String(said.pile) } : {};
  const shown = COUNTED.includes(kind) ? {} : { keys: withoutSecond(tidied(said)) as Keys };
  const body = { act_id: actId, kind, thing, ...pile, device: device.value?.id ?? "", commitment };
  const opening = shown.keys ? { ...body, ...shown, look_nonce: lookNonce } : body;
  const { asks } = await call<{ asks: Question[] }>("looks", { body: opening });
  return { actId, lookNonce, kind, thing, asks, ...pile, ...shown };
}

export async function refreshLooks(): Promise<void> {
  if (!person.value) {
    looks.value = [];
    looksFailed.value = null;
    return;
  }
  try {
    looks.value = (await call<{ looks: Look[] }>("looks")).looks;
    looksFailed.value = null;
  } catch (error) {
    if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
    looksFailed.value = error;
  }
}

/** Look again whenever the node tells that looks changed, and soon where no answer came; returns how to stop. */
export function watchLooks(): () => void {
  const told = looksChanged.subscribe(() => void refreshLooks());
  const missed = minute.subscribe(() => {
    if (looksFailed.peek()) void refreshLooks();
  });
  return () => {
    told();
    missed();
  };
}

export interface Second {
  readonly by: string;
  readonly badge?: string;
  readonly pin?: string;
}

/**
 * Say the second person's word; returns how long the node had waited for it, in milliseconds. Throws Refused or NoAnswer.
 * The same word may be sent again.
 */
export async function answerLook(look: Look, said: Said, second: Second): Promise<number> {
  const own = device.value;
  if (!own) throw new Error("This device has no key.");
  const says = tidied(said);
  const claimed_at = stamp(now());
  const { act_id, by, kind, thing } = look;
  const word = { act_id, by, claimed_at, kind, says, second: second.by, thing };
  const signature = toBase64(await own.sign(secondMessage(word, own.unit, own.id)));
  const proof = second.badge ? { badge: second.badge, pin: second.pin ?? "" } : {};
  const body = { device: own.id, by: second.by, claimed_at, says, signature, ...proof };
  const path = `looks/${encodeURIComponent(act_id)}/second`;
  return (await call<{ waited_ms?: number }>(path, { body })).waited_ms ?? 0;
}

export async function endLook(actId: string): Promise<void> {
  await call(`looks/${encodeURIComponent(actId)}/end`, { body: {} }).catch(() => undefined);
}
