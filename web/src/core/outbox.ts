/**
 * What was done in the safe direction while the node did not answer: kept on this phone, sent as reports with the time
 * that they were said, in order, each recorded once. An ask never waits here: no answer means hot.
 */

import { computed, signal } from "@preact/signals";
import { callOnce, NoAnswer, Refused } from "./api";
import { dropWaiting, putWaiting, waiting } from "./store";

export interface Entry {
  readonly seq?: number;
  readonly path: "reports" | "hold" | "stop" | "incident" | "concerns";
  readonly act_id: string;
  readonly kind: string;
  /** Who said it; "" for what is pressed without a name. */
  readonly by: string;
  readonly about: string;
  readonly at: string;
  readonly body: unknown;
  /** Said while nobody had proven who they are: not sent before the person that it names says that it was them. */
  readonly unproven?: true;
  /** What the node said, where it turned it away: it stays here until somebody has read it. */
  readonly turnedAway?: { readonly says: string; readonly now: string };
}

/** A page that came over plain HTTP keeps nothing for later: it would be lost, and nobody would know. */
export const mayKeep = (): boolean => globalThis.isSecureContext === true;

export const entries = signal<readonly Entry[]>([]);
export const unsynced = computed(() => entries.value.length);

/** How many that were not sent are gone, because the phone made room; 0 where none are. */
export const lost = signal(0);

/** Whose sign-in what is left waits for. */
export const waitsFor = computed(() => [
  ...new Set(entries.value.filter((each) => each.by && !each.turnedAway).map((each) => each.by)),
]);

export async function loadOutbox(): Promise<void> {
  const before = noted();
  await refresh();
  if (before > entries.value.length) lost.value = before - entries.value.length;
  globalThis.navigator?.storage?.persist?.().catch(() => undefined);
}

export async function putAside(entry: Entry): Promise<void> {
  await putWaiting(entry);
  await refresh();
}

export async function drop(entry: Entry): Promise<void> {
  if (entry.seq !== undefined) await dropWaiting(entry.seq);
  await refresh();
}

/** Whoever it names, signed in, says that it was them: from now on it goes out as theirs. */
export async function confirm({ unproven, ...entry }: Entry): Promise<void> {
  await putWaiting(entry);
  await refresh();
  await flush(entry.by);
}

let sending: Promise<void> | undefined;

/** Send what waits: what was pressed, and what this person said; stops where no answer comes. */
export function flush(person: string): Promise<void> {
  sending ??= send(person).finally(() => {
    sending = undefined;
  });
  return sending;
}

async function send(person: string): Promise<void> {
  await refresh();
  let signedIn = person !== "";
  for (const entry of entries.value) {
    if (entry.turnedAway || entry.unproven || (entry.by && !(signedIn && entry.by === person))) continue;
    try {
      await callOnce(entry.path, entry.body, []);
      await drop(entry);
    } catch (error) {
      if (error instanceof NoAnswer) return;
      if (!(error instanceof Refused)) throw error;
      // Not signed in: what this person said waits, what was pressed without a name does not.
      if (error.status === 401) signedIn = false;
      else if (LATER.includes(error.status)) return;
      else await settle(entry, error);
    }
  }
}

const LATER = [423, 429, 500, 503];

async function settle(entry: Entry, error: Refused): Promise<void> {
  // The id is taken by what was asked just before the answer was lost: it is on record already.
  if (error.code === "input.act-id-taken") return drop(entry);
  const { says, now } = error;
  await putWaiting({ ...entry, turnedAway: { says, now } });
  await refresh();
}

async function refresh(): Promise<void> {
  entries.value = await waiting();
  note(entries.value.length);
}

/** The count stands outside of the store too, so that a store that was emptied is noticed. */
function note(count: number): void {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser, nor over plain HTTP
    document.cookie = `unsent=${count}; path=/; max-age=31536000; SameSite=Strict`;
  } catch {
    // Without cookies an emptied store is not noticed; nothing else depends on them.
  }
}

function noted(): number {
  const found = /(?:^|; )unsent=(\d{1,6})/.exec(globalThis.document?.cookie ?? "");
  return found ? Number(found[1]) : 0;
}
