import { expect, test } from "vitest";
import { KINDS } from "../src/core/kinds";
import { SCREENS } from "../src/screens";

type Catalogues = Record<string, Record<string, Record<string, string>>>;

const english = import.meta.glob("../src/text/en/*.ts", { eager: true }) as Catalogues;
const spanish = import.meta.glob("../src/text/es/*.ts", { eager: true }) as Catalogues;
const holes = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
const names = Object.keys(english).map((path) => path.replace(/^.*\//, ""));

test("every catalogue is there in both languages", () => {
  expect(names.length).toBeGreaterThan(2);
  expect(Object.keys(spanish).map((path) => path.replace(/^.*\//, ""))).toEqual(names);
});

test.each(names)("%s says the same things in both languages, with the same values", (name) => {
  const en = english[`../src/text/en/${name}`]?.en ?? {};
  const es = spanish[`../src/text/es/${name}`]?.es ?? {};
  expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    expect(text.trim(), key).not.toBe("");
    expect(es[key]?.trim(), key).not.toBe("");
    expect(holes(es[key] ?? ""), key).toEqual(holes(text));
  }
});

test("no text says a lone cold, and none says that something is safe", () => {
  const all = [...Object.values(english), ...Object.values(spanish)].flatMap((each) =>
    Object.values(each).flatMap((texts) => Object.values(texts)),
  );
  for (const text of all) {
    expect(text).not.toMatch(/^(cold|fría|frio|frío|safe|segura)\W*$/i);
    expect(text).not.toMatch(/[✓✔✅]/u);
  }
});

test("every screen has an address of its own, and a name in both languages where it is in the navigation", () => {
  expect(new Set(SCREENS.map((screen) => screen.path)).size).toBe(SCREENS.length);
  for (const { nav } of SCREENS) if (nav) expect(nav.en && nav.es).toBeTruthy();
});

test("hold and stop may be kept for later, a load or a hand-over may not", () => {
  for (const kind of ["hold", "stop", "collect", "check", "unload", "clear", "misfire", "find-live"]) {
    expect(KINDS[kind]?.safe, kind).toBe(true);
  }
  for (const kind of ["load", "offer", "accept", "hand-over", "take", "release", "enrol-key", "revoke-key"]) {
    expect(KINDS[kind]?.safe, kind).toBeUndefined();
  }
});
