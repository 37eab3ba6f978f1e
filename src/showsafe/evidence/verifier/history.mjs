// The history of keys as records tell it: enrolled, rotated, revoked; and every signature of a record held against it.

import { equal, fromBase64, Malformed } from "./bytes.mjs";
import { holds, isStrong } from "./ed25519.mjs";
import { sha256hex } from "./sha2.mjs";

export const KEY_KINDS = ["unit-opened", "key-enrolled", "key-rotated", "key-revoked"];
const ML_DSA_BYTES = 1312;

/** Whether a record about keys counts: the rules permitted it in full. One that they did not changes nothing. */
export function counts({ kind, would, outcome }) {
  return kind === "unit-opened" || (KEY_KINDS.includes(kind) && would === "permit" && ["permit", "record"].includes(outcome));
}

export function keyId(key) {
  return sha256hex(key).slice(0, 32);
}

function strongKey(text) {
  const key = fromBase64(text);
  if (!isStrong(key)) throw new Malformed("names a weak key: a signature under it proves nothing");
  return key;
}

/** Keys by their id, each from one record up to another; and which of them is the node's. */
export class History {
  constructor() {
    this.keys = new Map();
    this.node = "";
    this.nodes = [];
  }

  /** The node's key that signs the checkpoint of a size: that of the last rotation up to it. */
  nodeAt(size) {
    return this.nodes.filter((each) => each.record <= size).at(-1) ?? null;
  }

  /** Take in a record that concerns keys and counts. Malformed where it cannot be. */
  async take(number, record) {
    const { kind, act } = record.body;
    if (kind === "unit-opened") this.open(number, act);
    else if (kind === "key-enrolled") await this.enrol(number, record, act);
    else if (kind === "key-rotated") await this.rotate(number, record, act);
    else if (kind === "key-revoked") this.revoke(number, act);
  }

  open(number, act) {
    if (number !== 1 || this.node) throw new Malformed("opens a unit that is open");
    this.put(strongKey(act.device_key), { algorithm: "ed25519", of: "node", from: 1 });
    this.setNode(keyId(fromBase64(act.device_key)), 1);
  }

  async enrol(number, record, act) {
    const key = act.algorithm === "ml-dsa-44" ? fromBase64(act.key) : strongKey(act.key);
    if (act.algorithm === "ml-dsa-44" ? key.length !== ML_DSA_BYTES : act.algorithm !== "ed25519") throw new Malformed("enrols a key of a kind that is not known");
    if (typeof act.of !== "string" || !act.of || (act.of === "node" && act.algorithm === "ed25519")) throw new Malformed("enrols a key of nobody");
    if (act.key_id !== keyId(key)) throw new Malformed("names a key by an id that is not its own");
    if (act.algorithm === "ed25519") await this.possession(record, key);
    this.put(key, { algorithm: act.algorithm, of: act.of, from: number + 1 });
  }

  async rotate(number, record, act) {
    const old = this.valid(act.key_id, number);
    if (!old || old.algorithm !== "ed25519") throw new Malformed("rotates a key that is not in force");
    const key = strongKey(act.key);
    if (act.new_key_id !== keyId(key)) throw new Malformed("names a key by an id that is not its own");
    await this.possession(record, old.key);
    await this.possession(record, key);
    this.put(key, { algorithm: "ed25519", of: old.of, from: number + 1 });
    old.until = number;
    if (act.key_id === this.node) this.setNode(act.new_key_id, number);
  }

  revoke(number, act) {
    const key = this.valid(act.key_id, number);
    if (!key) throw new Malformed("revokes a key that is not in force");
    if (act.key_id === this.node) throw new Malformed("revokes the node's own key, which can only be rotated");
    key.until = number;
  }

  put(key, about) {
    const id = keyId(key);
    if (this.keys.has(id)) throw new Malformed("enrols a key that is enrolled already");
    this.keys.set(id, { ...about, key, until: Infinity });
  }

  setNode(id, record) {
    this.node = id;
    this.nodes.push({ id, key: this.keys.get(id).key, record });
  }

  async possession(record, key) {
    const claims = record.signatures.filter((each) => each.keyId === keyId(key));
    for (const claim of claims) if (!(await holds(key, record.signed, claim.signature))) throw new Malformed("carries a signature that does not hold");
    if (!claims.length) throw new Malformed("is not signed by the key that it names");
  }

  /** A key that is in force for a record of this number, or null. */
  valid(id, number) {
    const key = this.keys.get(id);
    return key && key.from <= number && number <= key.until ? key : null;
  }

  /** Hold the signatures of a record against the keys in force; a fault where one of them does not hold. */
  async check(number, record) {
    const { body, signatures, signed } = record;
    const device = this.valid(body.device, number);
    if (!device || (device.of !== "node" && !device.of.startsWith("device:"))) throw new Malformed("is by a device that no record enrols");
    if (signatures[0].keyId !== body.device) throw new Malformed("is not signed by its device first");
    const fresh = ["key-enrolled", "key-rotated"].includes(body.kind) ? body.act.key : "";
    for (const { keyId: id, signature } of signatures) {
      const known = this.valid(id, number)?.key ?? (fresh && keyId(fromBase64(fresh)) === id ? fromBase64(fresh) : null);
      if (!known || known.length !== 32) throw new Malformed("carries a signature of a key that no record enrols");
      if (!(await holds(known, signed, signature))) throw new Malformed("carries a signature that does not hold");
    }
  }

  /** Whether a key is, or was, the node's. */
  isNode(key) {
    return this.nodes.some((each) => equal(each.key, key));
  }
}

/** The chains of devices: each record names its device's record before it. */
export class Chains {
  constructor(leafAt) {
    this.ends = new Map();
    this.leafAt = leafAt;
  }

  /** Check one record's place; what lies between two records that are here may be redacted, and is counted. */
  take(number, body, leaf, whole) {
    const end = this.ends.get(body.device);
    const place = body.device_number;
    if (place < 1 || (place === 1) !== (body.device_previous === "")) throw new Malformed("has no place in its device's chain");
    if (whole && place !== (end ? end.place + 1 : 1)) throw new Malformed(`is number ${place} of its device, after number ${end ? end.place : 0}`);
    if (end && place === end.place + 1 && body.device_previous !== end.leaf) throw new Malformed("does not name its device's record before it");
    if (end && place > end.place + 1) this.hidden(number, body, end);
    if (end && place <= end.place) throw new Malformed("runs back in its device's chain");
    this.ends.set(body.device, { place, leaf, number });
  }

  hidden(number, body, end) {
    const between = number - end.number - 1;
    if (between < body.device_number - end.place - 1) throw new Malformed("leaves no room for its device's records before it");
    for (let at = number - 1; at > end.number; at--) {
      const leaf = this.leafAt(at);
      // Outside of the range nothing is known of the records between.
      if (leaf === null || leaf === body.device_previous) return;
    }
    throw new Malformed("does not name its device's record before it");
  }
}
