import { describe, expect, it } from "vitest";
import { contentOf } from "../src/screens/case/content";
import { step, stepOf } from "../src/screens/case/keys";
import { charactersIn, marksOf, pageAt, pagesOf, piecesOf, Text } from "../src/screens/case/marks";
import type { Source } from "../src/screens/case/types";
import { dayOf, sureness, whenOf, word } from "../src/screens/case/words";

const statement = (id: string, ...spans: [number, number][]) => ({ id, spans }) as never;

function source(text: string, more: Partial<Source>): Source {
  return { id: "s1", text, statements: [], quotes: [], dates: [], ...more } as unknown as Source;
}

describe("the marks of a text", () => {
  const one = source("He said that she said no.", {
    statements: [statement("s1.1", [8, 24]), statement("s1.2", [22, 24])],
    quotes: [{ start: 22, end: 24, text: "no" }],
  });
  const pieces = piecesOf(new Text(one.text ?? ""), marksOf(one));

  it("give the whole text back, piece after piece", () => {
    expect(pieces.map((each) => each.text).join("")).toBe(one.text);
  });

  it("know every mark over a piece, the innermost last", () => {
    const no = pieces.find((each) => each.text === "no");
    expect(no?.marks.filter((each) => each.kind === "statement").map((each) => each.id)).toEqual([
      "s1.1",
      "s1.2",
    ]);
    expect(no?.begins.map((each) => each.kind)).toContain("quote");
    expect(no?.ends.map((each) => each.id)).toEqual(expect.arrayContaining(["s1.1", "s1.2", "q0"]));
  });

  it("count characters as the record does, whatever a browser makes of them", () => {
    const text = new Text("a 🎬 b");
    expect(text.length).toBe(5);
    expect(text.slice(2, 3)).toBe("🎬");
    expect(charactersIn("🎬🎬")).toBe(2);
    const marked = source("a 🎬 b", { statements: [statement("s1.1", [4, 5])] });
    expect(piecesOf(text, marksOf(marked)).at(-1)?.text).toBe("b");
  });

  it("leave out a mark of nothing", () => {
    expect(marksOf(source("abc", { statements: [statement("s1.1", [1, 1])] }))).toEqual([]);
  });
});

describe("the pages of a long text", () => {
  const line = `${"word ".repeat(19)}end.\n`;
  const long = source(line.repeat(100), { statements: [statement("s1.1", [990, 1120])] });
  const text = new Text(long.text ?? "");
  const pages = pagesOf(text, marksOf(long), 1000);

  it("hold all of it, one after the other", () => {
    expect(pages[0]?.[0]).toBe(0);
    expect(pages.at(-1)?.[1]).toBe(text.length);
    for (const [at, [start]] of pages.entries()) if (at > 0) expect(start).toBe(pages[at - 1]?.[1]);
  });

  it("never divide a mark", () => {
    expect(pages.filter(([, end]) => end > 990 && end < 1120)).toEqual([]);
    expect(pageAt(pages, 1000)).toBe(pageAt(pages, 1119));
  });

  it("are one for a short text, and one for an empty one", () => {
    expect(pagesOf(new Text("short"), [], 1000)).toEqual([[0, 5]]);
    expect(pagesOf(new Text(""), [], 1000)).toEqual([[0, 0]]);
  });
});

describe("the keys of a review", () => {
  const key = (name: string, more: object = {}) =>
    stepOf({
      key: name,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      repeat: false,
      target: null,
      ...more,
    });

  it("go on and back, and decide", () => {
    expect(["j", "ArrowDown", "k", "ArrowUp", "c", "x", "r", "?"].map((each) => key(each))).toEqual([
      ...["next", "next", "back", "back", "confirm", "correct", "reject", "help"],
    ]);
  });

  it("do nothing while somebody types, with another key, or with a name of an object", () => {
    const field = { closest: (where: string) => (where.includes("input") ? {} : null) };
    expect(key("c", { target: field })).toBe("");
    expect(key("c", { ctrlKey: true })).toBe("");
    expect(key("toString")).toBe("");
  });

  it("decide nothing where one is held down", () => {
    expect(key("c", { repeat: true })).toBe("");
    expect(key("j", { repeat: true })).toBe("next");
  });

  it("stay at the ends", () => {
    expect(step(["a", "b"], "b", "next")).toBe("b");
    expect(step(["a", "b"], "a", "back")).toBe("a");
    expect(step(["a", "b"], "gone", "next")).toBe("a");
    expect(step([], "", "next")).toBe("");
  });
});

describe("a correction", () => {
  const said = {
    ...{ who: "p1", directness: "direct", edtf: "2026-04-17", kind: "stated" },
    ...{ about: "", event: "", depth: "1" },
  };

  it("says all that the statement should be, since it stands in place of those before", () => {
    const content = contentOf(said, { ...said, directness: "indirect" }, [[3, 9]], false);
    expect(content).toEqual({
      spans: [[3, 9]],
      who: "p1",
      directness: "indirect",
      said: { edtf: "2026-04-17", kind: "stated" },
      depth: 1,
    });
  });

  it("says what it is about where that changed, or was corrected before", () => {
    expect(contentOf(said, { ...said, about: " 2026-04 " }, [], false).about).toEqual({
      edtf: "2026-04",
      event: "",
    });
    expect(contentOf(said, said, [], true)).toHaveProperty("about");
    expect(contentOf(said, { ...said, who: "", depth: "x" }, [], false)).not.toHaveProperty("who");
  });
});

describe("words", () => {
  it("say a date as far as it is simple, and leave the rest as it is", () => {
    expect(whenOf("../2026-03-31")).toBe("not after 31 Mar 2026");
    expect(whenOf("2026-03-31T14:00")).toBe("31 Mar 2026, 14:00");
    expect(whenOf("2026-03")).toBe("2026-03");
    expect(whenOf("")).toBe("not known when");
    expect(dayOf("2026-03-31")).toBe("31 Mar 2026");
  });

  it("say how often a rule errs, never how true a statement is", () => {
    const all = [95, 75, 50, 10].map(sureness);
    expect(new Set(all).size).toBe(4);
    expect(all.join(" ")).not.toMatch(/true|false|lie|credib|\d/i);
  });

  it("show a key that has no word as it stands", () => {
    expect(word("rule", "never-heard-of")).toBe("never heard of");
  });
});
