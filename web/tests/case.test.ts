import { describe, expect, it } from "vitest";
import { session } from "../src/core/session";
import { confirmed, contentOf, kindMissing, NOBODY, unsaid } from "../src/screens/case/content";
import { draftName, draftOf, keepDraft } from "../src/screens/case/drafts";
import { step, stepOf } from "../src/screens/case/keys";
import { charactersIn, marksOf, pageAt, pagesOf, piecesOf, Text } from "../src/screens/case/marks";
import { standing } from "../src/screens/case/people";
import { concernedBy } from "../src/screens/case/stands";
import type { Beside, Person, Source, Statement } from "../src/screens/case/types";
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
    expect(["j", "ArrowDown", "k", "ArrowUp", "c", "w", "x", "r", "?"].map((each) => key(each))).toEqual([
      ...["next", "next", "back", "back", "confirm", "who", "correct", "reject", "help"],
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

const read = (more: object = {}): Statement =>
  ({
    ...{
      id: "s1.1",
      reading: 7,
      who: null,
      proposed_person: "p2",
      directness: "direct",
      depth: 1,
      reviews: [],
    },
    said: { edtf: "../2026-04-17", kind: "not-after", precision: "open" },
    about: { edtf: [], events: [] },
    spans: [[3, 9]],
    ...more,
  }) as unknown as Statement;

describe("a confirmation", () => {
  it("says who spoke only where somebody was chosen", () => {
    expect(confirmed("")).toEqual({ as: "confirmed" });
    expect(confirmed("p2")).toEqual({ as: "confirmed", content: { who: "p2" } });
  });
});

describe("a correction", () => {
  const one = read();

  it("begins with nothing chosen, and not with the speaker whom a rule proposed", () => {
    const { who, directness, kind } = unsaid(one);
    expect([who, directness, kind]).toEqual(["", "", ""]);
    expect(contentOf(one, unsaid(one), null)).toEqual({ spans: [[3, 9]] });
  });

  it("says what was changed, and nothing that nobody said", () => {
    const now = { ...unsaid(one), directness: "indirect", about: " 2026-04 " };
    expect(contentOf(one, now, [4, 9])).toEqual({
      spans: [[4, 9]],
      directness: "indirect",
      about: { edtf: "2026-04", event: "" },
    });
    expect(contentOf(one, { ...unsaid(one), depth: "x" }, null)).not.toHaveProperty("depth");
  });

  it("says all that stands where it takes the place of another one", () => {
    const again = read({ who: { id: "p1" }, reviews: [{ as: "corrected" }] });
    expect(contentOf(again, unsaid(again), null)).toEqual({
      spans: [[3, 9]],
      who: "p1",
      directness: "direct",
      said: { edtf: "../2026-04-17", kind: "not-after" },
      about: { edtf: "", event: "" },
      depth: 1,
    });
  });

  it("keeps the speaker whom somebody confirmed, unless it is said that nobody is", () => {
    const known = read({ who: { id: "p1" } });
    expect(contentOf(known, unsaid(known), null).who).toBe("p1");
    expect(contentOf(known, { ...unsaid(known), who: NOBODY }, null)).not.toHaveProperty("who");
  });

  it("has to say how another date is known", () => {
    expect(kindMissing(one, unsaid(one))).toBe(false);
    expect(kindMissing(one, { ...unsaid(one), edtf: "2026-04-11" })).toBe(true);
    expect(kindMissing(one, { ...unsaid(one), edtf: "2026-04-11", kind: "stated" })).toBe(false);
  });

  it("says to whom only where somebody typed it, and never what is covered", () => {
    const heard = read({ to: "the ████", reviews: [{ as: "corrected" }] });
    expect(contentOf(heard, unsaid(heard), null)).not.toHaveProperty("to");
    expect(contentOf(heard, { ...unsaid(heard), to: " the Courier " }, null).to).toBe("the Courier");
  });
});

describe("a draft", () => {
  const signIn = (name: string | null) => {
    session.value = name === null ? null : { person: name, roles: [], proof: "badge-pin" };
  };

  it("is given back to whoever typed it, and kept no longer than that", () => {
    signIn("moe");
    keepDraft("bang", draftName(read()), { event: "the dock" });
    signIn(null);
    expect(draftOf("bang", "s1.1 in 7")).toBeUndefined();
    signIn("moe");
    expect(draftOf("bang", "s1.1 in 7")).toEqual({ event: "the dock" });
    expect(draftOf("bang", "s1.1 in 8")).toBeUndefined();
    expect(draftOf("other", "s1.1 in 7")).toBeUndefined();
    keepDraft("bang", "s1.1 in 7", null);
    expect(draftOf("bang", "s1.1 in 7")).toBeUndefined();
  });

  it("is never seen by another person, and gone once there was one", () => {
    signIn("moe");
    keepDraft("bang", "s1.1 in 7", "half of it");
    signIn("sue");
    expect(draftOf("bang", "s1.1 in 7")).toBeUndefined();
    signIn("moe");
    expect(draftOf("bang", "s1.1 in 7")).toBeUndefined();
    signIn(null);
    keepDraft("bang", "s1.1 in 7", "nobody's");
    signIn("moe");
    expect(draftOf("bang", "s1.1 in 7")).toBeUndefined();
  });
});

describe("what stands beside a statement", () => {
  const beside: Beside = {
    matters: [],
    matters_withheld: 0,
    no_charge_as_of: "2026-05-11",
    replies: [],
    no_reply_recorded: true,
  };
  const person = (id: string, more: object = {}) => ({ id, role: "armorer", party: true, ...more });

  it("is shown of whoever it is by, may be by, and names, each once and confirmed first", () => {
    const one = read({
      who: person("p1", { stands: beside }),
      named: [
        person("p1", { stands: beside, as: "in-the-words" }),
        person("p3", { stands: beside, as: "proposed-speaker" }),
      ],
    });
    expect(concernedBy([one]).map((each) => [each.id, each.as])).toEqual([
      ["p1", undefined],
      ["p3", "proposed-speaker"],
    ]);
    expect(concernedBy([read({ who: { id: "unknown", role: "unknown", party: false } })])).toEqual([]);
  });

  it("is looked up where the statement itself does not bring it", () => {
    const found = concernedBy([read()], [{ ...person("p2"), ...beside } as unknown as Person]);
    expect(found.map((each) => [each.id, each.as, each.stands.no_charge_as_of])).toEqual([
      ["p2", "proposed-speaker", "2026-05-11"],
    ]);
  });

  it("never says bare that there is no charge, and says what is withheld and what came back", () => {
    expect(standing(beside, "line")).toEqual([
      "No charge on record here as of 11 May 2026",
      "No reply recorded.",
    ]);
    const asked = { ...beside, replies: [{ on: "2026-05-10", received: false }] } as unknown as Beside;
    expect(standing(asked, "line").join(" ")).toContain("Asked on 10 May 2026; nothing received.");
    const charged = {
      matters: [{ state: "charged", on: "2026-05-08", source: "s6", matter: "negligence" }],
      ...{ matters_withheld: 1, no_charge_as_of: "", no_reply_recorded: false },
      replies: [{ on: "2026-05-10", received: true, text: "No." }],
    } as unknown as Beside;
    expect(standing(charged, "line")).toEqual([
      "Charged as of 8 May 2026, source s6",
      "Something official is not shown, as its source is not.",
      "Replies on record: 1",
    ]);
    expect(standing(charged, "whole")[0]).toContain("negligence");
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
