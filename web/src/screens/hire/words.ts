/** What the screens of hire say, and their words for what the record says in keys. None of them is a verdict. */

import { language, texts } from "../../core/i18n";
import { en } from "../../text/en/hire";
import { en as enRoles } from "../../text/en/roles";
import { es } from "../../text/es/hire";
import { es as esRoles } from "../../text/es/roles";
import type { Difference, Line, Place, Service } from "./types";

export const t = texts(en, es);
const role = texts<Readonly<Record<string, string>>>(enRoles, esRoles);

/** A day of the calendar, wherever this screen is. */
export function dayOf(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const form = { dateStyle: "medium", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language.value === "es" ? "es" : "en-GB", form).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** What a mark is called; "" where nothing was noted at all. */
export function markOf(mark: string): string {
  if (mark === "ok" || mark === "worn" || mark === "fault" || mark === "missing") return t(mark);
  return t(mark ? "notSaid" : "notNoted");
}

/** Where a thing is, by the record of the set: people by their role. */
export function placeOf({ place, name, role: who }: Place): string {
  if (place === "held") return t("held", { role: role(who) });
  if (place === "locked" || place === "gone" || place === "lying" || place === "quarantine")
    return t(place, { name });
  return t(place === "not-on-record" ? "notOnRecord" : "unknownPlace");
}

export function withOf(line: Pick<Line, "way" | "party" | "purpose">): string {
  const key = line.purpose === "service" ? "wayService" : line.way === "in" ? "wayIn" : "wayOut";
  return t(key, { party: line.party });
}

/** How a hire stands, in words: its days are told, and what is late first. */
export function stateOf(line: Pick<Line, "state" | "days_left" | "closed_on">): string {
  const n = Math.abs(line.days_left);
  if (line.state === "over") return t("over", { day: dayOf(line.closed_on) });
  if (line.state === "overdue") return n === 1 ? t("overdueOne") : t("overdue", { n });
  return n === 1 ? t("soonOne") : t("open", { n });
}

const DIFFERS = {
  serial: "differSerial",
  "serial-not-read": "differNotRead",
  seal: "differSeal",
  short: "differShort",
  condition: "differCondition",
  "condition-not-noted": "differNotNoted",
  absent: "differAbsent",
  "case-seal": "differCase",
} as const;

export function differenceOf(each: Difference): string {
  const key = DIFFERS[each.code as keyof typeof DIFFERS];
  const part = (said: string): string => (each.code === "condition" ? markOf(said) : said || t("none"));
  return key ? t(key, { before: part(each.before), after: part(each.after) }) : each.code;
}

const SERVICE = {
  due: "serviceDue",
  soon: "serviceSoon",
  unknown: "serviceUnknown",
  later: "serviceLater",
  none: "serviceNone",
} as const;

export const serviceOf = (state: Service["state"]): string => t(SERVICE[state]);
