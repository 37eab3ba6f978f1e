/** Made by `tools/languages.ts`: every catalogue of one language. */

declare module "virtual:language-en" {
  export const all: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

declare module "virtual:language-es" {
  export const all: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
