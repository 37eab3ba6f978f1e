// Says how large the app is for a phone of each role, and with --limit (in `npm run check`) fails above what a phone on a
// poor network can wait for. Counted is all that such a phone may load, as gzip sends it: the shell and every screen that
// the role may open, in the larger language. Not the scanner, and not the spare keys of pages over plain HTTP, which are
// loaded where they are needed.
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST = JSON.parse(readFileSync(new URL("limits.json", import.meta.url), "utf-8"));
const out = new URL("../src/showsafe/entrypoints/http/web/", import.meta.url);
const { first, texts, screens } = JSON.parse(readFileSync(new URL("parts.json", out), "utf-8"));
const sizes = new Map();

function sizeOf(name) {
  if (!sizes.has(name)) sizes.set(name, gzipSync(readFileSync(new URL(name, out)), { level: 9 }).length);
  return sizes.get(name);
}

/** What is loaded for some screens, in the larger language. */
function loaded(opened) {
  return Math.max(
    ...Object.values(texts).map((areas) => {
      const said = ["shell", ...opened.flatMap((each) => each.texts)].map((area) => areas[area]);
      const files = new Set([...first, ...said, ...opened.flatMap((each) => each.files)]);
      return [...files].reduce((total, name) => total + sizeOf(name), 0);
    }),
  );
}

const mayOpen = (role) => (screen) =>
  !screen.desk &&
  (!screen.roles || (role !== "" && (screen.roles.length === 0 || screen.roles.includes(role))));
const roles = [...new Set(screens.flatMap((each) => each.roles ?? []))];
const rows = [
  ["first board", loaded(screens.filter((each) => each.path === "/"))],
  ["nobody signed in", loaded(screens.filter(mayOpen("")))],
  ["other roles", loaded(screens.filter(mayOpen("other")))],
  // Whoever is at a desk opens one of its works, and then another: each is counted by itself.
  ["desk", Math.max(...screens.filter((each) => each.desk).map((each) => loaded([each])))],
  ...roles.map((role) => [role, loaded(screens.filter(mayOpen(role)))]),
];

for (const [name, size] of [...sizes].sort((one, other) => other[1] - one[1]).slice(0, 14)) {
  process.stdout.write(`${String(size).padStart(7)}  ${name}\n`);
}
process.stdout.write(
  "\n  bytes   limit  what a phone of this role may load, in one language, without the scanner\n",
);
for (const [name, size] of rows) {
  const most = MOST[name] ?? MOST.every;
  process.stdout.write(`${String(size).padStart(7)} ${String(most).padStart(7)}  ${name}\n`);
  if (size <= most || !process.argv.includes("--limit")) continue;
  process.stderr.write(`Too large: ${name}. Load less, or load it later.\n`);
  process.exitCode = 1;
}

// A worker that lists a file that is not there keeps nothing at all.
const listed = /const FILES = (\[.*?\]);/s.exec(readFileSync(new URL("sw.js", out), "utf-8"));
for (const file of JSON.parse(listed?.[1] ?? "[]")) {
  if (file === "/" || existsSync(new URL(`.${file}`, out))) continue;
  process.stderr.write(`The worker lists ${file}, which is not built.\n`);
  process.exitCode = 1;
}
