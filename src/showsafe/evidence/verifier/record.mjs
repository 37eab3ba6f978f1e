// A record: a DSSE envelope over a canonical body. What is hashed and verified are the stored bytes, never a rewriting.

import { fromBase64, Malformed, toBytes, joined } from "./bytes.mjs";
import { isObject, parse, written } from "./json.mjs";

const PAYLOAD_TYPE = "application/vnd.showsafe.record+json";
const FORMAT = "showsafe-record/1";
const ACT_TYPE = "application/vnd.showsafe.act+json";
export const STRENGTHS = ["none", "badge-pin-shared-device", "badge-pin-own-device", "passkey"];
const LARGEST = 65535;
const MOST_SIGNATURES = 16;
const TEXTS = ["unit", "scope", "act_id", "kind", "device", "rulebook", "door", "outcome"];
const TIMES = ["claimed_at", "received_at", "as_of"];
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,6})?Z$/;

export function isTime(value) {
  const parts = typeof value === "string" ? TIME.exec(value) : null;
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

/** The envelope's body, the bytes that were signed, and its signatures. */
export function readRecord(raw) {
  if (raw.length > LARGEST) throw new Malformed("is larger than 65,535 bytes");
  const outer = parse(raw);
  if (!isObject(outer) || Object.keys(outer).sort().join() !== "payload,payloadType,signatures") throw new Malformed("is not a signed envelope");
  if (outer.payloadType !== PAYLOAD_TYPE) throw new Malformed("is of another kind");
  const payload = fromBase64(outer.payload);
  const body = parse(payload);
  if (!isObject(body)) throw new Malformed("has no body");
  checkBody(body);
  return { body, signed: signedBytes(PAYLOAD_TYPE, payload), signatures: signaturesOf(outer.signatures) };
}

export function signedBytes(type, payload) {
  return joined(toBytes(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload);
}

/** What the device of a person signed of an act, made again from the record alone; null where none did. */
export function actSigned(body) {
  if (Object.hasOwn(body, "proof") && !STRENGTHS.includes(body.proof)) throw new Malformed("says an unknown proof of who it was");
  if (!Object.hasOwn(body, "asked")) return null;
  const said = body.asked;
  const known = isObject(said) && Object.keys(said).sort().join() === "keyid,sig" && typeof said.keyid === "string" && said.keyid;
  if (!known || typeof body.by !== "string") throw new Malformed("names a signature of its act in no known form");
  const { act_id, by, claimed_at, door, kind, scope, unit } = body;
  // Which commitments an erasure takes is found by the node, and not said by a person.
  const act = kind === "erased" ? Object.fromEntries(Object.entries(body.act).filter(([name]) => name !== "commitments")) : body.act;
  const statement = { act, act_id, by, claimed_at, device: said.keyid, door, format: "showsafe-act/1", kind, scope, unit };
  return { keyId: said.keyid, person: by, signed: signedBytes(ACT_TYPE, toBytes(written(statement))), signature: fromBase64(said.sig) };
}

function signaturesOf(items) {
  if (!Array.isArray(items) || items.length < 1 || items.length > MOST_SIGNATURES) throw new Malformed("has no signature, or too many");
  const found = items.map((item) => {
    if (!isObject(item) || Object.keys(item).sort().join() !== "keyid,sig" || typeof item.keyid !== "string") throw new Malformed("has a broken signature");
    return { keyId: item.keyid, signature: fromBase64(item.sig) };
  });
  if (new Set(found.map(({ keyId }) => keyId)).size !== found.length) throw new Malformed("is signed twice under one key");
  return found;
}

function checkBody(body) {
  if (body.format !== FORMAT) throw new Malformed("is of an unknown format");
  for (const name of TEXTS) if (typeof body[name] !== "string" || !body[name]) throw new Malformed(`has no ${name}`);
  for (const name of TIMES) if (!isTime(body[name])) throw new Malformed(`has no time ${name}`);
  if (!Number.isInteger(body.version) || !Number.isInteger(body.device_number)) throw new Malformed("has no version or no place in its device's chain");
  if (typeof body.device_previous !== "string" || !/^([0-9a-f]{64})?$/.test(body.device_previous)) throw new Malformed("does not name the record before it");
  if (!Array.isArray(body.findings) || !isObject(body.act) || !Object.hasOwn(body, "deviation")) throw new Malformed("has no act, no findings or no word on deviation");
  const names = Object.hasOwn(body, "attachments") ? body.attachments : [];
  const sorted = Array.isArray(names) && names.every((name, at) => /^[0-9a-f]{64}$/.test(name) && (!at || names[at - 1] < name));
  if (!sorted) throw new Malformed("does not name its attachments in order");
}

/** Every commitment to a sealed value within an act. */
export function commitmentsIn(value) {
  if (Array.isArray(value)) return value.flatMap(commitmentsIn);
  if (!isObject(value)) return [];
  if (Object.keys(value).join() === "sealed" && /^[0-9a-f]{64}$/.test(value.sealed)) return [value.sealed];
  return Object.values(value).flatMap(commitmentsIn);
}
