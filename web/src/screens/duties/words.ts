/** What the table of duties says of people, clauses and what is on record; nothing of it judges anybody. */

import { inBoth, numberOf, texts } from "../../core/i18n";
import { en } from "../../text/en/duties";
import { es } from "../../text/es/duties";
import { rolesOf } from "../people/roles";
import type { Answer, Clause, Who } from "./types";

export const t = texts(en, es);

const FORCES = {
  law: "law",
  guideline: "guideline",
  industry: "industry",
  trade: "trade",
  licence: "licence",
} as const;
const UNREAD = { S: "secondHand", M: "recollection" } as const;
const OTHERS = {
  nobody: "noRecord",
  anonymous: "anonymous",
  withheld: "withheld",
  program: "program",
} as const;

const isOf = <T extends object>(table: T, key: string): key is keyof T & string => Object.hasOwn(table, key);

/** Somebody by role, with a letter where others share it. */
export function whoIs(who: Who): string {
  if (who.is !== "person") return t(OTHERS[who.is]);
  return `${rolesOf(who.roles ?? []) || t("noRole")} ${who.letter ?? ""}`.trim();
}

/** A clause with its force; one that was not read itself says so, and that it is not shown as law. */
export function clauseSays(clause: Clause): string {
  const { id, grade, force } = clause;
  if (isOf(UNREAD, grade)) return `${id} (${t(UNREAD[grade])})`;
  const parts = [isOf(FORCES, force) ? t(FORCES[force]) : "", grade === "P" ? t("inPart") : ""];
  return `${id} (${parts.filter(Boolean).join(", ")})`;
}

/** The clauses that hold where the rules of then do; where none does, what the duty rests on instead. */
export function clausesOf(clauses: readonly Clause[], basis = ""): readonly string[] {
  const here = clauses.filter((each) => each.here).map(clauseSays);
  return here.length > 0 ? here : [t(basis === "practice" ? "practice" : "ours")];
}

/** What is on record of what ought to be: the numbers of its records, or that there is none. */
export function foundSays({ found, records }: Answer): string {
  const numbers = records.map((each) => numberOf(each.record)).join(", ");
  if (found === "no-record") return t("noRecord");
  if (found === "recorded") return t("recorded", { n: numbers });
  return numbers ? t("notCounted", { n: numbers }) : t("notCountedNone");
}

/** The query of a table: of an incident by its record, or of a weapon since the morning of a day. */
export function queryOf(weapon: string, incident: string, day: string): string {
  if (incident.trim()) return `duties?incident=${encodeURIComponent(incident.trim())}`;
  const since = day ? `&from=${encodeURIComponent(new Date(`${day}T00:00`).toISOString())}` : "";
  return `duties?weapon=${encodeURIComponent(weapon)}${since}`;
}

export { inBoth };
