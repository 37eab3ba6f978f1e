/** How a task is said: its day, the clause behind it and how well that was read, the records that it rests on. */

import { language, texts } from "../../core/i18n";
import { en } from "../../text/en/due";
import { es } from "../../text/es/due";
import type { Clause, Task, Where } from "./types";

export const t = texts(en, es);

const LOCALE = { en: "en-GB", es: "es" } as const;
const FORCES = ["law", "licence", "guideline", "industry", "trade"] as const;
const LEDGERS = { unit: "unit", office: "office", "bound-book": "bound" } as const;

/** A day of the calendar, whatever the zone of the phone. */
export function dayOf(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const form = { dateStyle: "medium", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALE[language.value], form).format(at);
}

/** By when a task is due; "" where it has no day. A moment is said in the time of the phone. */
export function whenOf(task: Task): string {
  const late = task.state === "overdue";
  if (!task.at) return task.due ? t(late ? "was" : "by", { day: dayOf(task.due) }) : "";
  const at = new Date(task.at);
  const say = (form: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(LOCALE[language.value], form).format(at);
  const time = say({ hour: "2-digit", minute: "2-digit" });
  return t(late ? "wasHour" : "byHour", { day: say({ dateStyle: "medium" }), time });
}

/** The clause behind a task. One that was not read is never named as law. */
export function clauseOf(clause: Clause | null): string {
  if (!clause) return t("ours");
  if (clause.grade !== "F" && clause.grade !== "P") return t("secondHand");
  const force = FORCES.find((each) => each === clause.force);
  const read = t(clause.grade === "F" ? "full" : "part");
  return `${clause.id} (${force ? t(force) : clause.force}, ${read}).`;
}

/** What a reader must know of the copy that was read; it is in English alone. */
export function noteOf(clause: Clause | null): string {
  return clause && (clause.grade === "F" || clause.grade === "P") ? clause.note : "";
}

export const whereOf = (all: readonly Where[]): string =>
  all.map((each) => t(LEDGERS[each.of], { n: each.record })).join("; ");
