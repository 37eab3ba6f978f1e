import { expect, test } from "vitest";
import { csrf, NoAnswer, patience } from "../src/core/api";
import { fromBase64, toBase64 } from "../src/core/bytes";
import { enrol } from "../src/core/enrol";
import { device, loadDevice } from "../src/core/keys";
import { confirm, entries, flush, waitsFor } from "../src/core/outbox";
import { press } from "../src/core/press";
import { ask } from "../src/core/say";
import { isOver, lock, ownBadge, session, signIn, workAlone } from "../src/core/session";
import { sessionMessage } from "../src/core/statement";
import { type Asked, aNode, permit, turned } from "./node";

patience.pauses = [1];

const toSign = (text: string) => ({
  status: 409,
  body: { code: "access.to-be-signed", says: "", now: "", to_sign: toBase64(new TextEncoder().encode(text)) },
});

async function verifies(asked: Asked | undefined, message: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    "raw",
    device.value?.public ?? new Uint8Array(),
    "Ed25519",
    false,
    ["verify"],
  );
  return crypto.subtle.verify("Ed25519", key, fromBase64(String(asked?.body.signature)), message);
}

test("a device makes a key, signs the record that the node shows, and keeps the key for later", async () => {
  const records = ["first record", "second record"];
  const asked = aNode(({ path, body }) => {
    if (path === "session/challenge") return { body: { challenge: "c", unit: "north-ridge" } };
    const next = records.shift();
    return next ? toSign(next) : { body: { record: 3, got: body.signature } };
  });
  const made = await enrol("d-token");
  expect(made.unit).toBe("north-ridge");
  expect(asked.at(-1)?.body).toMatchObject({ token: "d-token", public: toBase64(made.public) });
  expect(await verifies(asked.at(-1), new TextEncoder().encode("second record"))).toBe(true);
  device.value = undefined;
  expect((await loadDevice())?.id).toBe(made.id);
});

test("a key never leaves the device", async () => {
  const { kept } = await import("../src/core/store");
  const found = await kept<{ pair: CryptoKeyPair }>("key");
  expect(found?.pair.privateKey.extractable).toBe(false);
});

test("a code that is over is told, and the key before it stays", async () => {
  const before = device.value?.id;
  aNode(({ path }) =>
    path === "session/challenge"
      ? { body: { challenge: "c", unit: "x" } }
      : turned("access.no-invitation", 403),
  );
  await expect(enrol("d-old")).rejects.toMatchObject({ code: "access.no-invitation" });
  expect(device.value?.id).toBe(before);
});

test("a code is shown again with the same key, also where only the last answer was lost", async () => {
  const keys = new Set<unknown>();
  const answers = ["none", toSign("record"), "none", turned("access.no-invitation", 403)] as const;
  let next = 0;
  aNode(({ path, body }) => {
    if (path === "session/challenge") return { body: { challenge: "c", unit: "north-ridge" } };
    keys.add(body.public);
    next += 1;
    return answers[next - 1] ?? "none";
  });
  await expect(enrol("d-lost")).rejects.toBeInstanceOf(NoAnswer);
  await expect(enrol("d-lost")).rejects.toBeInstanceOf(NoAnswer);
  const made = await enrol("d-lost");
  expect(keys.size).toBe(1);
  expect(device.value?.id).toBe(made.id);
});

test("signing in shows the badge and that the device has its key; a lock ends it at once", async () => {
  const asked = aNode(({ path }) => {
    if (path === "session/challenge") return { body: { challenge: "c-1", unit: "north-ridge" } };
    const said = {
      signed_in: true,
      person: "bob",
      roles: ["armorer"],
      proof: "badge-pin-own-device",
      token: "abc",
    };
    return { body: path === "session" ? said : { signed_in: false } };
  });
  await signIn("b-badge", "4071");
  const message = sessionMessage("c-1", "north-ridge", device.value?.id ?? "");
  expect(await verifies(asked[1], message)).toBe(true);
  expect(session.value?.person).toBe("bob");
  expect(csrf.value).toBe("abc");
  expect((await ownBadge())?.badge).toBe("b-badge");
  const ending = lock();
  expect(session.value).toBeNull();
  await ending;
  expect(asked.at(-1)?.path).toBe("session/end");
  expect(csrf.value).toBe("");
});

test("with no node in reach the own phone goes on, and what is done waits for the sign-in", async () => {
  session.value = null;
  aNode(() => "none");
  await expect(signIn("b-badge", "4071")).rejects.toBeInstanceOf(NoAnswer);
  await workAlone();
  expect(session.value).toEqual({ person: "bob", roles: ["armorer"], proof: "none" });
  expect((await ask("collect", { weapon: "r1" })).is).toBe("kept");
  expect((await press("stop")).is).toBe("kept");
  const first = aNode(({ path, body }) =>
    path === "stop" ? permit(body.act_id) : turned("access.signed-out", 401),
  );
  await flush("bob");
  expect(first.map((each) => each.path)).toEqual(["stop"]);
  expect(waitsFor.value).toEqual(["bob"]);
  const asked = aNode(({ body }) => permit(body.act_id, "report"));
  await flush("bob");
  expect(asked).toEqual([]);
  for (const entry of entries.value) await confirm(entry);
  expect(asked[0]?.body).toMatchObject({ kind: "collect", by: "bob" });
  expect(waitsFor.value).toEqual([]);
});

test("a session is over eight minutes after the last act, on a shared phone two after the last touch", () => {
  const own = { person: "bob", roles: [], proof: "badge-pin-own-device" };
  const shared = { ...own, proof: "badge-pin-shared-device" };
  const minute = 60_000;
  expect(isOver(own, 7 * minute, 0, 0)).toBe(false);
  expect(isOver(own, 8 * minute, 0, 8 * minute)).toBe(true);
  expect(isOver(shared, 2 * minute, 2 * minute, 0)).toBe(true);
  expect(isOver(shared, 2 * minute, 0, 1 * minute)).toBe(false);
});
