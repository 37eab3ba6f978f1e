/**
 * Texts in two languages. Each screen has a catalogue of its own, in `text/en` and `text/es`, with the same keys: one
 * that is missing does not compile. What the node says is English, and is marked so (`lang="en"`).
 */

import { computed, signal } from "@preact/signals";

export type Language = "en" | "es";
export type Catalogue = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

/** For the type of a Spanish catalogue: the keys of the English one, each with a text. */
export type Same<T extends Catalogue> = { readonly [K in keyof T]: string };

export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", es: "Español" };

export const language = signal<Language>(chosen());

const LOCALE = { en: "en-GB", es: "es" } as const;

function chosen(): Language {
  const kept = localStorage.getItem("language");
  if (kept === "en" || kept === "es") return kept;
  return globalThis.navigator?.language?.toLowerCase().startsWith("es") ? "es" : "en";
}

export type Translate<T extends Catalogue> = (key: keyof T & string, values?: Values) => string;

/** Return how a screen says its texts: `const t = texts(en, es)`, then `t("title", { n: 3 })`. */
export function texts<T extends Catalogue>(en: T, es: Same<T>): Translate<T> {
  return (key, values = {}) => {
    const text: string | undefined = (language.value === "es" ? es : en)[key];
    return (text ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** A label that stands in one line with what it labels, as in the list of screens. */
export type Both = Readonly<Record<Language, string>>;
export const inBoth = (label: Both): string => label[language.value];

const clock = computed(
  () =>
    new Intl.DateTimeFormat(LOCALE[language.value], {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    }),
);
const dated = computed(() => new Intl.DateTimeFormat(LOCALE[language.value], { dateStyle: "medium" }));
const counted = computed(() => new Intl.NumberFormat(language.value === "es" ? "es-MX" : "en-US"));

/** A time of a record, by this phone's clock face; with the day where it is not today. */
export function timeOf(stamp: string | number): string {
  if (stamp === "") return "";
  const at = new Date(stamp);
  if (Number.isNaN(at.getTime())) return String(stamp);
  const today = at.toDateString() === new Date().toDateString();
  return today ? clock.value.format(at) : `${dated.value.format(at)}, ${clock.value.format(at)}`;
}

export const numberOf = (value: number): string => counted.value.format(value);
