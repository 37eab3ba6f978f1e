/**
 * The keys of a review: j or the arrow down goes on, k or the arrow up back, c confirms, w chooses who said it,
 * x corrects, r rejects.
 */

export type Way = "next" | "back" | "confirm" | "who" | "correct" | "reject" | "help" | "";

const KEYS: Readonly<Record<string, Way>> = {
  j: "next",
  ArrowDown: "next",
  k: "back",
  ArrowUp: "back",
  c: "confirm",
  w: "who",
  x: "correct",
  r: "reject",
  "?": "help",
};

/** What a key means; nothing where somebody types, a dialog is open, or another key is held with it. */
export function stepOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target" | "repeat">,
): Way {
  if (event.ctrlKey || event.metaKey || event.altKey) return "";
  const way = Object.hasOwn(KEYS, event.key) ? (KEYS[event.key] ?? "") : "";
  const target = event.target as Partial<Element> | null;
  if (target?.closest?.("input, textarea, select, dialog, [contenteditable]")) return "";
  // A key that is held down goes on and back, and decides nothing.
  return event.repeat && way !== "next" && way !== "back" ? "" : way;
}

/** The one after, or before, in a list; at its end the same one. */
export function step(all: readonly string[], now: string, way: "next" | "back"): string {
  const at = all.indexOf(now);
  if (at < 0) return all[0] ?? "";
  return all[way === "next" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0)] ?? now;
}
