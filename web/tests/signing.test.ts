import { expect, test } from "vitest";
import { fromBase64, toBase64, toHex } from "../src/core/bytes";
import { canonical, type Json, NotCanonical } from "../src/core/canonical";
import { lookCommitment, personalKeys, sealed } from "../src/core/personal";
import { sha256 } from "../src/core/sha256";
import * as spare from "../src/core/spare";
import {
  actMessage,
  type Door,
  type Keys,
  secondMessage,
  sessionMessage,
  stamp,
} from "../src/core/statement";
import { tidied } from "../src/core/tidy";
import { vectors } from "./node";

const seed = fromBase64(vectors.seed);
const nonce = fromBase64(vectors.nonce);

test("canonical JSON is byte for byte what the node writes", () => {
  for (const each of vectors.canonical) expect(toBase64(canonical(each.value as Json))).toBe(each.bytes);
});

test("what has no canonical form is not signed", () => {
  const deep = Array.from({ length: 33 }).reduce<Json>((inner) => [inner], 0);
  for (const value of [1.5, 2 ** 53, Number.NaN, "e\u0301", "\ud800", { ñ: 1 }, deep]) {
    expect(() => canonical(value as Json)).toThrow(NotCanonical);
  }
});

test("the id of a device is that of its key, by the browser and by the script", async () => {
  const open = new Uint8Array(spare.publicOf(seed));
  expect(toBase64(open)).toBe(vectors.public);
  expect(toHex(await sha256(open)).slice(0, 32)).toBe(vectors.device);
  expect(toHex(spare.sha256(open))).toBe(toHex(await sha256(open)));
});

test.each(vectors.acts)("$kind is signed as the node verifies it", async (each) => {
  const keys = tidied(each.keys as Keys);
  const act = await sealed(keys, personalKeys(each.kind, false), nonce, each.act_id);
  expect(act).toEqual(each.act);
  const message = actMessage({ ...each, door: each.door as Door, act }, vectors.unit, vectors.device);
  expect(toBase64(message)).toBe(each.message);
  expect(toBase64(spare.sign(message, seed))).toBe(each.signature);
});

test("a session and the word of a second person are signed as the node verifies them", () => {
  const { session, second } = vectors;
  const one = sessionMessage(session.challenge, vectors.unit, vectors.device);
  expect(toBase64(one)).toBe(session.message);
  const other = secondMessage(second, vectors.unit, vectors.device);
  expect(toBase64(other)).toBe(second.message);
});

test("a look commits to the first count, and to nothing of the second person", async () => {
  expect(await lookCommitment(vectors.look.keys, nonce)).toBe(vectors.look.commitment);
});

test("keys are sent as the record will have them", () => {
  const said = {
    weapon: " r1 ",
    says: "cafe\u0301",
    scene: "",
    place: undefined,
    found: [],
    to: [],
    seen: 0,
    set: false,
  };
  expect(tidied(said)).toEqual({ weapon: "r1", says: "café", found: [], seen: 0 });
});

test("a time is written as records write it", () => {
  expect(stamp(new Date("2026-03-02T09:14:07.891+01:00"))).toBe("2026-03-02T08:14:07Z");
});
