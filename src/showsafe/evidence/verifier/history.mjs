// The history of keys as records tell it: enrolled, rotated, revoked; and every signature of a record held against it.

import { equal, fromBase64, Malformed } from "./bytes.mjs";
import { holds, isStrong } from "./ed25519.mjs";
import { isObject, written } from "./json.mjs";
import { sha256hex } from "./sha2.mjs";

export const KEY_KINDS = ["unit-opened", "key-enrolled", "key-rotated", "key-revoked"];
const ABOUT_THE_LEDGER = [...KEY_KINDS, "settings-changed", "attested", "erased"];
const ML_DSA_BYTES = 1312;
const LATE = { "enrol-key": "key-enrolled", "rotate-key": "key-rotated", "revoke-key": "key-revoked" };
const SAID = ["key", "algorithm", "of", "key_id", "new_key_id"];

/** Whether a record says something of the ledger itself, and completes something else as well: nobody could say which of both. */
export function saysBoth(body) {
  return ABOUT_THE_LEDGER.includes(body.kind) && Object.hasOwn(body, "completes");
}

/**
 * What a record does to the keys, of itself or since it lets happen (`late`) what an earlier one asked for; null where
 * it concerns none. It counts where it happened and the rules permitted it in full; a revocation where it happened.
 */
export function changeOf(body) {
  const happened = body.door === "report" || ["permit", "record"].includes(body.outcome);
  const whole = isObject(body.completes) && isObject(body.completes.act) ? body.completes : {};
  const late = typeof whole.act_kind === "string" && Object.hasOwn(LATE, whole.act_kind);
  const kind = late ? LATE[whole.act_kind] : body.kind;
  if (!KEY_KINDS.includes(kind)) return null;
  const counts = happened && (!["key-enrolled", "key-rotated"].includes(kind) || body.would === "permit");
  return { kind, late, counts, act: late ? whole.act : body.act, actId: late ? whole.act_id : body.act_id };
}

/** What a change says of keys: all but the second person, whom a confirmation adds. */
function said({ kind, act }) {
  return written([kind, ...SAID.map((name) => act[name] ?? null)]);
}

export function keyId(key) {
  return sha256hex(key).slice(0, 32);
}

function strongKey(text) {
  const key = fromBase64(text);
  if (!isStrong(key)) throw new Malformed("names a weak key: a signature under it proves nothing");
  return key;
}

/** The Ed25519 key that a record brings, if it is the only one and can be trusted. */
function freshKey(act) {
  if (Object.hasOwn(act, "device_key") && act.device_key !== act.key) return null;
  try {
    return strongKey(act.key);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return null;
  }
}

/** Keys by their id, each from one record up to another; and which of them is the node's. */
export class History {
  constructor() {
    this.keys = new Map();
    this.node = "";
    this.nodes = [];
    this.asked = new Map();
  }

  /** The node's key that signs the checkpoint of a size: that of the last rotation up to it. */
  nodeAt(size) {
    return this.nodes.filter((each) => each.record <= size).at(-1) ?? null;
  }

  /** Take in what a record does to keys; the records to which the history goes back. Malformed where it cannot be. */
  async take(number, record, change) {
    if (!change.counts) {
      if (["key-enrolled", "key-rotated"].includes(change.kind)) this.asked.set(change.actId, { number, said: said(change), record });
      return [];
    }
    const proof = this.proofOf(record, change);
    if (change.kind === "unit-opened") this.open(number, change.act);
    else if (change.kind === "key-enrolled") await this.enrol(number, proof, change.act);
    else if (change.kind === "key-rotated") await this.rotate(number, proof, change.act);
    else return this.revoke(number, change.act) ? [{ number, record }] : [];
    const asked = change.late ? this.asked.get(change.actId) : null;
    return asked ? [asked, { number, record }] : [{ number, record }];
  }

  /** The record that the keys themselves sign: of a change that comes late, the one that asked for the very same. */
  proofOf(record, change) {
    if (!change.late) return record;
    const asked = this.asked.get(change.actId);
    return asked?.said === said(change) ? asked.record : { signatures: [] };
  }

  open(number, act) {
    if (number !== 1 || this.node) throw new Malformed("opens a unit that is open");
    if (Object.hasOwn(act, "key") && act.key !== act.device_key) throw new Malformed("opens the unit with two keys");
    this.put(strongKey(act.device_key), { algorithm: "ed25519", of: "node", from: 1 });
    this.setNode(keyId(fromBase64(act.device_key)), 1);
  }

  async enrol(number, proof, act) {
    const key = this.newKey(act, act.algorithm);
    if (typeof act.of !== "string" || !act.of || (act.of === "node") !== (act.algorithm === "ml-dsa-44")) throw new Malformed("enrols a key of nobody, or of a kind that is not for its owner");
    if (act.key_id !== keyId(key)) throw new Malformed("names a key by an id that is not its own");
    if (act.algorithm === "ed25519") await this.possession(proof, key);
    this.put(key, { algorithm: act.algorithm, of: act.of, from: number + 1 });
  }

  newKey(act, algorithm) {
    if (!["ed25519", "ml-dsa-44"].includes(algorithm)) throw new Malformed("enrols a key of a kind that is not known");
    const key = algorithm === "ed25519" ? strongKey(act.key) : fromBase64(act.key);
    if (algorithm === "ml-dsa-44" && key.length !== ML_DSA_BYTES) throw new Malformed("names a key of a wrong length");
    return key;
  }

  async rotate(number, proof, act) {
    const old = this.valid(act.key_id, number);
    if (!old) throw new Malformed("rotates a key that is not in force");
    const key = this.newKey(act, old.algorithm);
    if (act.new_key_id !== keyId(key)) throw new Malformed("names a key by an id that is not its own");
    if (old.algorithm === "ed25519") {
      await this.possession(proof, old.key);
      await this.possession(proof, key);
    }
    this.put(key, { algorithm: old.algorithm, of: old.of, from: number + 1 });
    old.until = number;
    if (act.key_id === this.node) this.setNode(act.new_key_id, number);
  }

  /** End a key; whether it was in force until now. */
  revoke(number, act) {
    const key = this.keys.get(act.key_id);
    if (!key) throw new Malformed("revokes a key that no record enrols");
    if (key.of === "node") throw new Malformed("revokes the node's own key, which can only be rotated");
    const ends = key.until === Infinity;
    if (ends) key.until = number;
    return ends;
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
  async check(number, record, change) {
    const { body, signatures, signed } = record;
    const device = this.valid(body.device, number);
    if (!device || (device.of !== "node" && !device.of.startsWith("device:"))) throw new Malformed("is by a device that no record enrols");
    if (signatures[0].keyId !== body.device) throw new Malformed("is not signed by its device first");
    const brings = change && !change.late && ["key-enrolled", "key-rotated"].includes(change.kind) ? freshKey(change.act) : null;
    for (const { keyId: id, signature } of signatures) {
      const proves = brings && keyId(brings) === id && !this.keys.has(id);
      const known = proves ? brings : this.valid(id, number)?.key;
      if (!known || known.length !== 32) throw new Malformed("carries a signature of a key that no record enrols");
      if (!(await holds(known, signed, signature))) throw new Malformed("carries a signature that does not hold");
    }
  }

  /** Hold what the device of a person signed of an act against its key, which is a device's or their own. */
  async checkAct(number, { keyId: id, person, signed, signature }) {
    const life = this.valid(id, number);
    if (life && life.of !== person && !life.of.startsWith("device:")) throw new Malformed("carries the word of somebody under a key that is not theirs");
    const known = life?.key;
    if (!known || known.length !== 32) throw new Malformed("carries an act signed by a device whose key no record enrols");
    if (!(await holds(known, signed, signature))) throw new Malformed("carries a signature of a device that does not hold, or is of another act");
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
    this.here = 0;
  }

  /** Check one record's place; what lies between two records that are here may be redacted, and is counted. */
  take(number, body, leaf, whole) {
    const end = this.ends.get(body.device) ?? { place: 0, leaf: "", number: 0, here: 0 };
    const here = this.here++;
    const place = body.device_number;
    if (place < 1 || (place === 1) !== (body.device_previous === "")) throw new Malformed("has no place in its device's chain");
    if (whole && place !== end.place + 1) throw new Malformed(`is number ${place} of its device, after number ${end.place}`);
    if (place === end.place + 1 && body.device_previous !== end.leaf) throw new Malformed("does not name its device's record before it");
    if (place > end.place + 1) this.hidden(number, body, end, here - end.here);
    if (place <= end.place) throw new Malformed("runs back in its device's chain");
    this.ends.set(body.device, { place, leaf, number, here: this.here });
  }

  /** `others` is how many records between the two are here: they are other devices', and no room for this one's. */
  hidden(number, body, end, others) {
    const between = number - end.number - 1 - others;
    if (between < body.device_number - end.place - 1) throw new Malformed("leaves no room for its device's records before it");
    for (let at = number - 1; at > end.number; at--) {
      const leaf = this.leafAt(at);
      // Outside of the range nothing is known of the records between, but for those that are here.
      if (leaf === null || leaf === body.device_previous) return;
    }
    throw new Malformed("does not name its device's record before it");
  }
}
