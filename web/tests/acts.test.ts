import { expect, test } from "vitest";
import { withSecond } from "../src/acts/doing";
import { foundBoxes, foundIn } from "../src/acts/found";
import { fires, type Item, type Names, sameItem, thingOf, weaponBy } from "../src/acts/item";
import { claimName, kindName } from "../src/acts/names";
import { language } from "../src/core/i18n";
import { shown } from "../src/core/live";
import type { Board } from "../src/core/views";

test("what was found adds up by kind, or nothing is said of it", () => {
  expect(foundIn({})).toBeNull();
  expect(foundIn({ found: "0" })).toEqual([]);
  expect(foundIn({ found: "0", blank: "2" })).toEqual([]);
  expect(foundIn({ found: "3", blank: "2" })).toBeNull();
  expect(foundIn({ found: "3", blank: "2", spent: "1" })).toEqual([
    { kind: "blank", count: 2 },
    { kind: "spent", count: 1 },
  ]);
});

test("kinds are asked only where there is something", () => {
  expect(foundBoxes({ found: "" }, "Found").map((box) => box.name)).toEqual(["found"]);
  expect(foundBoxes({ found: "0" }, "Found")).toHaveLength(1);
  expect(foundBoxes({ found: "1" }, "Found")).toHaveLength(6);
});

test("the second person's own count goes where the act has it, and nowhere else", () => {
  const word = { by: "bob", says: { seen: 5, serial: "244" } };
  expect(withSecond("check", { weapon: "w", seen: 6 }, word)).toEqual({
    ...{ weapon: "w", seen: 6, witness: "bob", witness_seen: 5 },
  });
  expect(withSecond("check", { weapon: "rubber" }, word)).toEqual({ weapon: "rubber", witness: "bob" });
  expect(withSecond("load", { weapon: "w", rounds: [] }, word)).toEqual({
    ...{ weapon: "w", rounds: [], witness: "bob" },
  });
  expect(withSecond("release", { set: true }, { by: "sue", says: {} })).toEqual({
    ...{ set: true, reviewed_by: "sue" },
  });
  expect(withSecond("hand-over", { to: ["kim"] }, { by: "bob", says: { sight: { count: 0 } } })).toEqual({
    ...{ to: ["kim"], witness: "bob", sight: { count: 0 } },
  });
});

test("a tag or a name finds its weapon, in small letters too; another code finds none", () => {
  const names = { weapons: [{ weapon: "colt", tag: "FA-0001", class: "", action: "" }] } as unknown as Names;
  expect(weaponBy("fa-0001", names)).toBe("colt");
  expect(weaponBy("Colt", names)).toBe("colt");
  expect(weaponBy("FA-0002", names)).toBe("");
});

test("an act is about the first thing that it names, as the node reads it", () => {
  expect(thingOf({ lot: "dummies", weapon: "colt" })).toBe("colt");
  expect(thingOf({ scene: "saloon", attendees: ["dan"] })).toBe("saloon");
  expect(thingOf({ set: true })).toBe("");
});

test("two proposals are the same by act and keys", () => {
  const item = { kind: "show", keys: { weapon: "colt" } } as unknown as Item;
  expect(sameItem(item, { ...item, asks: ["x"] })).toBe(true);
  expect(sameItem(item, { ...item, keys: { weapon: "other" } })).toBe(false);
});

test("an act has a name to do it by and one to claim it by; one without has the node's", () => {
  language.value = "en";
  expect([kindName("check"), claimName("check")]).toEqual(["Open it and look", "I looked"]);
  expect(claimName("lock")).toBe("Lock away");
  expect(kindName("not-known-here")).toBe("not known here");
  language.value = "es";
  expect(claimName("check")).toBe("Ya miré");
  language.value = "en";
});

test("what is not known to be a replica holds cartridges", () => {
  const weapons = [{ weapon: "rubber-rifle", class: "rubber" }];
  shown.value = { board: { weapons } as unknown as Board, at: 0 };
  expect([fires("rubber-rifle"), fires("colt")]).toEqual([false, true]);
  shown.value = null;
});
