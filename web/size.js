// Says how large the app is, and with --limit (in `npm run check`) fails above what a phone on a poor network can wait for.
// Counted is all that a phone may load, as gzip sends it: every screen, in the larger language. Not the scanner, and not
// the spare keys of pages over plain HTTP, which are loaded where they are needed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST = 60 * 1024;
const out = new URL("../src/showsafe/entrypoints/http/web/", import.meta.url);
const counted = readdirSync(out, { recursive: true })
  .filter((name) => /\.(js|css|html)$/.test(name) && !/(^|\/)(zxing|spare)-/.test(name))
  .map((name) => [name, gzipSync(readFileSync(new URL(name, out)), { level: 9 }).length])
  .sort((one, other) => other[1] - one[1]);
const languages = counted.filter(([name]) => name.includes("language"));
const sum = counted.reduce((total, [, size]) => total + size, 0);
const loaded = sum - languages.slice(1).reduce((total, [, size]) => total + size, 0);

for (const [name, size] of counted.slice(0, 12)) {
  process.stdout.write(`${String(size).padStart(7)}  ${name}\n`);
}
process.stdout.write(
  `${String(loaded).padStart(7)}  of ${MOST} bytes, without the scanner, in one language\n`,
);
if (loaded > MOST && process.argv.includes("--limit")) {
  process.stderr.write("The app is too large. Load less, or load it later.\n");
  process.exitCode = 1;
}

// A worker that lists a file that is not there keeps nothing at all.
const listed = /const FILES = (\[.*?\]);/s.exec(readFileSync(new URL("sw.js", out), "utf-8"));
for (const file of JSON.parse(listed?.[1] ?? "[]")) {
  if (file === "/" || existsSync(new URL(`.${file}`, out))) continue;
  process.stderr.write(`The worker lists ${file}, which is not built.\n`);
  process.exitCode = 1;
}
