import { beforeEach, expect, test } from "vitest";
import { language } from "../src/core/i18n";
import type { Answer, Clause } from "../src/screens/duties/types";
import { clauseSays, clausesOf, foundSays, queryOf, whoIs } from "../src/screens/duties/words";

const clause = (id: string, grade: string, force: string, here = true): Clause => ({
  ...{ id, grade, force, here, says: "" },
});
const answer = (found: Answer["found"], ...records: number[]): Answer => ({
  ...{ gate: "check", name: { en: "look", es: "mirar" }, whose: { en: "two", es: "dos" } },
  ...{ found, said: [], clauses: [], records: records.map((record) => ({ record, act: "check" })) },
});

beforeEach(() => {
  language.value = "en";
});

test("a clause that was not read itself is never shown as law", () => {
  expect(clauseSays(clause("CA-9153(a)(4)", "F", "law"))).toBe("CA-9153(a)(4) (law)");
  expect(clauseSays(clause("NZ-SS/MEETING", "P", "guideline"))).toBe(
    "NZ-SS/MEETING (guideline, read in part)",
  );
  // Whatever comes with it: the grade decides.
  expect(clauseSays(clause("IWLMSC-1/BORE", "S", "law"))).toBe(
    "IWLMSC-1/BORE (second-hand; not shown as law)",
  );
  expect(clauseSays(clause("IWLMSC-1/JAM", "M", "law"))).toBe(
    "IWLMSC-1/JAM (recollection; not shown as law)",
  );
});

test("a clause of another place is left out; with none left it is said what the duty rests on", () => {
  const there = clause("MB-22/A4", "F", "guideline", false);
  expect(clausesOf([there, clause("SAG/ROLE", "S", "")])).toHaveLength(1);
  expect(clausesOf([there])).toEqual(["our own default"]);
  expect(clausesOf([], "practice")).toEqual(["trade practice"]);
});

test("no record is said as that; one that does not count is said with its number", () => {
  expect(foundSays(answer("no-record"))).toBe("no record");
  expect(foundSays(answer("recorded", 12, 14))).toBe("recorded 12, 14");
  expect(foundSays(answer("not-in-full", 12))).toBe("recorded 12, not counted");
  expect(foundSays(answer("not-in-full"))).toBe("not counted; no record of it");
  language.value = "es";
  expect(foundSays(answer("no-record"))).toBe("sin registro");
});

test("people are roles, with a letter where two share one; who pressed is not shown", () => {
  expect(whoIs({ is: "person", roles: ["armorer"], letter: "B" })).toBe("Armorer B");
  expect(whoIs({ is: "person", roles: [], letter: "" })).toBe("Role not on record");
  expect(whoIs({ is: "nobody" })).toBe("no record");
  expect(whoIs({ is: "withheld" })).toBe("Not shown");
});

test("an incident is asked by its record, else a weapon since the morning of a day", () => {
  expect(queryOf("colt", " 12 ", "2026-03-31")).toBe("duties?incident=12");
  expect(queryOf("a/b", "", "")).toBe("duties?weapon=a%2Fb");
  const since = new Date("2026-03-31T00:00").toISOString();
  expect(queryOf("colt", "", "2026-03-31")).toBe(`duties?weapon=colt&from=${encodeURIComponent(since)}`);
});
