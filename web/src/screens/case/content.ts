/** What is sent of a review: only what its reviewer says. */

import type { Span, Statement } from "./types";

/** What a reviewer puts in the fields of a correction; an empty choice leaves that as it stands. */
export type Said = Readonly<
  Record<"who" | "directness" | "edtf" | "kind" | "about" | "event" | "depth", string>
> & {
  /** Whom it was said to, once somebody types it: what stands there may be covered, and is never sent back. */
  readonly to?: string;
};

/** The choice that nobody is named as the speaker any more. */
export const NOBODY = "nobody";

/** The fields of a correction before anything is said: texts as they stand, and nothing chosen. */
export const unsaid = (one: Statement): Said => ({
  ...{ who: "", directness: "", kind: "" },
  edtf: one.said.edtf,
  about: one.about.edtf[0] ?? "",
  event: one.about.events[0] ?? "",
  depth: String(one.depth),
});

/** Whether a date was changed, and not said how it is known. */
export const kindMissing = (one: Statement, now: Said): boolean =>
  now.edtf.trim() !== one.said.edtf && now.kind === "";

/** What a confirmation says: the words, and who said them only where the reviewer chose somebody. */
export const confirmed = (who: string): Readonly<Record<string, unknown>> =>
  who ? { as: "confirmed", content: { who } } : { as: "confirmed" };

/** What a correction says: what was changed; after another one all that stands, since it takes the place of that one. */
export function contentOf(one: Statement, now: Said, marked: Span | null): Record<string, unknown> {
  const before = unsaid(one);
  const again = one.reviews.some((each) => each.as === "corrected");
  const changed = (...keys: Exclude<keyof Said, "to">[]): boolean =>
    again || keys.some((each) => now[each].trim() !== before[each]);
  const who = now.who === NOBODY ? "" : now.who || (one.who?.id ?? "");
  const about = { edtf: now.about.trim(), event: now.event.trim() };
  return {
    spans: (marked ? [marked] : one.spans).map((each) => [...each]),
    ...(who ? { who } : {}),
    ...(changed("directness") ? { directness: now.directness || one.directness } : {}),
    ...(changed("edtf", "kind") ? { said: { edtf: now.edtf.trim(), kind: now.kind || one.said.kind } } : {}),
    ...(changed("about", "event") ? { about } : {}),
    ...(changed("depth") && /^\d{1,3}$/.test(now.depth.trim()) ? { depth: Number(now.depth) } : {}),
    ...(now.to !== undefined && now.to.trim() !== one.to ? { to: now.to.trim() } : {}),
  };
}
