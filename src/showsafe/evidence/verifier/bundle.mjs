// The steps over an evidence bundle.

import { checkAnchors, checkPolicy, checkSignature } from "./anchors.mjs";
import { equal, fromBase64, fromHex, joined, Malformed, toBytes, toHex, toText } from "./bytes.mjs";
import { isObject, parse, written } from "./json.mjs";
import { readCheckpoint, vkeyText } from "./note.mjs";
import { Report } from "./report.mjs";
import { sha256hex } from "./sha2.mjs";
import { HASH_BYTES, isConsistent, leafHash, rootOf, rootOfRange } from "./tree.mjs";
import { readTrusted } from "./trust.mjs";
import { Walk } from "./walk.mjs";

const MANIFEST = "MANIFEST.sha256";
const NEEDED = ["VERIFY.txt", "about.json", "checkpoint", "keys.json", "origin.vkey", "personal.json", "range.json", "verify.html", "verify.mjs"];
const MAY = ["later/checkpoint", "later/consistency", "policy.txt", "report.pdf"];
const BELOW = [
  /^leaves\/(\d{8}|[1-9]\d{8,15})$/, /^proofs\/(\d{8}|[1-9]\d{8,15})\.tlog-proof$/, /^attachments\/[0-9a-f]{64}$/,
  /^attestations\/(\d{8}|[1-9]\d{8,15})-(cosignature|time-token|fork|rolled-back|ml-dsa)\/(checkpoint|token\.tsr|shown|consistency|certificates\.pem)$/,
];
const COSIGNED = ["cosignature", "ml-dsa", "time-token"];
const NODES = /^attestations\/(\d+)-([a-z-]+)\/checkpoint$/;

export async function verifyBundle(source, anchors, progress = () => {}) {
  const report = new Report("bundle");
  const bundle = await report.hold("structure", "the bundle", () => opened(report, source));
  if (!bundle) return report;
  if (!bundle.own.has(1)) report.fault("keys", "the record that opens the unit with its key is not here", 1);
  const walk = new Walk(report, bundle.about.unit, (number) => bundle.sumOf(number), bundle.whole);
  await leaves(report, bundle, walk, progress);
  if (report.failed && !walk.history.node) report.fault("keys", "the record that opens the unit is not here as it was written");
  if (!walk.history.node) return report;
  await report.hold("structure", "the bundle", () => walk.end());
  await roots(report, bundle, walk);
  await attested(report, bundle, walk);
  await policies(report, bundle, anchors);
  await keys(report, bundle, walk);
  await seen(report, bundle, walk, anchors);
  limits(report, bundle, walk, anchors);
  return report;
}

function opened(report, source) {
  const names = source.names();
  manifest(source, names);
  const missing = NEEDED.filter((name) => !source.has(name));
  if (missing.length) throw new Malformed(`lacks ${missing[0]}`);
  const strange = names.find((name) => ![MANIFEST, ...NEEDED, ...MAY].includes(name) && !BELOW.some((form) => form.test(name)));
  if (strange) throw new Malformed(`holds a file that no bundle has: ${strange}`);
  const about = parse(source.read("about.json"));
  if (!isObject(about) || about.format !== "showsafe-bundle/1" || typeof about.unit !== "string") throw new Malformed("is of an unknown format");
  if (about.origin !== `showsafe/${about.unit}`) throw new Malformed("names an origin that is not its unit's");
  const range = readRange(parse(source.read("range.json")));
  const numbers = names.filter((name) => name.startsWith("leaves/")).map((name) => Number(name.slice(7))).sort((a, b) => a - b);
  if (numbers.some((number) => !source.has(leafName(number)) || !source.has(proofName(number)))) throw new Malformed("lacks the proof of a record");
  if (names.filter((name) => name.startsWith("proofs/")).length !== numbers.length) throw new Malformed("holds a proof of a record that is not here");
  listed(about, numbers, range);
  const bundle = { source, names, about, range, numbers, own: new Set(numbers), shown: [], roots: new Map() };
  bundle.checkpoint = readCheckpoint(source.read("checkpoint"));
  bundle.later = source.has("later/checkpoint") ? readCheckpoint(source.read("later/checkpoint")) : null;
  if (about.size !== bundle.checkpoint.size || about.later !== (bundle.later?.size ?? 0)) throw new Malformed("does not speak of the checkpoints that it holds");
  told(about, names);
  if (bundle.later && !source.has("later/consistency")) throw new Malformed("lacks the proof that leads to its later checkpoint");
  bundle.whole = range.first === 1 && range.last === bundle.checkpoint.size && numbers.filter((number) => number <= range.last).length === range.last;
  bundle.sumOf = (number) => {
    if (bundle.own.has(number)) return "";
    return number < range.first || number > range.last ? null : toHex(range.leaves[number - range.first]);
  };
  return bundle;
}

function manifest(source, names) {
  if (!source.has(MANIFEST)) throw new Malformed("has no manifest");
  const text = toText(source.read(MANIFEST));
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new Malformed("has a manifest that does not end");
  const listedNames = new Set();
  for (const line of lines) {
    const found = /^([0-9a-f]{64}) {2}([^ ]+)$/.exec(line);
    if (!found || listedNames.has(found[2]) || found[2] === MANIFEST) throw new Malformed("has a manifest that cannot be read");
    listedNames.add(found[2]);
    if (!source.has(found[2])) throw new Malformed(`lacks a file of its manifest: ${found[2]}`);
    if (sha256hex(source.read(found[2])) !== found[1]) throw new Malformed(`holds a file that is not as its manifest says: ${found[2]}`);
  }
  const extra = names.find((name) => name !== MANIFEST && !listedNames.has(name));
  if (extra) throw new Malformed(`holds a file that its manifest does not name: ${extra}`);
}

function readRange(value) {
  const keys = "first,format,last,leaves,left,right,size";
  if (!isObject(value) || Object.keys(value).sort().join() !== keys || value.format !== "showsafe-range/1") throw new Malformed("has a range of an unknown format");
  const { first, last, size } = value;
  if (![first, last, size].every(Number.isSafeInteger) || !(first >= 1 && last >= first && size >= last)) throw new Malformed("has a range that runs nowhere");
  const hashes = (list) => {
    if (!Array.isArray(list)) throw new Malformed("has a range without its hashes");
    return list.map((text) => fromHex(text, HASH_BYTES));
  };
  const range = { first, last, size, left: hashes(value.left), leaves: hashes(value.leaves), right: hashes(value.right) };
  if (range.leaves.length !== last - first + 1) throw new Malformed("has a range with another number of records than it says");
  return range;
}

function listed(about, numbers, range) {
  const lists = [about.records, about.keys];
  if (!lists.every((list) => Array.isArray(list) && list.every((each, at) => Number.isSafeInteger(each) && (!at || list[at - 1] < each)))) throw new Malformed("does not list its records");
  const here = [...new Set([...about.records, ...about.keys])].sort((a, b) => a - b);
  if (here.join() !== numbers.join()) throw new Malformed("lists other records than it holds");
  if (about.records[0] !== range.first || about.records.at(-1) !== range.last) throw new Malformed("lists records that are not those of its range");
  const everything = isObject(about.selection) && about.selection.kind === "all";
  if (everything && (range.first !== 1 || about.records.length !== range.last)) throw new Malformed("says that it holds every record, and does not");
}

/** What a bundle says that others attested: each with its folder, and no folder beside. */
function told(about, names) {
  const form = (each) => isObject(each) && ["record", "size"].every((name) => Number.isSafeInteger(each[name])) && ["what", "who"].every((name) => typeof each[name] === "string");
  if (!Array.isArray(about.attestations) || !about.attestations.every(form)) throw new Malformed("does not say what others attested");
  const folders = new Set(about.attestations.map((each) => folderOf(each)));
  const strange = names.find((name) => name.startsWith("attestations/") && !folders.has(name.slice(0, name.lastIndexOf("/"))));
  if (strange) throw new Malformed(`does not speak of an attestation that it holds: ${strange}`);
  for (const each of about.attestations) {
    const needed = { cosignature: ["checkpoint"], "ml-dsa": ["checkpoint"], "time-token": ["checkpoint", "token.tsr"], fork: [], "rolled-back": [] }[each.what];
    if (!needed) throw new Malformed("speaks of an attestation of a kind that is not known");
    const missing = needed.find((name) => !names.includes(`${folderOf(each)}/${name}`));
    if (missing) throw new Malformed(`lacks what was attested by record ${each.record}`);
  }
}

const folderOf = ({ record, what }) => `attestations/${String(record).padStart(8, "0")}-${what}`;
const leafName = (number) => `leaves/${String(number).padStart(8, "0")}`;
const proofName = (number) => `proofs/${String(number).padStart(8, "0")}.tlog-proof`;

async function leaves(report, bundle, walk, progress) {
  const { source, range, numbers } = bundle;
  for (const [at, number] of numbers.entries()) {
    const data = source.read(leafName(number));
    if (data[0] !== 0) report.fault("tiles", `the file of record ${number} does not begin with a zero byte`, number);
    const raw = data.subarray(1);
    const leaf = leafHash(raw);
    const inRange = number >= range.first && number <= range.last;
    if (inRange && !equal(range.leaves[number - range.first], leaf)) report.fault("tiles", `the range has another sum for record ${number} than its bytes`, number);
    await report.hold("tiles", `the proof of record ${number}`, () => proof(bundle, number, leaf), number);
    await walk.take(number, raw, toHex(leaf));
    if (at % 500 === 0) await progress(at, numbers.length);
  }
  await progress(numbers.length, numbers.length);
  report.pass("structure", numbers.length, "every file as the manifest says, every record in its one form");
  report.pass("tiles", numbers.length, "every record's sum, and its proof up to the signed root");
}

function proof(bundle, number, leaf) {
  const text = toText(bundle.source.read(proofName(number)));
  const gap = text.indexOf("\n\n");
  const lines = text.slice(0, gap).split("\n");
  if (gap < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") throw new Malformed("is not a tlog-proof");
  if (lines.shift() !== `index ${number - 1}`) throw new Malformed("is of another record");
  const rest = toBytes(text.slice(gap + 2));
  const of = [bundle.checkpoint, bundle.later].find((each) => each && equal(each.bytes, rest));
  if (!of) throw new Malformed("ends in a checkpoint that is not the bundle's");
  const path = lines.map((line) => fromBase64(line));
  if (path.some((hash) => hash.length !== HASH_BYTES)) throw new Malformed("holds a hash of a wrong length");
  if (!equal(rootOf(number - 1, of.size, leaf, path), of.root)) throw new Malformed("leads to another root than the signed one");
}

function steps(source, name) {
  const lines = toText(source.read(name)).split("\n");
  if (lines.pop() !== "") throw new Malformed("does not end in a line feed");
  return lines.map((line) => fromBase64(line));
}

async function roots(report, bundle, walk) {
  const { range, checkpoint, later, source, about } = bundle;
  await report.hold("root", "the range", () => {
    if (range.size !== checkpoint.size) throw new Malformed("is of another size than the checkpoint");
    if (!equal(rootOfRange(range), checkpoint.root)) throw new Malformed("does not lead to the signed root");
  });
  const name = about.origin;
  bundle.roots.set(checkpoint.size, checkpoint.root);
  let good = await checkSignature(report, walk.history, checkpoint, name, "the checkpoint");
  if (later) {
    good = (await checkSignature(report, walk.history, later, name, "the later checkpoint")) && good;
    await report.hold("root", "the later checkpoint", () => {
      if (later.size <= checkpoint.size) throw new Malformed("is not later");
      if (!isConsistent(checkpoint.size, later.size, checkpoint.root, later.root, steps(source, "later/consistency"))) throw new Malformed("does not continue the first one");
      bundle.roots.set(later.size, later.root);
    });
  }
  report.pass("root", range.leaves.length, "the range and every hash beside it lead to the signed root");
  const node = walk.history.nodeAt(checkpoint.size);
  const vkey = node ? vkeyText(name, node.key) : "";
  Object.assign(report.facts, { vkey, size: checkpoint.size, root: toHex(checkpoint.root), later: later?.size ?? 0 });
  if (toText(source.read("origin.vkey")) !== `${vkey}\n`) report.fault("checkpoint", "origin.vkey is not the key that signed the checkpoint");
  if (good) report.pass("checkpoint", checkpoint.size, `signed by the log's own key over ${checkpoint.size} records`);
}

async function attested(report, bundle, walk) {
  const { names, source, checkpoint, about } = bundle;
  const tokens = names.filter((name) => name.endsWith("/token.tsr")).length;
  for (const name of names.filter((each) => NODES.test(each))) {
    await report.hold("root", name, async () => {
      const shown = readCheckpoint(source.read(name));
      await checkSignature(report, walk.history, shown, bundle.about.origin, name);
      const [one, other] = shown.size <= checkpoint.size ? [shown, checkpoint] : [checkpoint, shown];
      const beside = about.attestations.find((each) => name === `${folderOf(each)}/checkpoint`);
      const sized = beside.size === shown.size && shown.size < beside.record;
      if (!sized && COSIGNED.includes(beside.what)) throw new Malformed("is not the one that its record names");
      const proof = name.replace(/checkpoint$/, "consistency");
      const path = source.has(proof) ? steps(source, proof) : [];
      if (!isConsistent(one.size, other.size, one.root, other.root, path)) throw new Malformed("is not a checkpoint of this history");
      // Two that go on from the same records may still be two logs: of one size there is one root.
      if (!equal(bundle.roots.get(shown.size) ?? shown.root, shown.root)) throw new Malformed(`is of another log of ${shown.size} records than one that is here`);
      bundle.roots.set(shown.size, shown.root);
      if (shown.size >= bundle.range.last) bundle.shown.push(shown);
    });
  }
  if (tokens) report.open("time", `${tokens} time tokens are here, and this script cannot check them: see VERIFY.txt (openssl ts), or showsafe verify`);
  else report.notAsked("time", "no time token is in this bundle");
}

async function policies(report, bundle, anchors) {
  // A trust root inside is no anchor, so that its time may be over.
  const inside = bundle.source.has("policy.txt") ? await report.hold("cosignatures", "policy.txt", () => readTrusted(bundle.source.read("policy.txt"), null)) : null;
  const policy = anchors.policy ?? inside;
  const others = bundle.checkpoint.lines.length - 1;
  if (!policy) {
    report.notAsked("cosignatures", `no policy was given, so no cosignature counts (${others} further signature lines are on the checkpoint)`);
    return;
  }
  const covering = [bundle.checkpoint, ...(bundle.later ? [bundle.later] : []), ...bundle.shown];
  await checkPolicy(report, policy, covering, anchors.policy !== null);
  if (!anchors.policy) report.loud.push("THE POLICY CAME FROM INSIDE of the bundle: it names the witnesses that its maker chose.");
}

async function keys(report, bundle, walk) {
  const { source, names, about, checkpoint } = bundle;
  await report.hold("keys", "keys.json", () => {
    const derived = toBytes(written(walk.keyRecords));
    if (!equal(source.read("keys.json"), derived)) throw new Malformed("is not what the records about keys say");
    if (about.keys.join() !== walk.keyRecords.map((each) => each.record).join()) throw new Malformed("is not what the records about keys say");
  });
  await report.hold("keys", "the bundle", () => {
    for (const name of names.filter((each) => each.startsWith("attachments/"))) {
      if (sha256hex(source.read(name)) !== name.slice(12)) throw new Malformed(`holds an attachment that is not as its name says: ${name}`);
      if (!walk.attachments.has(name.slice(12))) throw new Malformed(`holds an attachment that no record here names: ${name}`);
    }
    for (const [name, number] of walk.attachments) if (!source.has(`attachments/${name}`)) throw new Malformed(`lacks an attachment of record ${number}`);
  });
  await report.hold("keys", "personal.json", () => personal(parse(source.read("personal.json")), walk, report));
  report.pass("keys", walk.keyRecords.length, `${walk.history.keys.size} keys by ${walk.keyRecords.length} records, attachments and opened values`);
  if (!checkpoint) throw new Malformed("has no checkpoint");
}

function personal(items, walk, report) {
  if (!Array.isArray(items)) throw new Malformed("is not a list");
  for (const item of items) {
    if (!isObject(item) || Object.keys(item).sort().join() !== "commitment,record,salt,value") throw new Malformed("holds something that is no opened value");
    const bytes = joined(toBytes("showsafe-commitment/1\n"), fromHex(item.salt, 32), toBytes(written(item.value)));
    if (sha256hex(bytes) !== item.commitment) throw new Malformed("opens a value that is not the one that was sealed");
    if (!walk.commitments.get(item.commitment)?.has(item.record)) throw new Malformed("opens a value that its record does not hold");
  }
  report.facts.opened = items.length;
}

async function seen(report, bundle, walk, { seen: kept }) {
  if (!kept) return;
  await checkSignature(report, walk.history, kept, bundle.about.origin, "the kept checkpoint");
  const known = bundle.roots.get(kept.size) ?? rootWithin(bundle.range, kept.size);
  if (!known) report.open("root", "the kept checkpoint is of a size that this bundle cannot be held against; ask for one made with --at");
  else if (!equal(known, kept.root)) report.fault("root", `the first ${kept.size} records are not those that were there when the checkpoint was kept`);
  else report.notes.push(`The kept checkpoint of ${kept.size} records is of this same history.`);
}

/** The root at a size within the range: what lies left of it, and its own leaves up to there. */
function rootWithin(range, size) {
  if (size < range.first - 1 || size > range.last || size < 1) return null;
  if (size < range.first) return rootOfRange({ ...range, first: 1, last: 0, size, left: range.left, leaves: [], right: [] });
  return rootOfRange({ ...range, last: size, size, leaves: range.leaves.slice(0, size - range.first + 1), right: [] });
}

function limits(report, bundle, walk, anchors) {
  const { range, about, numbers, checkpoint } = bundle;
  checkAnchors(report, anchors, walk.history, about.origin);
  const full = numbers.filter((number) => number >= range.first && number <= range.last).length;
  const redacted = range.leaves.length - full;
  const selection = isObject(about.selection) ? about.selection : {};
  Object.assign(report.facts, { origin: about.origin, first: range.first, last: range.last, full, redacted, selection, claim: String(about.claim ?? "") });
  report.facts.shows = [
    `Records ${range.first} to ${range.last} of ${checkpoint.size} are one stretch without a gap: ${full} in full, ${redacted} by their sums alone.`,
    "Since the checkpoint was signed, nothing was taken out of that stretch, put into it, changed in it or moved.",
  ];
  report.couldNotKnow.push("Whether what people said is true, and what nobody recorded: no check of a record can know that.");
  if (redacted) {
    report.couldNotKnow.push(
      `That none of the ${redacted} redacted records belongs to this selection is the word of whoever made the bundle. ` +
        "Each of them can still be opened, and held against its sum here.",
    );
  }
  if (!bundle.whole) {
    report.couldNotKnow.push(
      "The records before and after the stretch are not here. That no other record concerns keys is the word of whoever made the bundle.",
    );
  }
  if (!anchors.seen) report.couldNotKnow.push("No checkpoint from outside was given: another history may have been shown to somebody else.");
  report.notAsked("rules", "whether this could have happened under the rulebook it names: showsafe verify asks that, over a whole log");
}
