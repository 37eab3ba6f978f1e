/** Who works at this phone. The proof is a badge and its PIN; it ends eight minutes after the last act, or by a lock. */

import { computed, effect, signal } from "@preact/signals";
import { call, csrf, lastThere, Refused, setCsrf, signedOut } from "./api";
import { toBase64 } from "./bytes";
import { device } from "./keys";
import { flush } from "./outbox";
import { sessionMessage } from "./statement";
import { forget, keep, kept } from "./store";

export interface Session {
  readonly person: string;
  readonly roles: readonly string[];
  readonly proof: string;
}

export interface OwnBadge {
  readonly person: string;
  readonly badge: string;
  readonly roles?: readonly string[];
}

type Said = { signed_in: boolean; token?: string } & Partial<Session>;

const IDLE = 8 * 60_000;
const IDLE_SHARED = 2 * 60_000;

/** `undefined` while it is looked up, `null` where nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);
export const person = computed(() => session.value?.person ?? "");
export const roles = computed(() => session.value?.roles ?? []);
/** Why nobody is signed in any more: "idle" after minutes without an act. */
export const endedBy = signal<"" | "idle">("");

export async function loadSession(): Promise<void> {
  try {
    const said = csrf.value ? await call<Said>("session") : { signed_in: false };
    become(said);
  } catch (error) {
    // A node that cannot say it now has not ended it.
    if (error instanceof Refused && error.status < 500 && error.status !== 429) become({ signed_in: false });
    else await goOn();
  }
}

/** Begin with who is signed in; without a session of the node, with who works without it. */
export const startSession = (): Promise<void> => (csrf.value ? loadSession() : goOn());

/** With no node in reach a page that was loaded anew goes on with who was there a moment ago. */
async function goOn(): Promise<void> {
  const last = await kept<{ session: Session; there: number }>("session").catch(() => undefined);
  const now = Date.now();
  const open = last !== undefined && !isOver(last.session, now, last.there, last.there);
  if (last && open) lastThere.value = last.there;
  session.value = last && open ? last.session : null;
}

/** Sign somebody in; throws Refused or NoAnswer. */
export async function signIn(badge: string, pin: string): Promise<Session> {
  const now = await signInBy({ badge, pin });
  if (now.proof === "badge-pin-own-device")
    await keep("badge", { person: now.person, badge, roles: now.roles });
  return now;
}

/** Sign somebody in by what proves them, a badge with its PIN or a passkey; throws Refused or NoAnswer. */
export async function signInBy(proof: Readonly<Record<string, unknown>>): Promise<Session> {
  const own = device.value;
  if (!own) throw new Error("This device has no key.");
  const { challenge, unit } = await call<{ challenge: string; unit: string }>("session/challenge", {
    body: {},
  });
  const signature = toBase64(await own.sign(sessionMessage(challenge, unit, own.id)));
  const said = await call<Said>("session", { body: { ...proof, device: own.id, challenge, signature } });
  become(said);
  const now = session.value as Session;
  void flush(now.person);
  return now;
}

/** The badge that was shown last on somebody's own phone: there only the PIN is asked again. */
export function ownBadge(): Promise<OwnBadge | undefined> {
  return kept("badge");
}

/**
 * Go on without the node, on somebody's own phone: what they do in the safe direction is signed and waits here, and goes
 * out once they have signed in. Nothing is proven until then, and nothing else can be said.
 */
export async function workAlone(): Promise<void> {
  const own = await ownBadge();
  if (!own) return;
  lastThere.value = Date.now();
  session.value = { person: own.person, roles: own.roles ?? [], proof: "none" };
}

export const forgetBadge = (): Promise<void> => forget("badge");

/** Lock this phone: nobody is signed in any more, whether the node hears of it or not. */
export async function lock(): Promise<void> {
  const ending = call("session/end", { body: {} }).catch(() => undefined);
  session.value = null;
  await ending;
  setCsrf("");
}

function become(said: Said): void {
  if (said.token) setCsrf(said.token);
  if (said.signed_in) {
    lastThere.value = Date.now();
    endedBy.value = "";
    session.value = { person: said.person ?? "", roles: said.roles ?? [], proof: said.proof ?? "" };
  } else {
    session.value = null;
    setCsrf("");
  }
}

let touched = Date.now();

/** Watch for the end of a session: by the node, by time, or on a shared phone by nobody touching it. */
export function watchSession(): void {
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(
      name,
      () => {
        touched = Date.now();
      },
      { passive: true },
    );
  }
  effect(() => {
    if (signedOut.value > 0 && session.peek()) become({ signed_in: false });
  });
  effect(() => {
    const now = session.value;
    const there = lastThere.value;
    const done = now
      ? keep("session", { session: now, there })
      : now === null
        ? forget("session")
        : undefined;
    done?.catch(() => undefined);
  });
  setInterval(() => {
    if (session.value && isOver(session.value, Date.now(), lastThere.value, touched)) {
      endedBy.value = "idle";
      void lock();
    }
  }, 5000);
}

export function isOver(of: Session, now: number, there: number, touch: number): boolean {
  return now - there >= IDLE || (of.proof === "badge-pin-shared-device" && now - touch >= IDLE_SHARED);
}
