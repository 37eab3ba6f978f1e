import { expect, test } from "vitest";
import { language } from "../src/core/i18n";
import type { Plan } from "../src/screens/floor/types";
import { planWords } from "../src/screens/floor/words";
import { heldWords } from "../src/ui/heldbar";

const PLAN: Plan = {
  user: "kim",
  ammunition: "blank",
  load: "half",
  shots: 3,
  distance_m: "9",
  muzzle_line_clear: true,
  line: ["eve", "kim"],
  passes: [{ from: "kim", to: "dan" }],
  reason: "Over the shoulder.",
  ppe: ["ears", "visor"],
  record: 71,
};

test("a shot plan is one sentence: who, with what, how far, who is near, and what a script hands on", () => {
  language.value = "en";
  expect(planWords(PLAN)).toBe(
    "Plan 71: kim; blanks, half; shots: 3; 9 m; nobody in the muzzle line; on or near the line: eve, kim; " +
      "kim passes it to dan; with ears, visor",
  );
});

test("what a plan leaves out is not said, and an open muzzle line is said as such", () => {
  language.value = "es";
  const less = { ...PLAN, ammunition: "none", load: "", shots: null, distance_m: null, line: [], passes: [] };
  expect(planWords({ ...less, ppe: [], reason: "", muzzle_line_clear: null })).toBe("Plan 71: kim; nada");
  expect(planWords({ ...less, ppe: ["ears"], reason: "", muzzle_line_clear: false })).toBe(
    "Plan 71: kim; nada; alguien en la línea de la boca; con oídos",
  );
});

test("a stop outweighs a hold, and what stopped it is said", () => {
  language.value = "en";
  expect(heldWords([{ why: "hold", record: 1 }])).toBe("Hold: a doubt");
  expect(
    heldWords([
      { why: "hold", record: 1 },
      { why: "missing-dummy", record: 2 },
    ]),
  ).toBe("Stop: missing dummy");
});
