import { readdirSync } from "node:fs";
import type { Plugin } from "vite";

const CATALOGUE = /\/src\/text\/(en|es)\/(\w+)\.ts$/;
const WHOLE = "virtual:language-";

/**
 * A phone loads one language: the catalogues of each are one part of the build, loaded before anything is shown, and
 * what a screen imports of one looks there. The sources, their types and their tests know nothing of it.
 */
export function languages(): Plugin {
  let building = false;
  return {
    name: "showsafe-languages",
    enforce: "pre",
    configResolved(config) {
      building = config.command === "build";
    },
    resolveId: (id) => (id.startsWith(WHOLE) ? `\0${id}` : null),
    load(id) {
      if (id.startsWith(`\0${WHOLE}`))
        return building ? whole(id.slice(WHOLE.length + 1)) : "export const all = {};";
      const found = building ? CATALOGUE.exec(id) : null;
      if (!found) return null;
      const [, language, name] = found;
      return `import { said } from "../../core/said"; export const ${language} = said("${language}", "${name}");`;
    },
  };
}

function whole(language: string): string {
  const folder = new URL(`../src/text/${language}/`, import.meta.url);
  const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
  const lines = names.map(
    (name) => `import { ${language} as ${name} } from "/src/text/${language}/${name}.ts?whole";`,
  );
  return `${lines.join("\n")}\nexport const all = { ${names.join(", ")} };`;
}
