import { texts } from "../../core/i18n";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import type { Plan } from "./types";

const t = texts(en, es);

export const AMMUNITION = { none: "aNone", dummy: "aDummy", "snap-cap": "aSnap", blank: "aBlank" } as const;
export const LOADS = {
  quarter: "lQuarter",
  half: "lHalf",
  "three-quarter": "lThree",
  full: "lFull",
} as const;

export const PPE = { ears: "pEars", eyes: "pEyes", shield: "pShield" } as const;

const ppeWord = (name: string): string => {
  const key = PPE[name as keyof typeof PPE];
  return key ? t(key) : name;
};

/** A shot plan in one paragraph: who, what is in it, how many shots, how far, who is in or near the line; not why, which is in whatever language. */
export function planWords(plan: Plan): string {
  const kind = AMMUNITION[plan.ammunition as keyof typeof AMMUNITION];
  const load = LOADS[plan.load as keyof typeof LOADS];
  const parts = [
    plan.user,
    [kind ? t(kind) : plan.ammunition, load ? t(load).toLowerCase() : plan.load].filter(Boolean).join(", "),
    plan.shots === null ? "" : t("planShots", { n: plan.shots }),
    plan.distance_m ? t("planMetres", { n: plan.distance_m }) : "",
    plan.muzzle_line_clear === null ? "" : t(plan.muzzle_line_clear ? "lineClear" : "lineNot"),
    plan.line.length > 0 ? t("planNear", { who: plan.line.join(", ") }) : "",
    ...plan.passes.map((each) => t("planPass", { from: each.from, to: each.to })),
    plan.ppe.length > 0 ? t("planPpe", { what: plan.ppe.map(ppeWord).join(", ") }) : "",
  ];
  return `${t("plan", { n: plan.record })}: ${parts.filter(Boolean).join("; ")}`;
}
