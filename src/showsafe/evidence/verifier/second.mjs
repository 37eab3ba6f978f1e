// The own word of the second person of an act, made again from the record: theirs, of its form, signed by a device.

import { fromBase64, Malformed, toBytes } from "./bytes.mjs";
import { isObject, written } from "./json.mjs";
import { ACTS } from "./kinds.mjs";
import { isTime, signedBytes, STRENGTHS } from "./record.mjs";

const TYPE = "application/vnd.showsafe.second+json";
const FIELDS = ["by", "claimed_at", "proof", "says", "waited_ms"];
const NAMED_BY = ["witness", "countersigned_by", "reviewed_by"];
const THINGS = ["weapon", "lot", "file", "person", "scene", "of_act"];
const isCount = (value) => Number.isInteger(value) && value >= 0;
const isText = (value) => typeof value === "string" && value !== "";
const SAYS = new Map([["seen", isCount], ["serial", isText], ["sight", isObject]]);

/** What the device of the second person signed; null where there is none, or it was not signed. */
export function secondSigned(body) {
  if (Object.hasOwn(body, "unprotected") && body.unprotected !== true) throw new Malformed("says of its way something that is not known");
  if (!Object.hasOwn(body, "second")) return null;
  const said = body.second;
  if (!isObject(said) || !formHolds(said)) throw new Malformed("has the word of a second person in no known form");
  if (typeof body.by !== "string" || said.by === body.by || !named(body.act).includes(said.by)) throw new Malformed("has the word of somebody who is not the second person of its act");
  return Object.hasOwn(said, "asked") ? signed(body, said) : null;
}

function formHolds(said) {
  const names = Object.keys(said).filter((name) => name !== "asked").sort();
  if (names.join() !== FIELDS.join() || !isText(said.by) || !STRENGTHS.includes(said.proof) || !isTime(said.claimed_at)) return false;
  if (!isCount(said.waited_ms) || !isObject(said.says)) return false;
  return Object.entries(said.says).every(([name, value]) => SAYS.has(name) && SAYS.get(name)(value));
}

function named(act) {
  const steps = Array.isArray(act.steps) ? act.steps.filter(isObject) : [];
  return [act, ...steps].flatMap((each) => NAMED_BY.map((name) => (Object.hasOwn(each, name) ? each[name] : null)));
}

function signed(body, said) {
  const claim = said.asked;
  const known = isObject(claim) && Object.keys(claim).sort().join() === "keyid,sig" && isText(claim.keyid);
  if (!known || !ACTS.has(body.kind)) throw new Malformed("has the word of a second person in no known form");
  const { act_id, act, unit } = body;
  const { by: second, claimed_at, says } = said;
  const thing = THINGS.map((name) => (Object.hasOwn(act, name) ? act[name] : "")).find(isText) ?? "";
  const statement = { act_id, by: body.by, claimed_at, device: claim.keyid, format: "showsafe-second/1", kind: ACTS.get(body.kind), says, second, thing, unit };
  return { keyId: claim.keyid, person: second, signed: signedBytes(TYPE, toBytes(written(statement))), signature: fromBase64(claim.sig) };
}
