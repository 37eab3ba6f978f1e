#!/usr/bin/env node
// Checks an evidence bundle, or an export of a whole log, with nothing but Node.js (18 or newer). No network, no
// package. What it checks and what it does not stands in VERIFY.txt and in what it prints.

import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process, { argv, stderr, stdout } from "node:process";

import { readAnchors } from "./anchors.mjs";
import { Malformed } from "./bytes.mjs";
import { engine } from "./sha2.mjs";
import { sourceOf, verify } from "./verify.mjs";
import { unzip } from "./zip.mjs";

const HELP = `node verify.mjs BUNDLE.zip|FOLDER [--vkey FILE] [--policy FILE] [--seen FILE] [--json]

  FOLDER         an unpacked bundle, or an export of a whole log (checkpoint and tile/)
  --vkey FILE    the log's key as you got it from somewhere else than this bundle: a line name+hash+key
  --policy FILE  which witnesses you trust, and how many of them are needed (C2SP tlog-policy, or a trust root)
  --seen FILE    a checkpoint that you, or somebody you trust, kept earlier
  --json         answer in JSON

Exit status: 0 all was checked and holds; 1 something does not hold; 2 wrong input;
3 what was checked holds, and something could not be checked here.
`;

const LARGEST = 2 ** 32;

engine.sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
engine.sha512 = (bytes) => new Uint8Array(createHash("sha512").update(bytes).digest());

const PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const keyObjects = new Map();

engine.verify = (key, message, signature) => {
  const name = Buffer.from(key).toString("hex");
  if (!keyObjects.has(name)) keyObjects.set(name, createPublicKey({ key: Buffer.concat([PREFIX, key]), format: "der", type: "spki" }));
  return verifySignature(null, message, keyObjects.get(name), signature);
};

function options(words) {
  const said = { json: false, path: "" };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === "--json") said.json = true;
    else if (["--vkey", "--policy", "--seen"].includes(word) && at + 1 < words.length) said[word.slice(2)] = new Uint8Array(readFileSync(words[++at]));
    else if (word === "--help" || word === "-h") return null;
    else if (word.startsWith("-") || said.path) throw new Malformed(`is not understood: ${word}`);
    else said.path = word;
  }
  return said.path ? said : null;
}

function folder(root) {
  const names = [];
  const list = (below) => {
    const items = readdirSync(join(root, below), { withFileTypes: true });
    // A folder with nothing in it is no part of anything: it is named as a file would be that nobody knows.
    if (below && !items.length) names.push(`${below}/`);
    for (const item of items) {
      const name = below ? `${below}/${item.name}` : item.name;
      if (item.isDirectory()) list(name);
      else if (item.isFile()) names.push(name);
      else throw new Malformed(`holds a link or a device: ${name}`);
    }
  };
  list("");
  const known = new Set(names.sort());
  return { names: () => names, has: (name) => known.has(name), read: (name) => new Uint8Array(readFileSync(join(root, name))) };
}

function open(path) {
  const about = lstatSync(path);
  if (about.isDirectory()) return folder(path);
  if (about.size > LARGEST) throw new Malformed("is larger than any bundle");
  return sourceOf(unzip(new Uint8Array(readFileSync(path))));
}

// What a bundle says may not move the cursor or hide a line.
const shown = (text) => String(text).replace(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "?");

function print(report) {
  const line = (text) => stdout.write(`${text}\n`);
  for (const text of report.loud) line(`\n!!! ${shown(text)}\n`);
  for (const step of report.steps) {
    const says = step.fault ?? step.says;
    line(`${String(step.number).padStart(2)}  ${step.name.padEnd(12)} ${step.state}${says ? `: ${shown(says)}` : ""}`);
  }
  line("");
  line(shown(report.verdict));
  for (const text of [...(report.facts.shows ?? []), ...report.notes]) line(`- ${shown(text)}`);
  for (const text of report.couldNotKnow) line(`- Not known: ${shown(text)}`);
  if (report.facts.vkey) line(`Key of the log: ${shown(report.facts.vkey)}`);
  if (report.facts.root) line(`Checkpoint: ${report.facts.size} records, root ${report.facts.root}`);
}

async function main() {
  let said, anchors;
  try {
    said = options(argv.slice(2));
    if (!said) {
      stdout.write(HELP);
      return 2;
    }
    anchors = await readAnchors(said);
    const report = await verify(open(said.path), anchors);
    if (said.json) stdout.write(`${JSON.stringify({ ...report.asJson(), records_in_words: report.records })}\n`);
    else print(report);
    return report.status;
  } catch (error) {
    const known = error instanceof Malformed || (error?.code ?? "").startsWith("E");
    const subject = said && !anchors ? "What was given from outside" : "It";
    const says = known ? `${subject} cannot be read: ${error instanceof Malformed ? `it ${error.message}` : error.message}.` : `The check itself failed: ${error?.stack ?? error}`;
    const hint = known && !said ? " --vkey, --policy and --seen each take a file; --help says more." : "";
    const status = error instanceof Malformed && anchors ? 1 : 2;
    if (said?.json) stdout.write(`${JSON.stringify({ ok: false, status, verdict: shown(says + hint) })}\n`);
    else stderr.write(`${shown(says + hint)}\n`);
    return status;
  }
}

// Not ended at once: what was written to a pipe may still be on its way.
main().then((status) => {
  process.exitCode = status;
});
