/** Loads the texts of a language, a part at a time: those of an area before anything of it is shown. */

import { type Language, language } from "./i18n";
import { hear } from "./said";

type Part = () => Promise<{ readonly all: Parameters<typeof hear>[1] }>;

const LOAD: Readonly<Record<Language, Readonly<Record<string, Part>>>> = {
  en: {
    shell: () => import("virtual:language-en-shell"),
    acts: () => import("virtual:language-en-acts"),
    everyone: () => import("virtual:language-en-everyone"),
    open: () => import("virtual:language-en-open"),
    people: () => import("virtual:language-en-people"),
    devices: () => import("virtual:language-en-devices"),
    custody: () => import("virtual:language-en-custody"),
    floor: () => import("virtual:language-en-floor"),
    record: () => import("virtual:language-en-record"),
    case: () => import("virtual:language-en-case"),
    tomorrow: () => import("virtual:language-en-tomorrow"),
    due: () => import("virtual:language-en-due"),
    lists: () => import("virtual:language-en-lists"),
    counts: () => import("virtual:language-en-counts"),
    hire: () => import("virtual:language-en-hire"),
  },
  es: {
    shell: () => import("virtual:language-es-shell"),
    acts: () => import("virtual:language-es-acts"),
    everyone: () => import("virtual:language-es-everyone"),
    open: () => import("virtual:language-es-open"),
    people: () => import("virtual:language-es-people"),
    devices: () => import("virtual:language-es-devices"),
    custody: () => import("virtual:language-es-custody"),
    floor: () => import("virtual:language-es-floor"),
    record: () => import("virtual:language-es-record"),
    case: () => import("virtual:language-es-case"),
    tomorrow: () => import("virtual:language-es-tomorrow"),
    due: () => import("virtual:language-es-due"),
    lists: () => import("virtual:language-es-lists"),
    counts: () => import("virtual:language-es-counts"),
    hire: () => import("virtual:language-es-hire"),
  },
};

const wanted = new Set<string>();

async function load(next: Language, areas: Iterable<string>): Promise<void> {
  // In development, and under test, the catalogues are in the screens themselves.
  if (!import.meta.env.PROD) return;
  await Promise.all([...areas].map(async (area) => hear(next, (await LOAD[next][area]?.())?.all ?? {})));
}

/** Load what these areas say, in the language that the phone speaks. */
export function loadTexts(areas: readonly string[]): Promise<void> {
  for (const area of areas) wanted.add(area);
  return load(language.peek(), areas);
}

/** Load what every screen says. */
export const startSpeaking = (): Promise<void> => loadTexts(["shell"]);

/** Change the language; where its texts cannot be loaded, the one before stays. */
export async function speak(next: Language): Promise<void> {
  await load(next, wanted);
  localStorage.setItem("language", next);
  language.value = next;
}
