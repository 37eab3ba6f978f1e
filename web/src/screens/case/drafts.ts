/**
 * What somebody has typed and not sent, so that a session that ends does not lose it: in the memory of this page alone,
 * given back to the same person, and gone as soon as somebody else signs in.
 */

import { effect } from "@preact/signals";
import { person } from "../../core/session";

const kept = new Map<string, unknown>();
let owner = "";

effect(() => {
  if (!person.value || person.value === owner) return;
  kept.clear();
  owner = person.value;
});

const keyOf = (of: string, what: string): string => JSON.stringify([person.peek(), of, what]);

/** What the person who is signed in has typed there and not sent, if anything. */
export const draftOf = <T>(of: string, what: string): T | undefined =>
  person.peek() ? (kept.get(keyOf(of, what)) as T | undefined) : undefined;

/** Keep what was typed, or with null nothing more. */
export function keepDraft(of: string, what: string, value: unknown): void {
  if (!person.peek()) return;
  if (value === null) kept.delete(keyOf(of, what));
  else kept.set(keyOf(of, what), value);
}

/** What a correction of a statement is kept under: another reading may have another statement of that id. */
export const draftName = (one: { readonly id: string; readonly reading: number }): string =>
  `${one.id} in ${one.reading}`;
