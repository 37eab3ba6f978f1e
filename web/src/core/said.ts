/** The texts of the language that was loaded, as the catalogues of a built app look them up (`tools/languages.ts`). */

import type { Catalogue, Language } from "./i18n";

type Catalogues = Readonly<Record<string, Catalogue>>;

const loaded: Partial<Record<Language, Catalogues>> = {};

/** Take in the texts of a part; those of the parts before stay. */
export function hear(language: Language, all: Catalogues): void {
  loaded[language] = { ...loaded[language], ...all };
}

/** A catalogue whose texts are looked up when they are said. */
export function said(language: Language, name: string): Catalogue {
  const of = (): Catalogue => loaded[language]?.[name] ?? {};
  return new Proxy({}, { get: (_, key) => of()[String(key)], has: (_, key) => key in of() });
}
