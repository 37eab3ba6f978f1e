/** What is spoken over a weapon, in the language of the screen: contents first, then the word, never the word alone. */

import { language } from "./i18n";

const NUMBERS = "none one two three four five six seven eight nine ten eleven twelve".split(" ");
const NUMEROS = "ninguno uno dos tres cuatro cinco seis siete ocho nueve diez once doce".split(" ");
const SIZES: Readonly<Record<string, string>> = {
  quarter: "un cuarto",
  half: "media carga",
  "three-quarter": "tres cuartos",
  full: "carga completa",
  "size not said": "carga no dicha",
};
const FAULTS: Readonly<Record<string, string>> = {
  misfire: "fallo de disparo",
  drop: "caída",
  foul: "cañón sucio u obstruido",
  "unplanned discharge": "disparo no previsto",
};

const FORMS: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^Empty\.$/, () => "Vacía."],
  [/^Inert\.$/, () => "Inerte."],
  [/^Contents not known\.$/, () => "Contenido desconocido."],
  [/^Quarantined, removed\.$/, () => "En cuarentena, retirada."],
  [/^Locked out: (.+)\.$/, (kind = "") => `Bloqueada: ${FAULTS[kind] ?? kind}.`],
  [/^Dummies, (\w+)\.$/, (count = "") => `Dummies: ${numero(count)}.`],
  [/^Blanks, (\w+), (.+)\.$/, (count = "", sizes = "") => `Fogueo: ${numero(count)}, ${cargas(sizes)}.`],
  [
    /^Part fired: (\w+) of (\w+) left\.$/,
    (left = "", of = "") => `Disparada en parte: quedan ${numero(left)} de ${numero(of)}.`,
  ],
];

const numero = (word: string): string => NUMEROS[NUMBERS.indexOf(word)] ?? word;
const cargas = (sizes: string): string =>
  sizes
    .split(" and ")
    .map((size) => SIZES[size] ?? size)
    .join(" y ");

export interface Spoken {
  readonly contents: string;
  readonly word: string;
  /** The language that it is in: a form that is not known here is shown as the node says it. */
  readonly lang: string;
}

export function spoken(contents: string, word: string): Spoken {
  const english = { contents, word: word === "cold" ? "Cold" : "Hot", lang: "en" };
  if (language.value === "en") return english;
  for (const [form, said] of FORMS) {
    const match = form.exec(contents);
    if (match)
      return { contents: said(...match.slice(1)), word: word === "cold" ? "Fría" : "Caliente", lang: "es" };
  }
  return english;
}
