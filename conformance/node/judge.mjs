// Lets the parts of the check for Node judge the vectors of one kind: node judge.mjs PARTS VECTORS KIND [plain]
// With the last word no library verifies Ed25519, but plain script, as in an old browser. It prints one JSON object: the name of each case, and whether it was taken.

import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const [parts, vectors, kind, plain] = argv.slice(2);
const part = (name) => import(pathToFileURL(resolve(parts, `${name}.mjs`)).href);

const { engine } = await part("sha2");
const { fromBase64, fromHex, equal } = await part("bytes");
const hex = (text) => fromHex(text, text.length / 2);
engine.sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
engine.sha512 = (bytes) => new Uint8Array(createHash("sha512").update(bytes).digest());
if (!plain) {
  engine.verify = (key, message, signature) => {
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
    return verifySignature(null, message, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
  };
}

const file = (item) => new Uint8Array(readFileSync(join(vectors, kind, item.files[0])));

const judges = {
  async canonical() {
    const { parse } = await part("json");
    return (item) => parse(file(item)) !== undefined;
  },
  async ed25519() {
    const { isStrong, holds } = await part("ed25519");
    return (item) => isStrong(hex(item.key)) && holds(hex(item.key), hex(item.message), hex(item.signature));
  },
  async tree() {
    const { rootOf, isConsistent, HASH_BYTES } = await part("tree");
    return (item) => {
      const [root, proof] = [fromBase64(item.root), item.proof.map(fromBase64)];
      const first = fromBase64(item.proves === "inclusion" ? item.leaf : item.old_root);
      if ([root, first, ...proof].some((hash) => hash.length !== HASH_BYTES)) return false;
      if (item.proves === "inclusion") return equal(rootOf(item.index, item.size, first, proof), root);
      return isConsistent(item.old_size, item.size, first, root, proof);
    };
  },
  async checkpoint() {
    const { readVkey, readCheckpoint, isSignedBy } = await part("note");
    return async (item) => {
      const [key, note] = [readVkey(item.vkey), readCheckpoint(file(item))];
      return note.origin === key.name && (await isSignedBy(note, key));
    };
  },
  async cosignature() {
    const { readVkey, readCheckpoint, cosignedAt } = await part("note");
    return async (item) => {
      const at = await cosignedAt(readCheckpoint(file(item)), readVkey(item.vkey));
      return at !== null && at !== undefined && BigInt(at) === BigInt(item.time);
    };
  },
};

const judge = await judges[kind]();
const taken = {};
for (const item of JSON.parse(readFileSync(join(vectors, kind, "index.json"), "utf8")).cases) {
  try {
    taken[item.name] = Boolean(await judge(item));
  } catch (refused) {
    if (refused.constructor.name !== "Malformed") throw refused;
    taken[item.name] = false;
  }
}
stdout.write(JSON.stringify(taken));
