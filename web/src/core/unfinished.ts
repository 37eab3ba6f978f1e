/**
 * Asks that were sent and whose answer is not known: whether they are on record nobody can say here. Each stays until the
 * same act was asked again and answered, or a person drops it. None with personal values in it outlives who said it.
 */

import { effect, signal } from "@preact/signals";
import { session } from "./session";
import type { Door, Keys } from "./statement";
import { keep, kept } from "./store";

export interface Sending {
  readonly door: Door;
  readonly body: {
    readonly act_id: string;
    readonly kind: string;
    readonly by: string;
    readonly claimed_at: string;
    readonly keys: Keys;
  };
}

export const unfinished = signal<readonly Sending[]>([]);

let written: readonly Sending[] = [];

const others = (of: readonly Sending[], actId: string): readonly Sending[] =>
  of.filter((each) => each.body.act_id !== actId);

/** With the key to its seals in it, a body has personal values: they are never written down on this phone. */
const isPersonal = (sending: Sending): boolean => "nonce" in sending.body;

/** What is kept on this phone proves nobody: a badge and a PIN are shown once, and never written down. */
function withoutProof({ door, body }: Sending): Sending {
  const { badge, pin, ...plain } = body as Sending["body"] & { badge?: string; pin?: string };
  return { door, body: plain };
}

async function write(next: readonly Sending[]): Promise<void> {
  written = next;
  await keep("asking", next).catch(() => undefined);
}

/** Write down what is about to be asked, in case that the app is closed before its answer comes. */
export async function begin(sending: Sending): Promise<void> {
  if (isPersonal(sending) || session.peek()?.proof === "none") return;
  await write([...others(written, sending.body.act_id), withoutProof(sending)]);
}

/** No answer came. */
export function unanswered(sending: Sending): void {
  if (session.peek()?.proof === "none") return;
  unfinished.value = [...others(unfinished.peek(), sending.body.act_id), withoutProof(sending)];
}

/** Its answer is known, or somebody says that it did not happen. */
export async function settled(actId: string): Promise<void> {
  unfinished.value = others(unfinished.peek(), actId);
  if (written.some((each) => each.body.act_id === actId)) await write(others(written, actId));
}

export async function loadUnfinished(): Promise<void> {
  const found = await kept<readonly Sending[] | Sending>("asking");
  const all = found === undefined ? [] : [found].flat();
  written = all.filter((each) => !isPersonal(each));
  if (written.length < all.length) await write(written);
  unfinished.value = written;
}

effect(() => {
  if (session.value === null) unfinished.value = unfinished.peek().filter((each) => !isPersonal(each));
});
