/** How a day, an item and what ends are said; and where somebody goes to supply what is missing. */

import { type Both, language, texts } from "../../core/i18n";
import { en } from "../../text/en/tomorrow";
import { es } from "../../text/es/tomorrow";
import type { Change, Expiry, Item, Use } from "./types";

export const t = texts(en, es);

const LOCALE = { en: "en-GB", es: "es" } as const;

/** A day of the calendar in words, whatever the zone of the phone. */
export function dayOf(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const form = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALE[language.value], form).format(at);
}

/** The day so many days after one. */
export function after(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** A sentence in the language of the screen, where it is there; else in English, and marked so. */
export function said(both: Both): { readonly text: string; readonly lang?: "en" } {
  const own = both[language.value];
  return own ? { text: own } : { text: both.en, lang: "en" };
}

const ROUNDS = { none: "none", blank: "blank", dummy: "dummy", "snap-cap": "snap" } as const;
const LOADS = { quarter: "quarter", half: "half", "three-quarter": "three", full: "full" } as const;

export const roundsOf = (): readonly (readonly [string, string])[] => [
  ["", t("open")],
  ...Object.entries(ROUNDS).map(([key, name]) => [key, t(name)] as const),
];

export const loadsOf = (): readonly (readonly [string, string])[] => [
  ["", t("open")],
  ...Object.entries(LOADS).map(([key, name]) => [key, t(name)] as const),
];

/** Which weapon whom, with what in it, as far as somebody said it. */
export function useOf(use: Use): string {
  const kind = ROUNDS[use.ammunition as keyof typeof ROUNDS];
  const load = LOADS[use.load as keyof typeof LOADS];
  const rounds = [load ? t(load) : use.load, kind ? t(kind) : use.ammunition].filter(Boolean).join(" ");
  return t("use", {
    weapon: use.weapon || t("aWeapon"),
    user: use.user || t("somebody"),
    rounds: [rounds || t("notSaid"), use.planned ? t("planned") : ""].filter(Boolean).join(", "),
  });
}

export function endOf(each: Expiry): string {
  const of = each.of || t("production");
  const what = t(each.what, { kind: each.kind, of });
  return `${what}: ${t(each.over ? "ended" : "until", { day: dayOf(each.on) })}`;
}

const CHANGES = {
  added: "added",
  gone: "gone",
  omitted: "omitted",
  back: "back",
  rewritten: "rewritten",
  moved: "moved",
  "day-added": "dayAdded",
  "day-gone": "dayGone",
  otherwise: "otherwise",
} as const;

/** One change: of a scene what came of it and from when to when, of a day by itself. */
export function changeOf(each: Change): string {
  const key = CHANGES[each.what as keyof typeof CHANGES];
  const what = key ? t(key, { was: each.was, is: each.is }) : each.what;
  if (!each.scene) return what;
  const between = each.was !== each.is ? [each.was, each.is].filter(Boolean).join(" → ") : "";
  return `${t("scene", { scene: each.scene })}: ${[what, between].filter(Boolean).join(", ")}`;
}

const PLACES: Readonly<Record<string, (item: Item) => string>> = {
  instruct: ({ who }) => `/people/${encodeURIComponent(who)}`,
  enrol: ({ who }) => (who ? `/people/${encodeURIComponent(who)}` : "/enrol"),
  prove: ({ thing }) => `/lots/${encodeURIComponent(thing)}`,
  receive: () => "/lots",
  plan: () => "/floor",
  meet: () => "/floor",
  release: () => "/release",
  "record-paper": () => "/day",
  assess: () => "/day",
  "open-day": () => "/day",
};

/** Where somebody goes who can supply it; "" where that is done elsewhere. */
export const placeOf = (item: Item): string => PLACES[item.act]?.(item) ?? "";
