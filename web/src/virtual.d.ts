/** Made by `tools/languages.ts`: every catalogue of one area, in one language. */

declare module "virtual:language-*" {
  export const all: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
