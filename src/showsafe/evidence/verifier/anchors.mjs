// What somebody kept outside: keys, a policy, an earlier checkpoint. Nothing inside of a bundle can stand in for them.

import { equal, Malformed, toText } from "./bytes.mjs";
import { cosignedAt, isMet, isSignedBy, ML_DSA, readCheckpoint, readVkey, vkeyText } from "./note.mjs";
import { readTrusted } from "./trust.mjs";

export const FROM_INSIDE =
  "NO KEY CAME FROM OUTSIDE. The key that everything was held against was taken from this very bundle or folder: whoever can " +
  "make the whole of it can make its key too. Compare the key below with one that you got another way, or give that one to this check.";

/** Read what was given from outside; malformed texts are the caller's mistake, not the bundle's. */
export async function readAnchors({ vkey, policy, seen }) {
  const lines = vkey ? toText(vkey).split("\n").filter((line) => line.trim() && !line.startsWith("#")) : [];
  if (vkey && !lines.length) throw new Malformed("holds no verifier key");
  return {
    vkeys: lines.map(readVkey),
    policy: policy ? await readTrusted(policy, Date.now()) : null,
    seen: seen ? readCheckpoint(seen) : null,
  };
}

/** Hold the keys of the log against those from outside; the step is that of the checkpoint. */
export function checkAnchors(report, anchors, history, origin) {
  const outside = [...anchors.vkeys, ...(anchors.policy?.logs ?? [])];
  report.facts.anchored = outside.length > 0;
  if (!outside.length) {
    report.loud.unshift(FROM_INSIDE);
    return;
  }
  const known = outside.find((vkey) => vkey.name === origin && history.isNode(vkey.key));
  const named = (vkeys) => vkeys.every((vkey) => vkey.name === origin && history.isNode(vkey.key));
  const logs = anchors.policy?.logs ?? [];
  const meant = !logs.length || logs.some((vkey) => vkey.name === origin && history.isNode(vkey.key));
  if (!meant) report.fault("checkpoint", "none of the logs that the policy names is this one");
  else if (!known || !named(anchors.vkeys)) report.fault("checkpoint", "the key from outside is not a key of this log");
  else report.notes.push(`The key from outside is a key of this log: ${known.text}`);
}

/** A checkpoint signed by the node's key of its time; returns it, or null. */
export async function checkSignature(report, history, checkpoint, origin, subject, step = "checkpoint") {
  if (checkpoint.origin !== origin) {
    report.fault(step, `${subject} belongs to another log`);
    return false;
  }
  const node = history.nodeAt(checkpoint.size);
  const vkey = node && readVkey(vkeyText(origin, node.key));
  if (!vkey || !(await isSignedBy(checkpoint, vkey))) {
    report.fault(step, `${subject} is not signed by the key of this log`);
    return false;
  }
  return true;
}

/** The cosignatures of checkpoints, each held against a policy by itself; ML-DSA ones are only counted. */
export async function checkPolicy(report, policy, checkpoints, fromOutside) {
  const whose = fromOutside ? "the policy from outside" : "the policy inside of the bundle";
  let met = null;
  let unchecked = 0;
  let possible = false;
  for (const checkpoint of checkpoints) {
    const cosigned = new Set();
    const unknown = new Set();
    for (const [name, vkey] of policy.witnesses) {
      if (vkey.kind === ML_DSA) {
        const lines = checkpoint.lines.filter((line) => line.name === vkey.name && equal(line.id, vkey.id)).length;
        if (lines) unknown.add(name);
        unchecked += lines;
        continue;
      }
      const at = await report.hold("cosignatures", "a checkpoint", () => cosignedAt(checkpoint, vkey));
      if (at === null) continue;
      cosigned.add(name);
      const note = `Cosigned by ${vkey.name} over ${checkpoint.size} records, ${moment(at)}.`;
      if (!report.notes.includes(note)) report.notes.push(note);
    }
    if (isMet(policy, cosigned) && (met === null || cosigned.size > met)) met = cosigned.size;
    possible ||= isMet(policy, new Set([...cosigned, ...unknown]));
  }
  if (met !== null) report.pass("cosignatures", met, `${met} of ${policy.witnesses.size} witnesses; ${whose} is met`);
  else if (possible) report.open("cosignatures", `${whose} is met only if ${unchecked} ML-DSA cosignatures hold, which this script cannot check`);
  else report.fault("cosignatures", `the cosignatures do not meet ${whose}`);
}

const LATEST = 253402300799;

/** A time in seconds as people write it; a witness may sign one that no calendar has. */
function moment(seconds) {
  return seconds > LATEST ? `at second ${seconds}` : new Date(seconds * 1000).toISOString().replace(".000", "");
}
