import { beforeEach, expect, test } from "vitest";
import { patience } from "../src/core/api";
import { fromBase64 } from "../src/core/bytes";
import { device, newKey } from "../src/core/keys";
import { confirm, drop, entries, flush, loadOutbox, lost, unsynced } from "../src/core/outbox";
import { press } from "../src/core/press";
import { ask, finish, report } from "../src/core/say";
import { session } from "../src/core/session";
import { actMessage } from "../src/core/statement";
import { keep, kept } from "../src/core/store";
import { loadUnfinished, settled, unfinished } from "../src/core/unfinished";
import { type Asked, aNode, permit, turned } from "./node";

patience.pauses = [1];

const bob = { person: "bob", roles: ["armorer"], proof: "badge-pin-own-device" };

beforeEach(async () => {
  Object.assign(globalThis, { isSecureContext: true });
  session.value = bob;
  const { save } = await newKey();
  await save("north-ridge");
  await loadOutbox();
  for (const entry of entries.value) await drop(entry);
  for (const { body } of unfinished.value) await settled(body.act_id);
});

test("an act is signed by this device over just what is sent", async () => {
  const asked = aNode(({ body }) => permit(body.act_id));
  const outcome = await ask("take", { weapon: "r1", scene: " 12 " });
  expect(outcome.is).toBe("answer");
  const { body, path } = asked[0] as Asked;
  expect(path).toBe("asks");
  expect(body).toMatchObject({ kind: "take", by: "bob", keys: { weapon: "r1", scene: "12" } });
  const claim = { ...(body as never as { act_id: string; by: string; claimed_at: string }), kind: "take" };
  const said = { ...claim, event: "take-started", door: "ask" as const, act: { weapon: "r1", scene: "12" } };
  const own = device.value;
  if (!own) throw new Error("no device");
  const message = actMessage(said, "north-ridge", own.id);
  const key = await crypto.subtle.importKey("raw", own.public, { name: "Ed25519" }, false, ["verify"]);
  expect(await crypto.subtle.verify("Ed25519", key, fromBase64(String(body.signature)), message)).toBe(true);
});

test("where no answer comes the same act is sent again, and then nothing is assumed", async () => {
  const asked = aNode(() => "none");
  const outcome = await ask("take", { weapon: "r1" });
  expect(outcome.is).toBe("no-answer");
  expect(new Set(asked.map((each) => JSON.stringify(each.body))).size).toBe(1);
  expect(asked.length).toBe(2);
  expect(unsynced.value).toBe(0);
});

test("an ask without an answer is known after a restart, and asked again as it was", async () => {
  aNode(() => "none");
  await ask("take", { weapon: "r1" });
  await loadUnfinished();
  const left = unfinished.value[0];
  if (!left) throw new Error("nothing is left");
  const asked = aNode(({ body }) => permit(body.act_id));
  expect((await finish(left)).is).toBe("answer");
  expect(asked[0]?.body).toEqual(left.body);
  expect(unfinished.value).toEqual([]);
});

test("badge and PIN are never kept on the phone, also where no answer came", async () => {
  aNode(() => "none");
  const outcome = await ask("acknowledge", { about: "blanks" }, { by: "eve", badge: "b-1", pin: "4071" });
  const text = JSON.stringify(await kept("asking"));
  expect(text).toContain('"by":"eve"');
  expect(text).not.toMatch(/b-1|4071/);
  const asked = aNode(({ body }) => permit(body.act_id));
  if (outcome.is !== "no-answer") throw new Error(outcome.is);
  expect((await outcome.again()).is).toBe("answer");
  expect(asked[0]?.body).toMatchObject({ badge: "b-1", pin: "4071" });
});

test("what the node turns away is told with its sentence, and not kept", async () => {
  aNode(() => turned("access.not-allowed", 403));
  const outcome = await report("collect", { weapon: "r1" });
  expect(outcome).toMatchObject({
    is: "turned-away",
    refused: { code: "access.not-allowed", says: "It says." },
  });
  expect(unsynced.value).toBe(0);
});

test("the safe direction is kept as a report of one person, and sent once in order", async () => {
  aNode(() => "none");
  expect((await ask("collect", { weapon: "r1", witness: "eve", sight: { count: 5 } })).is).toBe("kept");
  expect((await ask("clear", { weapon: "r1" })).is).toBe("kept");
  expect(unsynced.value).toBe(2);
  const asked = aNode(({ body }) => permit(body.act_id, "report"));
  await Promise.all([flush("bob"), flush("bob")]);
  expect(asked.map(({ path, body }) => [path, body.kind])).toEqual([
    ["reports", "collect"],
    ["reports", "clear"],
  ]);
  expect(asked[0]?.body.keys).toEqual({ weapon: "r1" });
  expect(unsynced.value).toBe(0);
});

test("what was not in the safe direction is never kept", async () => {
  aNode(() => "none");
  expect((await ask("load", { weapon: "r1" })).is).toBe("no-answer");
  expect((await report("enrol", { person: "dan" })).is).toBe("no-answer");
  expect(unsynced.value).toBe(0);
});

test("nothing is kept on a page over plain HTTP", async () => {
  aNode(() => "none");
  Object.assign(globalThis, { isSecureContext: false });
  expect((await ask("collect", { weapon: "r1" })).is).toBe("no-answer");
  expect((await press("stop")).is).toBe("no-answer");
});

test("what somebody said waits for their own sign-in; what was pressed waits for nobody", async () => {
  aNode(() => "none");
  await ask("collect", { weapon: "r1" });
  expect((await press("stop", "r1")).is).toBe("kept");
  const asked = aNode(({ body }) => permit(body.act_id, "report"));
  await flush("eve");
  expect(asked.map((each) => each.path)).toEqual(["stop"]);
  expect(Object.keys(asked[0]?.body ?? {}).sort()).toEqual(["about", "act_id", "claimed_at", "says"]);
  expect(unsynced.value).toBe(1);
});

test("what is on record already is not sent again; what is turned away stays until it is read", async () => {
  aNode(() => "none");
  await ask("collect", { weapon: "r1" });
  await ask("clear", { weapon: "nobody" });
  aNode(({ body }) => turned(body.kind === "collect" ? "input.act-id-taken" : "input.unknown-weapon", 409));
  await flush("bob");
  expect(entries.value.map((each) => [each.kind, each.turnedAway?.says])).toEqual([["clear", "It says."]]);
});

test("a store that was emptied is noticed", async () => {
  aNode(() => "none");
  await ask("collect", { weapon: "r1" });
  expect(document.cookie).toContain("unsent=1");
  const { dropWaiting } = await import("../src/core/store");
  for (const { seq } of entries.value) await dropWaiting(seq ?? 0);
  await loadOutbox();
  expect(lost.value).toBe(1);
  lost.value = 0;
});

test("what was said with no PIN waits until whoever it names says that it was them", async () => {
  aNode(() => "none");
  session.value = { ...bob, proof: "none" };
  await ask("collect", { weapon: "r1" });
  await ask("clear", { weapon: "r1" });
  session.value = bob;
  const asked = aNode(({ body }) => permit(body.act_id, "report"));
  await flush("bob");
  expect(asked).toEqual([]);
  expect(unsynced.value).toBe(2);
  const [collected, cleared] = entries.value;
  if (!collected || !cleared) throw new Error("nothing waits");
  await confirm(collected);
  await drop(cleared);
  expect(asked.map(({ body }) => body.kind)).toEqual(["collect"]);
  expect(unsynced.value).toBe(0);
});

test("an ask with no answer counts until its answer is known, each by itself", async () => {
  aNode(() => "none");
  await ask("take", { weapon: "r1" });
  await ask("accept", { weapon: "r2" });
  expect(unfinished.value.map((each) => each.body.kind)).toEqual(["take", "accept"]);
  aNode(({ body }) => permit(body.act_id));
  await ask("take", { weapon: "r3" });
  expect(unfinished.value).toHaveLength(2);
  await settled(unfinished.value[0]?.body.act_id ?? "");
  await loadUnfinished();
  expect(unfinished.value.map((each) => each.body.kind)).toEqual(["accept"]);
});

test("who is signed out meanwhile has no answer to what was sent before", async () => {
  let times = 0;
  aNode(() => (times++ === 0 ? "none" : turned("access.not-signed-in", 401)));
  expect((await ask("accept", { weapon: "r1" })).is).toBe("turned-away");
  expect(unfinished.value).toHaveLength(1);
  aNode(() => turned("access.not-signed-in", 401));
  await ask("take", { weapon: "r1" });
  expect(unfinished.value.map((each) => each.body.kind)).toEqual(["accept"]);
});

test("an ask with personal values is never written down, and is gone with who said it", async () => {
  aNode(() => "none");
  await ask("enrol", { person: "dan", age: 30, papers: ["x"] });
  expect(unfinished.value).toHaveLength(1);
  expect(JSON.stringify((await kept("asking")) ?? null)).not.toContain("papers");
  session.value = null;
  expect(unfinished.value).toEqual([]);
  await keep("asking", { door: "ask", body: { act_id: "a", kind: "enrol", keys: { age: 30 }, nonce: "n" } });
  await loadUnfinished();
  expect(await kept("asking")).toEqual([]);
});
