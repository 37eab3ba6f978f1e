import { describe, expect, test } from "vitest";
import { language } from "../src/core/i18n";
import { daysLeft } from "../src/screens/people/ending";
import { ending, isSoon, PAPERS, paperName } from "../src/screens/people/words";

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const at = (text: string): Date => new Date(text);

describe("how many days are left of a paper", () => {
  test("it counts on its last day still, and is over on the next", () => {
    expect(daysLeft("2026-05-31", at("2026-05-31T23:59:59Z"), 0)).toBe(0);
    expect(daysLeft("2026-05-31", at("2026-06-01T00:00:00Z"), 0)).toBe(-1);
    expect(daysLeft("2026-05-31", at("2026-05-19T12:00:00Z"), 0)).toBe(12);
  });

  test("the day is that of the set, wherever the clock of the node stands", () => {
    expect(daysLeft("2026-05-31", at("2026-06-01T03:00:00Z"), -420)).toBe(0);
    expect(daysLeft("2026-05-31", at("2026-05-31T13:00:00Z"), 720)).toBe(-1);
  });

  test("no day is no end, and what is no day is none either", () => {
    expect(daysLeft("", at("2026-05-31T00:00:00Z"), 0)).toBeNull();
    expect(daysLeft("soon", at("2026-05-31T00:00:00Z"), 0)).toBeNull();
    expect(daysLeft("2026-13-45", at("2026-05-31T00:00:00Z"), 0)).toBeNull();
  });

  test("a month and a leap day are counted by the calendar", () => {
    expect(daysLeft("2028-03-01", at("2028-02-28T00:00:00Z"), 0)).toBe(2);
    expect(daysLeft("2027-01-01", at("2026-12-31T00:00:00Z"), 0)).toBe(1);
  });
});

describe("the end of a paper in words", () => {
  const offset = new Date().getTimezoneOffset();
  const left = (days: number): string => ending(day(days - offset / 1440));

  test("soon is said in days, what is over with its date", () => {
    language.value = "en";
    expect(left(12)).toBe("ends in 12 days");
    expect(left(1)).toBe("ends tomorrow");
    expect(left(0)).toBe("ends today, its last day");
    expect(ending("2020-05-03")).toBe("ended on 3 May 2020");
    expect(ending("2099-05-03")).toBe("until 3 May 2099");
    expect(ending("")).toBe("no last day is on record");
  });

  test("in Spanish too", () => {
    language.value = "es";
    expect(left(12)).toBe("vence en 12 días");
    expect(ending("2020-05-03")).toMatch(/^venció el 3 may/);
    language.value = "en";
  });

  test("two weeks ahead the office is told, and of what has ended", () => {
    const of = (expires: string) => ({ kind: "course", class: "", expires });
    expect(isSoon(of(day(14 - offset / 1440)))).toBe(true);
    expect(isSoon(of(day(16)))).toBe(false);
    expect(isSoon(of("2020-05-03"))).toBe(true);
    expect(isSoon(of(""))).toBe(false);
  });
});

test("a paper that is offered has a name, another one the words of the record", () => {
  for (const kind of Object.keys(PAPERS)) expect(paperName(kind)).not.toBe(kind);
  expect(paperName("night-permit")).toBe("night permit");
});
