/**
 * The node's time, by which everything is said: the clock of a phone may be hours off. Every answer of the node carries
 * its time; how far this phone is ahead of it is kept, so that it is known too while the node is away.
 */

import { signal } from "@preact/signals";

/** Less than this is the way of the answer, and no wrong clock. */
const NOISE = 20_000;

/** How many milliseconds this phone is ahead of the node; 0 where it is not wrong by more than a moment. */
export const ahead = signal(Number(localStorage.getItem("ahead")) || 0);

export const now = (): Date => new Date(Date.now() - ahead.value);

/** Take the node's time from one of its answers. */
export function tellTime(response: Response): void {
  const said = Date.parse(response.headers.get("X-Showsafe-Time") ?? "");
  if (Number.isNaN(said)) return;
  const found = Date.now() - said;
  const next = Math.abs(found) < NOISE ? 0 : found;
  if (Math.abs(next - ahead.value) < NOISE && next !== 0) return;
  ahead.value = next;
  localStorage.setItem("ahead", String(next));
}
