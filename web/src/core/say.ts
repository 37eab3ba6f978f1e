/**
 * Say an act: build what is claimed, sign it on this device, send it so that it is recorded once, and tell what came of
 * it. Four things can: an answer, turned away, no answer (treat as hot), or kept on this phone to be sent later.
 */

import { signal } from "@preact/signals";
import { callOnce, lastThere, NoAnswer, Refused } from "./api";
import { random, toBase64, toHex } from "./bytes";
import { now } from "./clock";
import { device } from "./keys";
import { KINDS } from "./kinds";
import { type Entry, mayKeep, putAside } from "./outbox";
import { personalKeys, sealed } from "./personal";
import { person } from "./session";
import { actMessage, type Door, type Keys, stamp } from "./statement";
import { forget, keep, kept } from "./store";
import { type Said, tidied } from "./tidy";
import type { Answer } from "./views";

export type Outcome =
  | { readonly is: "answer"; readonly answer: Answer }
  | { readonly is: "turned-away"; readonly refused: Refused }
  | { readonly is: "no-answer"; readonly again: () => Promise<Outcome> }
  | { readonly is: "kept" };

export interface How {
  /** Who says it, where that is not who is signed in: then with their badge and PIN. */
  readonly by?: string;
  readonly badge?: string;
  readonly pin?: string;
  /** Of a look that was opened before (`looks.ts`). */
  readonly actId?: string;
  readonly lookNonce?: string;
  /** Photos that go with it, in base64; the key `photos` names them. */
  readonly photos?: readonly string[];
  /** Whether what a paper is about is a person: then its number is personal. */
  readonly aboutPerson?: boolean;
}

interface Sending {
  readonly door: Door;
  readonly body: { readonly act_id: string; readonly kind: string; readonly by: string; readonly keys: Keys };
}

/** An ask that was sent and not answered when the app was closed: whether it is on record is not known. */
export const unfinished = signal<Sending | null>(null);

export const newActId = (): string => toHex(random(10));

/** Ask before it happens. What the node permits is thereby on record as done. */
export function ask(kind: string, said: Said, how: How = {}): Promise<Outcome> {
  return say("ask", kind, said, how);
}

/** Report what has happened: always recorded. */
export function report(kind: string, said: Said, how: How = {}): Promise<Outcome> {
  return say("report", kind, said, how);
}

async function say(door: Door, kind: string, said: Said, how: How): Promise<Outcome> {
  const actId = how.actId ?? newActId();
  const at = now();
  const body = await signed(door, kind, said, how, actId, at);
  if (door === "ask") await keep("asking", { door, body: withoutProof(body) }).catch(() => undefined);
  const outcome = await send({ door, body });
  if (outcome.is !== "no-answer" || !KINDS[kind]?.safe || !mayKeep() || how.badge) return outcome;
  const asReport = await signed("report", kind, alone(said), { ...how, lookNonce: "" }, actId, at);
  await putAside(entryOf(kind, actId, asReport, at));
  await forget("asking");
  // Whoever works without the node is there as well.
  lastThere.value = Date.now();
  return { is: "kept" };
}

async function signed(door: Door, kind: string, said: Said, how: How, actId: string, at: Date) {
  const own = device.value;
  const row = KINDS[kind];
  if (!own || !row) throw new Error(own ? `No act is called ${kind}.` : "This device has no key.");
  const keys = tidied(said);
  const personal = personalKeys(kind, how.aboutPerson === true);
  const nonce = random(32);
  const act = personal.length ? await sealed(keys, personal, nonce, actId) : keys;
  const by = how.by ?? person.value;
  const claimed = { kind, event: row.event, act_id: actId, by, claimed_at: stamp(at), door, act };
  const signature = toBase64(await own.sign(actMessage(claimed, own.unit, own.id)));
  return {
    ...{ kind, act_id: actId, by, claimed_at: claimed.claimed_at, keys, device: own.id, signature },
    ...(personal.some((name) => keys[name] !== undefined) ? { nonce: toBase64(nonce) } : {}),
    ...(how.badge ? { badge: how.badge, pin: how.pin ?? "" } : {}),
    ...(how.photos?.length ? { photos: how.photos } : {}),
    ...(how.lookNonce ? { look_nonce: how.lookNonce } : {}),
  };
}

/** What is kept on this phone proves nobody: a badge and a PIN are shown once, and never written down. */
function withoutProof<T extends object>(
  body: T & { readonly badge?: string; readonly pin?: string },
): object {
  const { badge, pin, ...kept } = body;
  return kept;
}

/** What one person can say by themselves: with no node in reach there is no word of a second one. */
function alone(said: Said): Said {
  const { witness, witness_seen, sight, countersigned_by, reviewed_by, ...own } = said;
  return own;
}

async function send(sending: Sending): Promise<Outcome> {
  try {
    const answer = await callOnce<Answer>(sending.door === "ask" ? "asks" : "reports", sending.body);
    await settled();
    return { is: "answer", answer };
  } catch (error) {
    if (error instanceof NoAnswer) return { is: "no-answer", again: () => send(sending) };
    if (!(error instanceof Refused)) throw error;
    await settled();
    return { is: "turned-away", refused: error };
  }
}

async function settled(): Promise<void> {
  unfinished.value = null;
  await forget("asking").catch(() => undefined);
}

export async function loadUnfinished(): Promise<void> {
  unfinished.value = (await kept<Sending>("asking")) ?? null;
}

/** Ask again what was not answered, as it was: the same act gets the first answer, if there was one. */
export const finish = (sending: Sending): Promise<Outcome> => send(sending);

export const giveUp = (): Promise<void> => settled();

function entryOf(kind: string, actId: string, body: { by: string; keys: Keys }, at: Date): Entry {
  const about = body.keys.weapon ?? body.keys.lot ?? body.keys.about ?? "";
  const shown = { path: "reports", act_id: actId, kind, by: body.by, at: at.toISOString() } as const;
  return { ...shown, about: String(about), body };
}
