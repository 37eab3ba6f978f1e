import { describe, expect, it } from "vitest";
import { correctionsOf, ofEarlier, ruling } from "../src/screens/case/noted";
import type { Source, Statement } from "../src/screens/case/types";

const read = (more: object = {}): Statement =>
  ({ id: "s1.1", reading: 7, reviews: [], ...more }) as unknown as Statement;

const source = (corrections: readonly never[]): Source => ({ id: "s1", corrections }) as unknown as Source;

describe("what was said against something", () => {
  const note = (what: string, record: number) => ({ what, record, text: "Wrong day.", of: "" }) as never;

  it("stands beside the words that it is of, and not beside those of a later reading", () => {
    const [late, early] = [note("s1.1", 9), note("s1.1", 5)];
    const one = source([late, early, note("s1", 9), note("s1.2", 9)]);
    expect(correctionsOf(one, read({ reading: 7 }))).toEqual([late]);
    expect(ofEarlier(early, 7)).toBe(true);
    expect(ofEarlier(note("s1", 5), 7)).toBe(false);
  });

  it("is never lost of a statement that a person added, whatever was read since", () => {
    const added = note("s1.x1", 5);
    const one = source([added]);
    expect(correctionsOf(one, read({ id: "s1.x1", reading: 0 }))).toEqual([added]);
    expect(ofEarlier(added, 7)).toBe(false);
  });

  it("is by a party where the review that stands is, and not where one came too late", () => {
    const reviews = [
      { as: "confirmed", refused: false, party: false },
      { as: "rejected", refused: false, party: true },
      { as: "confirmed", refused: true, party: false },
    ];
    expect(ruling(read({ reviews }))).toBe(reviews[1]);
    expect(ruling(read())).toBeUndefined();
  });
});
