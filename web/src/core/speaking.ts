/** Loads the texts of a language, before anything is shown in it. */

import { type Language, language } from "./i18n";
import { hear } from "./said";

const LOAD = {
  en: () => import("virtual:language-en"),
  es: () => import("virtual:language-es"),
};

async function load(next: Language): Promise<void> {
  // In development, and under test, the catalogues are in the screens themselves.
  if (import.meta.env.PROD) hear(next, (await LOAD[next]()).all);
}

/** Load what the phone speaks. */
export const startSpeaking = (): Promise<void> => load(language.peek());

/** Change the language; where its texts cannot be loaded, the one before stays. */
export async function speak(next: Language): Promise<void> {
  await load(next);
  localStorage.setItem("language", next);
  language.value = next;
}
