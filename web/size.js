// Fails the build where the app has grown above what a phone on a poor network can wait for.
// Counted is all that a phone may load, in both languages, as gzip sends it: not the scanner, and not the spare keys of
// pages over plain HTTP.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST = 60 * 1024;
const out = new URL("../src/showsafe/entrypoints/http/web/", import.meta.url);
const counted = readdirSync(out, { recursive: true })
  .filter((name) => /\.(js|css|html)$/.test(name) && !/(^|\/)(zxing|spare)-/.test(name))
  .map((name) => [name, gzipSync(readFileSync(new URL(name, out)), { level: 9 }).length]);
const sum = counted.reduce((total, [, size]) => total + size, 0);

for (const [name, size] of counted.sort((a, b) => b[1] - a[1]).slice(0, 12)) {
  process.stdout.write(`${String(size).padStart(7)}  ${name}\n`);
}
process.stdout.write(`${String(sum).padStart(7)}  of ${MOST} bytes, without the scanner\n`);
if (sum > MOST) {
  process.stderr.write("The app is too large. Load less, or load it later.\n");
  process.exitCode = 1;
}
