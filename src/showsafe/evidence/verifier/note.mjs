// Signed notes, verifier keys, checkpoints, cosignatures and policies (C2SP signed-note, tlog-checkpoint,
// tlog-cosignature, tlog-policy).

import { equal, fromBase64, joined, Malformed, toBase64, toBytes, toHex, toText } from "./bytes.mjs";
import { holds, isStrong } from "./ed25519.mjs";
import { engine } from "./sha2.mjs";
import { HASH_BYTES } from "./tree.mjs";

export const PLAIN = 1;
export const COSIGNER = 4;
export const ML_DSA = 6;

const KEY_BYTES = { [PLAIN]: 32, [COSIGNER]: 32, [ML_DSA]: 1312 };
const LONGEST = 65536;
const MOST_LINES = 100;
// What Unicode calls white space, to the letter: the script's own \s is another set.
const BLANK = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const NAME = new RegExp(`^[^${BLANK}+]+$`, "u");
const VKEY = new RegExp(`^([^${BLANK}+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)$`, "u");
const SIZE = /^[1-9][0-9]{0,15}$/;
const DASH = "\u2014 ";

function idOf(name, kind, key) {
  return engine.sha256(joined(toBytes(`${name}\n`), Uint8Array.of(kind), key)).slice(0, 4);
}

export function vkeyText(name, key, kind = PLAIN) {
  return `${name}+${toHex(idOf(name, kind, key))}+${toBase64(joined(Uint8Array.of(kind), key))}`;
}

/** A verifier key: its name, the kind of its signatures, the key, and the 4 bytes by which notes point to it. */
export function readVkey(text) {
  const found = VKEY.exec(text.trim());
  if (!found) throw new Malformed("is not a verifier key");
  const data = fromBase64(found[3]);
  const [name, kind, key] = [found[1], data[0], data.slice(1)];
  if (KEY_BYTES[kind] !== key.length) throw new Malformed("is a verifier key of a kind that is not known");
  if (toHex(idOf(name, kind, key)) !== found[2]) throw new Malformed("is a verifier key whose sum does not match");
  if (kind !== ML_DSA && !isStrong(key)) throw new Malformed("is a weak key: a signature under it proves nothing");
  return { name, kind, key, id: idOf(name, kind, key), text: text.trim() };
}

export function readNote(bytes) {
  if (bytes.length > LONGEST) throw new Malformed("is too long for a note");
  const whole = toText(bytes);
  if (/[\0-\x09\x0b-\x1f]/.test(whole)) throw new Malformed("holds a control character");
  const gap = whole.lastIndexOf("\n\n");
  if (gap < 1 || !whole.endsWith("\n")) throw new Malformed("is not a signed note");
  const lines = whole.slice(gap + 2, -1).split("\n");
  if (lines.length > MOST_LINES) throw new Malformed("has too many signatures");
  return { text: whole.slice(0, gap + 1), lines: lines.map(readLine) };
}

function readLine(line) {
  const [name, encoded, ...rest] = line.slice(DASH.length).split(" ");
  if (!line.startsWith(DASH) || rest.length || !NAME.test(name)) throw new Malformed("has a broken signature line");
  const claim = fromBase64(encoded ?? "-");
  if (claim.length <= 4) throw new Malformed("has a signature that is too short");
  return { name, id: claim.slice(0, 4), signature: claim.slice(4) };
}

/** A signed checkpoint, taken apart and not yet verified. */
export function readCheckpoint(bytes) {
  const note = readNote(bytes);
  const lines = note.text.split("\n");
  if (lines.length < 4 || !lines[0] || !SIZE.test(lines[1]) || lines.slice(0, -1).includes("")) {
    throw new Malformed("is not a checkpoint of at least one record");
  }
  const root = fromBase64(lines[2]);
  if (root.length !== HASH_BYTES || !Number.isSafeInteger(Number(lines[1]))) throw new Malformed("has a root or a size of a wrong form");
  return { ...note, origin: lines[0], size: Number(lines[1]), root, bytes };
}

/** Whether a key signed a note; every line that claims to be of it has to hold. */
export async function isSignedBy(note, vkey) {
  const claims = note.lines.filter((line) => line.name === vkey.name && equal(line.id, vkey.id));
  for (const claim of claims) {
    if (!(await holds(vkey.key, toBytes(note.text), claim.signature))) return false;
  }
  return claims.length > 0;
}

/** When a witness cosigned a checkpoint, in seconds since 1970; null where it did not. Malformed for a line that lies. */
export async function cosignedAt(note, vkey) {
  let latest = null;
  for (const line of note.lines) {
    if (line.name !== vkey.name || !equal(line.id, vkey.id)) continue;
    if (line.signature.length !== 72) throw new Malformed(`carries a cosignature of ${vkey.name} in a wrong form`);
    const at = new DataView(line.signature.buffer, line.signature.byteOffset).getBigUint64(0);
    const message = toBytes(`cosignature/v1\ntime ${at}\n${note.text}`);
    if (at === 0n || at >= 1n << 63n || !(await holds(vkey.key, message, line.signature.slice(8)))) {
      throw new Malformed(`carries a cosignature of ${vkey.name} that does not hold`);
    }
    latest = Math.max(latest ?? 0, Number(at));
  }
  return latest;
}

/** A policy: the logs it accepts, the witnesses by name, and the rule how many of them are needed. */
export function readPolicy(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  if (/[^\t\n\x20-\x7e\x80-\xff]/.test(text) || (text && !text.endsWith("\n"))) throw new Malformed("is not a policy");
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
  const state = { policy, keys: new Set(), used: new Set() };
  for (const line of text.split("\n")) {
    const words = line.split(/[\t ]+/).filter((word) => word);
    if (words.length && !words[0].startsWith("#")) policyLine(state, words);
  }
  if (policy.quorum === null) throw new Malformed("is a policy without a quorum");
  return policy;
}

function policyLine(state, [word, ...rest]) {
  const { policy } = state;
  if (word === "log" && (rest.length === 1 || rest.length === 2)) policy.logs.push(fresh(state, rest[0], [PLAIN, COSIGNER, ML_DSA]));
  else if (word === "witness" && (rest.length === 2 || rest.length === 3)) {
    unused(policy, rest[0]);
    policy.witnesses.set(rest[0], fresh(state, rest[1], [COSIGNER, ML_DSA]));
  } else if (word === "group" && rest.length >= 3) group(state, rest);
  else if (word === "quorum" && rest.length === 1 && policy.quorum === null) {
    if (rest[0] !== "none" && !policy.witnesses.has(rest[0]) && !policy.groups.has(rest[0])) throw new Malformed("is a policy whose quorum names nobody");
    policy.quorum = rest[0];
  } else if (word === "authority" && rest.length === 2 && /^[0-9a-f]{64}$/.test(rest[1])) {
    // Whose time stamps count: a line of ours for those who check tokens, which is not done here.
  } else throw new Malformed(`is a policy with a line that cannot be read: ${word}`);
}

function fresh(state, word, kinds) {
  const vkey = readVkey(toText(Uint8Array.from(word, (each) => each.charCodeAt(0))));
  // A log and a witness may be of one key; two logs, or two witnesses, may not.
  const name = `${kinds} ${toHex(vkey.key)}`;
  if (!kinds.includes(vkey.kind) || state.keys.has(name)) throw new Malformed("is a policy with a key twice, or of a wrong kind");
  state.keys.add(name);
  return vkey;
}

function unused(policy, name) {
  if (name === "none" || policy.witnesses.has(name) || policy.groups.has(name)) throw new Malformed(`is a policy that uses a name twice: ${name}`);
}

function group({ policy, used }, [name, rule, ...members]) {
  unused(policy, name);
  for (const member of members) {
    if ((!policy.witnesses.has(member) && !policy.groups.has(member)) || used.has(member)) throw new Malformed(`is a policy with a wrong member: ${member}`);
    used.add(member);
  }
  const needed = rule === "any" ? 1 : rule === "all" ? members.length : /^[1-9][0-9]{0,4}$/.test(rule) ? Number(rule) : 0;
  if (needed < 1 || needed > members.length) throw new Malformed(`is a policy whose group ${name} can never be met`);
  policy.groups.set(name, { needed, members });
}

/** Whether the witnesses who cosigned are enough for a policy. */
export function isMet(policy, cosigned, name = policy.quorum) {
  if (name === "none") return true;
  if (policy.witnesses.has(name)) return cosigned.has(name);
  const { needed, members } = policy.groups.get(name);
  return members.filter((member) => isMet(policy, cosigned, member)).length >= needed;
}
