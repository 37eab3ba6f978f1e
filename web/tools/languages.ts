import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { AREAS, type Area, areaOf } from "./areas.ts";

const CATALOGUE = /\/src\/text\/(en|es)\/(\w+)\.ts$/;
const WHOLE = "virtual:language-";
const SCREENS = /\/src\/screens\/index\.ts$/;
const SRC = fileURLToPath(new URL("../src", import.meta.url));

/**
 * A phone loads one language, and of it what its screens say: the catalogues of an area are one part of the build, which
 * is there before the screen is shown, and what a screen imports of one looks there. Which areas a screen says is found
 * here, from what it imports. The sources, their types and their tests know nothing of it.
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
      if (id.startsWith(`\0${WHOLE}`)) {
        const [language, area] = id.slice(WHOLE.length + 1).split("-") as [string, Area];
        return building ? whole(language, AREAS[area]) : "export const all = {};";
      }
      const found = building ? CATALOGUE.exec(id) : null;
      if (!found) return null;
      const [, language, name] = found;
      return `import { said } from "../../core/said"; export const ${language} = said("${language}", "${name}");`;
    },
    transform(code, id) {
      if (!building || !SCREENS.test(id)) return null;
      return code.replace(/load: \(\) => import\("\.\/([\w/-]+)"\)/g, (found, screen: string) => {
        const areas = areasOf(resolve(SRC, "screens", `${screen}.tsx`));
        return `texts: ${JSON.stringify(areas)}, ${found}`;
      });
    },
  };
}

function whole(language: string, names: readonly string[]): string {
  const lines = names.map(
    (name) => `import { ${language} as ${name} } from "/src/text/${language}/${name}.ts?whole";`,
  );
  return `${lines.join("\n")}\nexport const all = { ${names.join(", ")} };`;
}

/** The areas whose texts a module says, itself or by what it imports; those of the shell are always there. */
export function areasOf(module: string): readonly Area[] {
  const seen = new Set<string>();
  const said = new Set<Area>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const found = CATALOGUE.exec(file.replaceAll("\\", "/"));
    if (found?.[2]) said.add(areaOf(found[2]));
    else for (const next of imported(file)) follow(next);
  };
  follow(module);
  return [...said].filter((area) => area !== "shell").sort();
}

/** What a module imports of ours; a list of screens loads each later, and says nothing of theirs. */
function imported(file: string): readonly string[] {
  const source = readFileSync(file, "utf-8");
  return [...source.matchAll(/^(?:import|export|\}) ?(?!type)[^;]*?from "(\.[^"]*)";/gms)].flatMap(
    (found) => {
      const base = resolve(dirname(file), found[1] ?? "");
      const here = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find(isThere);
      return here ? [here] : [];
    },
  );
}

function isThere(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}
