import { afterEach, beforeEach, expect, test } from "vitest";
import { readNames, weaponOf } from "../src/acts/item";
import { minute, untilAnswered } from "../src/core/ages";
import { call, csrf } from "../src/core/api";
import { looksChanged, record } from "../src/core/live";
import { looks, looksFailed, watchLooks } from "../src/core/looks";
import { loadSession, person, session } from "../src/core/session";
import { keep } from "../src/core/store";
import { known } from "../src/ui/view";
import { aNode, turned } from "./node";

const ann = { person: "ann", roles: ["armorer"], proof: "badge-pin-own-device" };
const soon = () => new Promise((resume) => setTimeout(resume));

/** A quarter of a minute, and whatever was asked then. */
async function passes(): Promise<void> {
  minute.value += 15_000;
  await soon();
}

beforeEach(() => {
  session.value = ann;
});

afterEach(() => {
  session.value = null;
});

test("what got no answer is asked again every quarter of a minute, one after the other, and then no more", async () => {
  const answers = ["none", "none", { body: { passkeys: true } }] as const;
  const asked = aNode(() => answers[asked.length - 1] ?? "none");
  const stop = untilAnswered(() => call("session"));
  await soon();
  for (let times = 0; times < 4; times += 1) await passes();
  expect(asked).toHaveLength(3);
  stop();
});

test("what several screens know is asked again only where it may have changed, or did not come", async () => {
  const answers = ["none", { body: { n: 1 } }, { body: { n: 2 } }] as const;
  const asked = aNode(() => answers[asked.length - 1] ?? "none");
  const of = known<{ n: number }>("names");
  await of.load();
  expect([of.value.value, of.failed.value === null]).toEqual([null, false]);
  await of.load();
  await of.load();
  expect([of.value.value, of.failed.value, asked.length]).toEqual([{ n: 1 }, null, 2]);
  record.value += 1;
  await of.load();
  expect([of.value.value, asked.length]).toEqual([{ n: 2 }, 3]);
});

test("what somebody read is there for them alone: not for whoever signs in next, nor where it comes late", async () => {
  let arrive: () => void = () => undefined;
  aNode(() => ({ body: { may: ["plan"] } }));
  const of = known<unknown>("names");
  await of.load();
  expect(of.value.value).not.toBeNull();
  session.value = null;
  expect(of.value.value).toBeNull();
  session.value = ann;
  expect(of.value.value).not.toBeNull();
  session.value = { ...ann, person: "dan" };
  expect(of.value.value).toBeNull();
  const answered = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    await new Promise<void>((resume) => (arrive = resume));
    return answered(...asked);
  };
  const reading = of.load();
  await soon();
  session.value = { ...ann, person: "eve" };
  arrive();
  await reading;
  expect(of.value.value).toBeNull();
});

test("a tag is called unknown by the newest names, and not where no answer came", async () => {
  const colt = { weapon: "colt", tag: "FA-0001", class: "", action: "" };
  const names = { people: [], scenes: [], containers: [], weapons: [colt], lots: [], may: [] };
  let answer: "none" | { body: unknown } = "none";
  aNode(() => answer);
  expect([await weaponOf("FA-0001"), await readNames()]).toEqual([null, false]);
  answer = { body: names };
  expect([await weaponOf("fa-0001"), await weaponOf("FA-0002")]).toEqual(["colt", ""]);
  record.value += 1;
  answer = "none";
  expect([await weaponOf("FA-0001"), await weaponOf("FA-0002")]).toEqual(["colt", null]);
});

test("who waits for a second person is asked again where no answer came, though no event tells of it", async () => {
  const answers = ["none", { body: { looks: [{ act_id: "a", mine: false, answered: false }] } }] as const;
  const asked = aNode(() => answers[asked.length - 1] ?? "none");
  const stop = watchLooks();
  looksFailed.value = null;
  await soon();
  expect([looks.value, looksFailed.value === null]).toEqual([[], false]);
  await passes();
  expect([looks.value.length, looksFailed.value]).toEqual([1, null]);
  await passes();
  expect(asked).toHaveLength(2);
  stop();
  looksChanged.value += 1;
  await soon();
  expect(asked).toHaveLength(2);
});

test("a node that is busy ends nobody's session", async () => {
  csrf.value = "token";
  await keep("session", { session: ann, there: Date.now() });
  aNode(() => turned("http.too-fast", 429));
  await loadSession();
  expect([person.value, csrf.value]).toEqual(["ann", "token"]);
  aNode(() => turned("access.no-session", 401));
  await loadSession();
  expect([person.value, csrf.value]).toEqual(["", ""]);
});
