import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { languages } from "./tools/languages.ts";

const NODE = process.env.SHOWSAFE_NODE ?? "http://127.0.0.1:7380";

/** Writes sw.js: the worker of src/sw.js, told which files this build has. What it is told is its version. */
function worker(): Plugin {
  return {
    name: "showsafe-worker",
    apply: "build",
    // Last of all: what others take away again is not listed.
    enforce: "post",
    generateBundle(_, bundle) {
      const made = Object.keys(bundle)
        .filter((name) => name !== "index.html")
        .sort();
      const files = [
        "/",
        "/first.js",
        "/manifest.webmanifest",
        "/icon.svg",
        ...made.map((name) => `/${name}`),
      ];
      const page = bundle["index.html"];
      const sum = createHash("sha256").update(files.join("\n"));
      if (page?.type === "asset") sum.update(page.source);
      sum.update(readFileSync(new URL("public/first.js", import.meta.url)));
      const source = readFileSync(new URL("src/sw.js", import.meta.url), "utf-8")
        .replace("__VERSION__", sum.digest("hex").slice(0, 16))
        .replace('["__FILES__"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

/** Has the page ask at once for the parts of the board, and know those of each language, which a script chooses. */
function ahead(): Plugin {
  return {
    name: "showsafe-ahead",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") return;
      const parts = Object.values(bundle).filter((each) => each.type === "chunk");
      const whole = (name: string): string[] => {
        const inside = parts.find((each) => each.fileName === name)?.imports ?? [];
        return [name, ...inside.flatMap(whole)];
      };
      const text = String(page.source);
      const board = parts.find((each) => each.facadeModuleId?.endsWith("/screens/board.tsx"));
      const wanted = new Set(board ? whole(board.fileName) : []);
      const links = [...wanted]
        .filter((each) => !text.includes(each))
        .map((each) => `  <link rel="modulepreload" crossorigin href="/${each}">\n  `);
      const said = ["en", "es"].map((each) => {
        const part = parts.find((one) => one.fileName.startsWith(`assets/_virtual_language-${each}-`));
        return ` data-${each}="/${part?.fileName}"`;
      });
      page.source = text
        .replace('<script src="/first.js"', (found) => found + said.join(""))
        .replace("</head>", `${links.join("")}</head>`);
    },
  };
}

export default defineConfig({
  plugins: [languages(), ahead(), worker()],
  build: {
    outDir: "../src/showsafe/entrypoints/http/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // What is worked with is one part beside the board: together it is smaller, and opens without another wait.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // Where texts are looked up is before whatever says them: parts that need each other run in no sure order.
            { name: "words", test: /\/src\/(text\/e[ns]\/\w+\.ts$|core\/said)/ },
            { name: "work", test: /\/src\/(acts|screens\/(?!index|board)|ui\/(pads|pick|scanbox|boxes))/ },
          ],
        },
      },
    },
  },
  server: {
    port: 7390,
    proxy: { "/api": NODE, "/health": NODE },
  },
  test: { include: ["tests/**/*.test.ts"], setupFiles: ["tests/setup.ts"] },
} as Parameters<typeof defineConfig>[0]);
