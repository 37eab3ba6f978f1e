import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Board } from "../src/core/views";

const weapon = { weapon: "r1", contents: "Empty.", word: "cold", held: [], holder: "bob" };
const board = (record: number): Board =>
  ({
    record,
    as_of: "x",
    weapons: [weapon],
    waiting: [],
    set: { scope: "set", held: [] },
  }) as unknown as Board;
const event = (record: number, data: unknown = board(record)): string =>
  `id: ${record}\nevent: record\ndata: ${JSON.stringify(data)}\n\n`;

let live: typeof import("../src/core/live");
let boards: (() => Promise<Response> | Response)[];
let streams: ReadableStreamDefaultController<Uint8Array>[];

const say = (text: string, on = streams.at(-1)): void => on?.enqueue(new TextEncoder().encode(text));
const passes = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000);

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal("addEventListener", () => undefined);
  boards = [];
  streams = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (path.endsWith("/board")) {
      const next = boards.shift();
      return next ? next() : new Response(null, { status: 500 });
    }
    const body = new ReadableStream<Uint8Array>({
      start: (sending) => {
        streams.push(sending);
        init.signal?.addEventListener("abort", () => sending.error(new Error("gone")));
      },
    });
    return new Response(body);
  });
  live = await import("../src/core/live");
  void live.startLive();
  await passes(0.1);
  say(`${event(10)}retry: 2000\n\n`);
  await passes(0.1);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a board is late where nothing was heard for twenty seconds, whatever the clock is set to", async () => {
  expect(live.late.value).toBe(false);
  await passes(18);
  expect(live.late.value).toBe(false);
  await passes(5);
  expect(live.late.value).toBe(true);
});

test("a clock that is set back makes no silence shorter, and its stream is given up", async () => {
  vi.setSystemTime(Date.now() - 3_600_000);
  await passes(25);
  expect(live.late.value).toBe(true);
  await passes(3);
  expect(streams).toHaveLength(2);
});

test("a board that was overtaken by a newer one is never shown over it, and is asked for again", async () => {
  let arrive: (response: Response) => void = () => undefined;
  boards.push(() => new Promise((resolve) => (arrive = resolve)));
  void live.fetchBoard();
  await passes(0.1);
  say(event(11));
  await passes(0.1);
  expect(live.shown.value?.board.record).toBe(11);
  boards.push(() => Response.json(board(12)));
  arrive(Response.json(board(10)));
  await passes(0.1);
  expect(live.shown.value?.board.record).toBe(11);
  await passes(3);
  expect(live.shown.value?.board.record).toBe(12);
});

test("a stream that begins anew is not heard before it says what is newest, or that nothing is newer", async () => {
  await passes(30);
  expect(live.late.value).toBe(true);
  expect(streams).toHaveLength(2);
  await passes(1);
  expect(live.late.value).toBe(true);
  say("retry: 2000\n\n");
  await passes(1);
  expect(live.late.value).toBe(false);
});

test("half a board is not heard, and what is shown stays late until the whole is there", async () => {
  await passes(30);
  const whole = event(12);
  say(whole.slice(0, 40));
  await passes(1);
  expect(live.late.value).toBe(true);
  say(whole.slice(40));
  await passes(1);
  expect([live.late.value, live.shown.value?.board.record]).toEqual([false, 12]);
});

test("a newer record whose board cannot be had makes the board late, though the stream goes on", async () => {
  say(event(11, { record: 11 }));
  for (let beats = 0; beats < 4; beats += 1) {
    await passes(7);
    say(": still here\n\n");
  }
  expect(live.shown.value?.board.record).toBe(10);
  expect(live.late.value).toBe(true);
  say(event(12));
  await passes(1);
  expect(live.late.value).toBe(false);
});

test("a board that got no answer is asked for again when the node is next heard, though nothing is newer", async () => {
  await live.fetchBoard();
  boards.push(() => Response.json({ ...board(10), as_of: "later" }));
  await passes(1);
  expect(live.shown.value?.board.as_of).toBe("x");
  say(": still here\n\n");
  await passes(1);
  expect(live.shown.value?.board.as_of).toBe("later");
  expect(boards).toHaveLength(0);
});
