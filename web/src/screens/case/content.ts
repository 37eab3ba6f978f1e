/** What is sent of a correction. */

export type Said = Readonly<
  Record<"who" | "directness" | "edtf" | "kind" | "about" | "event" | "depth", string>
>;

/** What is sent of a correction: all that the statement should be, since a correction stands in place of those before. */
export function contentOf(
  before: Said,
  now: Said,
  spans: readonly (readonly [number, number])[],
  again: boolean,
): Record<string, unknown> {
  const about = before.about !== now.about || before.event !== now.event;
  return {
    spans: spans.map((each) => [...each]),
    ...(now.who ? { who: now.who } : {}),
    directness: now.directness,
    said: { edtf: now.edtf.trim(), kind: now.kind },
    ...(about || again ? { about: { edtf: now.about.trim(), event: now.event.trim() } } : {}),
    ...(/^\d{1,3}$/.test(now.depth.trim()) ? { depth: Number(now.depth) } : {}),
  };
}
