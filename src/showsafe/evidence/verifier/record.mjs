// A record: a DSSE envelope over a canonical body. What is hashed and verified are the stored bytes, never a rewriting.

import { fromBase64, Malformed, toBytes, joined } from "./bytes.mjs";
import { isObject, parse } from "./json.mjs";

const PAYLOAD_TYPE = "application/vnd.showsafe.record+json";
const FORMAT = "showsafe-record/1";
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
  const signed = joined(toBytes(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload);
  return { body, signed, signatures: signaturesOf(outer.signatures) };
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
