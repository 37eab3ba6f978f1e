/**
 * Say an act: build what is claimed, sign it on this device, send it so that it is recorded once, and tell what came of
 * it. Four things can: an answer, turned away, no answer (treat as hot), or kept on this phone to be sent later.
 */

import { callOnce, lastThere, NoAnswer, patience, Refused } from "./api";
import { random, toBase64, toHex } from "./bytes";
import { now } from "./clock";
import { device } from "./keys";
import { KINDS } from "./kinds";
import { type Entry, mayKeep, putAside } from "./outbox";
import { personalKeys, sealed } from "./personal";
import { person, session } from "./session";
import { actMessage, type Door, type Keys, stamp } from "./statement";
import { type Said, tidied } from "./tidy";
import { begin, type Sending, settled, unanswered } from "./unfinished";
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
  if (door === "ask") await begin({ door, body });
  const outcome = await send({ door, body });
  if (outcome.is !== "no-answer" || !KINDS[kind]?.safe || !mayKeep() || how.badge) return outcome;
  // What is personal is not kept in the clear.
  if ("nonce" in body) return outcome;
  const asReport = await signed("report", kind, alone(said), { ...how, lookNonce: "" }, actId, at);
  await putAside(entryOf(kind, actId, asReport, at));
  await settled(actId);
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

/** What one person can say by themselves: with no node in reach there is no word of a second one. */
function alone(said: Said): Said {
  const { witness, witness_seen, sight, countersigned_by, reviewed_by, ...own } = said;
  return own;
}

/** Who is turned away for these has not been told what became of an act that was sent before. */
const SAYS_NOTHING = [401, 423, 429, 500, 503];

/** Nor has somebody else, who may not say it. */
const saysNothing = (status: number, by: string): boolean =>
  SAYS_NOTHING.includes(status) || (status === 403 && by !== person.peek());

async function send(sending: Sending, before = false): Promise<Outcome> {
  const { door, body } = sending;
  let silent = before;
  try {
    const answer = await tried<Answer>(door === "ask" ? "asks" : "reports", body, () => {
      silent = true;
    });
    await settled(body.act_id);
    return { is: "answer", answer };
  } catch (error) {
    const known = error instanceof Refused && !(silent && saysNothing(error.status, body.by));
    if (known) await settled(body.act_id);
    else if (door === "ask") unanswered(sending);
    if (error instanceof NoAnswer) return { is: "no-answer", again: () => send(sending, true) };
    if (!(error instanceof Refused)) throw error;
    return { is: "turned-away", refused: error };
  }
}

/** Send it so that it is recorded once, and tell where an attempt had no answer. */
async function tried<T>(path: string, body: unknown, onSilence: () => void): Promise<T> {
  const [pause, ...pauses] = patience.pauses;
  try {
    return await callOnce<T>(path, body, []);
  } catch (error) {
    const again = error instanceof NoAnswer || (error instanceof Refused && error.status === 503);
    if (again) onSilence();
    if (!again || pause === undefined) throw error;
    await new Promise((resume) => setTimeout(resume, pause));
    return callOnce<T>(path, body, pauses);
  }
}

/** Ask again what was not answered, as it was: the same act gets the first answer, if there was one. */
export const finish = (sending: Sending): Promise<Outcome> => send(sending, true);

function entryOf(kind: string, actId: string, body: { by: string; keys: Keys }, at: Date): Entry {
  const about = body.keys.weapon ?? body.keys.lot ?? body.keys.about ?? "";
  const shown = { path: "reports", act_id: actId, kind, by: body.by, at: at.toISOString() } as const;
  const unproven = session.peek()?.proof === "none" ? { unproven: true as const } : {};
  return { ...shown, about: String(about), body, ...unproven };
}
