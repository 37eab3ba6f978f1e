import { expect, test, vi } from "vitest";
import { spoken } from "../src/core/contents";
import { language, texts } from "../src/core/i18n";
import { board, fetchBoard, fewer, late, looksChanged, record, shown, told } from "../src/core/live";
import { match } from "../src/core/router";
import { codeOf, watchKeys } from "../src/core/scan";
import { session } from "../src/core/session";
import { kept } from "../src/core/store";
import { type Board, unnamed } from "../src/core/views";
import { aNode } from "./node";

const proof = {
  says: "EMPTY",
  records: [3],
  people: ["bob", "eve"],
  since: "a",
  renewed: "b",
  voided_by: 0,
  because: "",
};
const weapon = {
  ...{
    weapon: "r1",
    class: "live-capable",
    action: "lever-rifle",
    state: "EMPTY",
    contents: "Empty.",
    word: "cold",
  },
  ...{
    holder: "bob",
    container: "",
    where: "with bob",
    proof: "bob and eve say so",
    bore: "",
    open: ["Offered to eve"],
  },
  rests_on: { contents: proof, bore: null },
  held: [{ why: "hold", record: 4, about: "bob" }],
  ...{ record: 5, at: "2026-03-02T09:14:07Z" },
};
const named = {
  ...{
    record: 9,
    as_of: "2026-03-02T09:14:07Z",
    weapons: [weapon],
    waiting: [{ record: 8, at: "x", says: "bob asks" }],
  },
  set: { scope: "set", day_open: true, held: [], live: [], concerns: [{ about: "bob", record: 1 }] },
} as unknown as Board;

test("the board that is kept on the phone names nobody", async () => {
  session.value = { person: "bob", roles: ["armorer"], proof: "passkey" };
  aNode(() => ({ body: named }));
  await fetchBoard();
  expect(board.value?.weapons[0]?.holder).toBe("bob");
  const saved = JSON.stringify(await kept("board"));
  expect(saved).toContain("r1");
  expect(saved).not.toMatch(/\b(bob|eve)\b/);
  expect(unnamed(named).weapons[0]).toMatchObject({
    in_hands: true,
    locked_away: false,
    proof: "stands",
    looked: "b",
  });
  expect(unnamed(unnamed(named))).toEqual(unnamed(named));
  expect(late.value).toBe(false);
});

test("a board that stops arriving half-way is no answer, and what is shown stays", async () => {
  session.value = null;
  aNode(() => ({ body: named }));
  await fetchBoard();
  const before = shown.value;
  const half = new ReadableStream({
    start: (sending) => {
      sending.enqueue(new TextEncoder().encode('{"record": '));
      sending.error(new DOMException("signal timed out", "TimeoutError"));
    },
  });
  vi.stubGlobal("fetch", async () => new Response(half));
  await expect(fetchBoard()).resolves.toBeUndefined();
  expect(shown.value).toBe(before);
});

test("a newer record has the board fetched; fewer records than were seen are a warning", async () => {
  session.value = null;
  aNode(() => ({ body: { ...named, record: 12 } }));
  told('id: 12\nevent: record\ndata: {"record":12}');
  await fetchBoard();
  expect([record.value, shown.value?.board.record, fewer.value]).toEqual([12, 12, null]);
  expect(JSON.stringify(shown.value)).not.toMatch(/\b(bob|eve)\b/);
  told('id: 4\nevent: fewer\ndata: {"record":4}');
  expect(fewer.value).toEqual({ had: 12, has: 4 });
});

test("a board that comes with its event is shown as it came, and is not asked for", async () => {
  session.value = null;
  const asked = vi.fn(() => ({ body: named }));
  aNode(asked);
  told(`id: 13\nevent: record\ndata: ${JSON.stringify({ ...named, record: 13, as_of: "a: b" })}`);
  await vi.waitFor(() => expect(shown.value?.board.record).toBe(13));
  expect(shown.value?.board.as_of).toBe("a: b");
  expect(asked).not.toHaveBeenCalled();
});

test("an event of looks says that looks changed, and a beat says nothing", () => {
  const before = looksChanged.value;
  told("event: looks\ndata: {}");
  told(": still here");
  told("retry: 2000");
  expect(looksChanged.value).toBe(before + 1);
});

test("contents come first and the word with them, in both languages; an unknown form stays English", () => {
  language.value = "es";
  expect(spoken("Dummies, five.", "cold")).toEqual({
    contents: "Dummies: cinco.",
    word: "Fría",
    lang: "es",
  });
  expect(spoken("Blanks, two, half and full.", "hot").contents).toBe(
    "Fogueo: dos, media carga y carga completa.",
  );
  expect(spoken("Contents not known.", "hot")).toEqual({
    contents: "Contenido desconocido.",
    word: "Caliente",
    lang: "es",
  });
  expect(spoken("Something new.", "hot")).toEqual({ contents: "Something new.", word: "Hot", lang: "en" });
  language.value = "en";
  expect(spoken("Dummies, five.", "cold")).toEqual({ contents: "Dummies, five.", word: "Cold", lang: "en" });
});

test("a text is said with its values", () => {
  const t = texts({ one: "{n} of {m}" }, { one: "{n} de {m}" });
  expect(t("one", { n: 0, m: 5 })).toBe("0 of 5");
});

test("addresses of screens are matched part by part", () => {
  expect(match("/", "/")).toEqual({});
  expect(match("/weapon/:tag", "/weapon/FA-0001-7")).toEqual({ tag: "FA-0001-7" });
  expect(match("/weapon/:tag", "/weapon/a%20b/")).toEqual({ tag: "a b" });
  expect(match("/weapon/:tag", "/weapon")).toBeNull();
  expect(match("/", "/weapon")).toBeNull();
});

test("a code is read out of an address, and without stray characters", () => {
  expect(codeOf(" FA-0001-7\u200b\r\n")).toBe("FA-0001-7");
  expect(codeOf("https://set.local:7380/join#d-abc_1")).toBe("d-abc_1");
  expect(codeOf("https://set.local/t/FA-0001-7")).toBe("FA-0001-7");
});

test("a scanner that types is told from fingers, and half a code is never taken for one", () => {
  const seen: string[] = [];
  const keyboard = new EventTarget();
  const stop = watchKeys((code) => seen.push(code), keyboard);
  let at = 1000;
  const type = (text: string, pause: number, once = 0): void => {
    at += 5000;
    for (const [place, key] of [...text, "Enter"].entries()) {
      at += place === 4 ? pause + once : pause;
      const event = Object.assign(new Event("keydown", { cancelable: true }), { key });
      Object.defineProperty(event, "timeStamp", { value: at });
      keyboard.dispatchEvent(event);
    }
  };
  type("FA-0001-7", 8);
  type("FA-0002-5", 120);
  type("abc", 8);
  type("FA-0003-2", 8, 150);
  expect(seen).toEqual(["FA-0001-7", "FA-0003-2"]);
  type("FA-0004-9", 8, 700);
  expect(seen).toHaveLength(2);
  stop();
});
