// Whose word counts: a policy as it is, or a trust root, which is a policy that several people signed.

import { Malformed, toBytes, toHex } from "./bytes.mjs";
import { isSignedBy, PLAIN, readNote, readPolicy, readVkey } from "./note.mjs";
import { isTime } from "./record.mjs";

const FIRST = toBytes("showsafe-trust/1\n");
const MOST_ROOTS = 16;
const COUNT = /^[1-9][0-9]{0,4}$/;

/** The policy in a file. A trust root must not have expired at a time, in milliseconds; null where that is not asked. */
export async function readTrusted(bytes, now) {
  if (!FIRST.every((byte, at) => bytes[at] === byte)) return readPolicy(bytes);
  const note = readNote(bytes);
  const [, expires, threshold, ...rest] = note.text.slice(0, -1).split("\n");
  const until = after("expires ", expires);
  const needed = after("threshold ", threshold);
  const roots = rest.filter((line) => line.startsWith("root ")).map((line) => readVkey(line.slice(5)));
  if (!isTime(until) || !COUNT.test(needed) || roots.length > MOST_ROOTS || Number(needed) > roots.length) throw new Malformed("is a trust root with a broken head");
  if (new Set(roots.map((root) => toHex(root.key))).size !== roots.length || roots.some((root) => root.kind !== PLAIN)) throw new Malformed("is a trust root with a root twice, or of a wrong kind");
  const signers = await signed(note, roots);
  if (signers < Number(needed)) throw new Malformed(`is a trust root that is signed by ${signers} of its roots, and ${needed} are needed`);
  if (now !== null && now >= Date.parse(until)) throw new Malformed(`is a trust root that expired at ${until}`);
  return readPolicy(toBytes(rest.filter((line) => !line.startsWith("root ")).map((line) => `${line}\n`).join("")));
}

function after(word, line) {
  if (!line?.startsWith(word)) throw new Malformed("is a trust root that does not say when it expires and how many roots have to sign it");
  return line.slice(word.length);
}

/** How many roots signed it; every line that claims to be of one has to hold. */
async function signed(note, roots) {
  let count = 0;
  for (const root of roots) {
    if (await isSignedBy(note, root)) count += 1;
    else if (note.lines.some((line) => line.name === root.name && toHex(line.id) === toHex(root.id))) throw new Malformed("is a trust root with a signature that does not hold");
  }
  return count;
}
