import { readFileSync } from "node:fs";
import { type Plugin, type Rolldown, transformWithOxc } from "vite";
import { AREAS } from "./areas.ts";
import { areasOf } from "./languages.ts";

const INDEX = new URL("../src/screens/index.ts", import.meta.url);

type Chunk = Rolldown.OutputChunk;

const chunks = (bundle: Rolldown.OutputBundle): Chunk[] =>
  Object.values(bundle).filter((each) => each.type === "chunk");

/** A part and what it needs; fails where it needs itself: parts in a circle run in no sure order. */
function whole(parts: readonly Chunk[], name: string, above: readonly string[] = []): string[] {
  if (above.includes(name)) throw new Error(`Parts in a circle: ${[...above, name].join(" > ")}`);
  const inside = parts.find((each) => each.fileName === name)?.imports ?? [];
  return [name, ...inside.flatMap((each) => whole(parts, each, [...above, name]))];
}

/** Has the page ask at once for the parts of the board, and know those of each language, which a script chooses. */
export function ahead(): Plugin {
  return {
    name: "showsafe-ahead",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") return;
      const parts = chunks(bundle);
      const text = String(page.source);
      const board = parts.find((each) => each.moduleIds.some((id) => id.endsWith("/screens/board.tsx")));
      const wanted = new Set(board ? whole(parts, board.fileName) : []);
      const links = [...wanted]
        .filter((each) => !text.includes(each))
        .map((each) => `  <link rel="modulepreload" crossorigin href="/${each}">\n  `);
      const said = ["en", "es"].map((each) => {
        const part = parts.find((one) => one.fileName.startsWith(`assets/_virtual_language-${each}-shell-`));
        return ` data-${each}="/${part?.fileName}"`;
      });
      page.source = text
        .replace('<script src="/first.js"', (found) => found + said.join(""))
        .replace("</head>", `${links.join("")}</head>`);
    },
  };
}

/** Writes parts.json: which files each screen loads, and who may open it, for `size.js` and the tests of sizes. */
export function parts(): Plugin {
  return {
    name: "showsafe-parts",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const all = chunks(bundle);
      const text = readFileSync(INDEX, "utf-8");
      const { code } = await transformWithOxc(text, INDEX.pathname);
      const { SCREENS } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
        SCREENS: readonly { path: string; roles?: readonly string[]; desk?: boolean }[];
      };
      const sources = [...text.matchAll(/load: \(\) => import\("\.\/([\w/-]+)"\)/g)].map((each) => each[1]);
      const screens = SCREENS.map(({ path, roles, desk }, at) => {
        const file = new URL(`${sources[at]}.tsx`, INDEX).pathname;
        const entry = all.find((each) => each.facadeModuleId === file || each.moduleIds.includes(file));
        if (!entry) throw new Error(`No part has ${file}.`);
        return { path, roles, desk, texts: areasOf(file), files: [...new Set(whole(all, entry.fileName))] };
      });
      const entry = all.find((each) => each.isEntry);
      const texts = Object.fromEntries(["en", "es"].map((each) => [each, textsOf(all, each)]));
      const first = [...new Set(entry ? whole(all, entry.fileName) : [])];
      // The styles of a desk's work come with it, as a file of their own.
      const styles = Object.keys(bundle).filter((name) => /\/style-[^/]*\.css$/.test(name));
      const source = JSON.stringify({
        first: [...first, ...styles, "index.html", "first.js"],
        texts,
        screens,
      });
      this.emitFile({ type: "asset", fileName: "parts.json", source });
    },
  };
}

/** The file of each area, in a language. */
function textsOf(all: readonly Chunk[], language: string): Record<string, string | undefined> {
  const found = (area: string) =>
    all.find((each) => each.fileName.startsWith(`assets/_virtual_language-${language}-${area}-`));
  return Object.fromEntries(Object.keys(AREAS).map((area) => [area, found(area)?.fileName]));
}
