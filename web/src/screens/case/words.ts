/** What the screens of a case say, and its words for what the record says in keys. None of them is a verdict. */

import { language, texts } from "../../core/i18n";
import { en } from "../../text/en/cases";
import { en as enWords } from "../../text/en/casewords";
import { es } from "../../text/es/cases";
import { es as esWords } from "../../text/es/casewords";

export const t = texts(en, es);

const said = texts<Readonly<Record<string, string>>>(enWords, esWords);

/** The word for a key of the record, as `type` `article`; a key that has no word stands as it is. */
export function word(of: string, key: string): string {
  const found = said(`${of}_${key}`);
  return found === `${of}_${key}` ? key.replaceAll("-", " ") : found;
}

/** How sure a rule was, in words: how often it was right elsewhere, never how true a statement is. */
export function sureness(confidence: number): string {
  return word(
    "sure",
    confidence >= 90 ? "most" : confidence >= 70 ? "more" : confidence >= 45 ? "some" : "few",
  );
}

/** A day of a calendar, wherever this screen is; what is no day stands as it is. */
export function dayOf(day: string): string {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(day)) return `${dayOf(day.slice(0, 10))}, ${day.slice(11, 16)}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  return new Intl.DateTimeFormat(language.value === "es" ? "es" : "en-GB", {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
}

/** A date in EDTF in words, as far as they are simple: the day, or not after it, or between two. */
export function whenOf(edtf: string): string {
  if (!edtf) return t("whenUnknown");
  const [begin, end] = edtf.split("/");
  if (end === undefined) return dayOf(edtf);
  if (begin === ".." || begin === "") return t("notAfter", { day: dayOf(end) });
  if (end === ".." || end === "") return t("notBefore", { day: dayOf(begin ?? "") });
  return t("between", { from: dayOf(begin ?? ""), to: dayOf(end) });
}

/** A time at the production, without a zone: as it stands there. */
export const timeThere = (at: string): string =>
  at.length > 10 ? `${dayOf(at.slice(0, 10))}, ${at.slice(11, 16)}` : dayOf(at);
