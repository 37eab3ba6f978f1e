import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Writes sw.js: the worker of src/sw.js, told which files this build has. What it is told is its version. */
export function worker(): Plugin {
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
      sum.update(readFileSync(new URL("../public/first.js", import.meta.url)));
      const source = readFileSync(new URL("../src/sw.js", import.meta.url), "utf-8")
        .replace("__VERSION__", sum.digest("hex").slice(0, 16))
        .replace('["__FILES__"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
