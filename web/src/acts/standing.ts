/** The second person who stands by for a while on this phone: whose badge was scanned once. It ends with the session. */

import { effect, signal } from "@preact/signals";
import { person } from "../core/session";

export interface Standing {
  readonly person: string;
  readonly badge: string;
}

export const standing = signal<Standing | null>(null);

effect(() => {
  if (!person.value || standing.peek()?.person === person.value) standing.value = null;
});
