/** What the screens of the production office say: of papers, and of who may do what there. */

import "../../styles/people.css";
import { language, numberOf, texts } from "../../core/i18n";
import type { Paper } from "../../core/views";
import { en } from "../../text/en/people";
import { es } from "../../text/es/people";
import { leftOf } from "./ending";

export const t = texts(en, es);

export const SOON = 14;

/** The papers that are offered, by their kind in the record. Others stay in the words of the record. */
export const PAPERS = {
  firearms: "pFirearms",
  "firearms-permit": "pPermit",
  course: "pCourse",
  "theatrical-armourer": "pTheatrical",
  "ordnance-supplier": "pOrdnance",
  dealer: "pDealer",
  "dangerous-weapons": "pDangerous",
  "minor-consent": "pMinor",
  "first-aid": "pFirstAid",
  "compliance-contact": "pContact",
} as const;

export const paperName = (kind: string): string => {
  const key = (PAPERS as Readonly<Record<string, (typeof PAPERS)[keyof typeof PAPERS]>>)[kind];
  return key ? t(key) : kind.replaceAll("-", " ");
};

/** A day of a calendar, wherever this phone is. */
const dateOf = (day: string): string =>
  new Intl.DateTimeFormat(language.value === "es" ? "es" : "en-GB", {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));

/** Until when a paper counts, in words. */
export function ending(last: string): string {
  const left = leftOf(last);
  if (left === null) return t("noEnd");
  if (left < 0) return t("endedOn", { date: dateOf(last) });
  if (left === 0) return t("endsToday");
  if (left === 1) return t("endsTomorrow");
  return left <= 60 ? t("endsIn", { n: numberOf(left) }) : t("endsOn", { date: dateOf(last) });
}

/** Whether a paper has ended, or does so within two weeks. */
export const isSoon = (paper: Paper): boolean => (leftOf(paper.expires) ?? SOON + 1) <= SOON;
