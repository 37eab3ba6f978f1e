/**
 * The board, live: the node sends it by a stream with each newer record; whoever signs in or out asks for their own. The
 * stream shows every few seconds that it is there; where it does not, the board is late: grey, and treat as hot. Heard is
 * only what says that nothing is newer than what is shown: two phones never name two custodians for longer than that.
 */

import { computed, effect, signal } from "@preact/signals";
import { call, NoAnswer, Refused } from "./api";
import { flush } from "./outbox";
import { loadSession, person } from "./session";
import { keep, kept } from "./store";
import { type Board, unnamed } from "./views";

const LATE = 20_000;
const RETRY = 2000;

interface Shown {
  readonly board: Board;
  /** When it came from the node, by this phone's clock. */
  readonly at: number;
}

export const shown = signal<Shown | null>(null);
export const board = computed(() => shown.value?.board ?? null);
/** The newest record that the node told of. */
export const record = signal(0);
/** Counts up when looks changed, and when the stream begins anew. */
export const looksChanged = signal(0);
/** Set where the node has fewer records than were seen before: another ledger, or an old copy of it. */
export const fewer = signal<{ had: number; has: number } | null>(null);

/** A moment by the clock of this phone, which people set, and by that of this page, which may stand still in sleep. */
type Moment = readonly [number, number];

const instant = (): Moment => [Date.now(), performance.now()];
/** How long it is from one moment to another: the longer one, so that no clock that is set back makes it shorter. */
const between = (from: Moment, to: Moment): number => Math.max(to[0] - from[0], to[1] - from[1]);

const heard = signal<Moment>([0, 0]);
const now = signal(instant());
const fetched = signal(false);

const failures = signal(0);

/** Nothing was heard for too long, or what is shown is from before this start: it may be old. */
export const late = computed(
  () => !fetched.value || failures.value > 1 || between(heard.value, now.value) > LATE,
);

export async function startLive(): Promise<void> {
  const last = await kept<Shown>("board").catch(() => undefined);
  if (last && !shown.value) {
    shown.value = last;
    record.value = last.board.record;
  }
  setInterval(() => {
    now.value = instant();
  }, 1000);
  addEventListener("online", () => {
    wake();
    // A short gap does not end the stream, by which what waits is sent otherwise.
    void flush(person.peek());
  });
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  effect(() => {
    // Whoever signs in or out sees another board; who locks this phone leaves nobody's name on it.
    const names = person.value !== "";
    const last = shown.peek();
    if (!names && last) shown.value = { ...last, board: unnamed(last.board) };
    void fetchBoard();
    again();
  });
  void listen();
}

let wake = (): void => undefined;
/** Begin the stream anew, as whoever is signed in now. */
let again = (): void => undefined;
let anew = false;
/** When the stream began, or when anything last came by it. */
let came = instant();

async function listen(): Promise<never> {
  for (;;) {
    anew = false;
    await stream().catch(() => undefined);
    if (anew) continue;
    failures.value += 1;
    await new Promise<void>((resume) => {
      wake = resume;
      setTimeout(resume, RETRY);
    });
  }
}

async function stream(): Promise<void> {
  const ending = new AbortController();
  came = instant();
  again = () => {
    anew = true;
    ending.abort();
  };
  wake = () => between(came, instant()) > LATE && ending.abort();
  const watch = setInterval(() => wake(), 1000);
  try {
    const headers = fetched.peek() ? { "Last-Event-ID": String(record.peek()) } : {};
    const response = await fetch("/api/v1/events", { headers, cache: "no-store", signal: ending.signal });
    if (!response.ok || !response.body) return;
    looksChanged.value += 1;
    void flush(person.peek());
    await read(response.body.getReader());
  } finally {
    clearInterval(watch);
    again = () => undefined;
  }
}

/** Whether the board was asked for in vain since one was shown that whoever is here may see. */
let missed = false;

/** Something came after which nothing newer than what is shown was there; else what is shown goes on to age. */
function hear(): void {
  failures.value = 0;
  if ((shown.peek()?.board.record ?? 0) >= record.peek()) heard.value = instant();
  if (!missed) return;
  missed = false;
  void fetchBoard();
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const text = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    came = instant();
    const blocks = (rest + text.decode(value, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    // The first whole line comes after what is newest was told: that a stream begins says nothing yet.
    for (const block of blocks) {
      told(block);
      hear();
    }
  }
}

/** Take one event of the stream. */
export function told(block: string): void {
  const parts = new Map(block.split("\n").map(parted));
  const kind = parts.get("event");
  if (kind === "looks") looksChanged.value += 1;
  if (kind !== "record" && kind !== "fewer") return;
  const size = Number(parts.get("id"));
  if (!Number.isSafeInteger(size)) return;
  if (size < record.peek()) fewer.value = { had: record.peek(), has: size };
  record.value = size;
  const sent = carried(parts.get("data"));
  // A stream that began before the sign-in names nobody: then the board is asked for.
  if (sent && (!person.peek() || sent.set.scope !== undefined)) void take(sent, person.peek());
  else void fetchBoard();
}

function parted(line: string): [string, string] {
  const at = line.indexOf(": ");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 2)];
}

/** Return the board that an event carries; null where it has its number alone: then asking for it says why. */
function carried(data = ""): Board | null {
  try {
    const said = JSON.parse(data) as Partial<Board>;
    return said.weapons && said.set ? (said as Board) : null;
  } catch {
    return null;
  }
}

let fetching: Promise<void> | undefined;
let wanted = false;

/** Fetch the board; where it changes meanwhile, once more. */
export function fetchBoard(): Promise<void> {
  wanted = true;
  fetching ??= whileWanted().finally(() => {
    fetching = undefined;
  });
  return fetching;
}

async function whileWanted(): Promise<void> {
  while (wanted) {
    wanted = false;
    await once();
  }
}

async function once(): Promise<void> {
  const whose = person.peek();
  try {
    const sent = await call<Board>("board");
    if (whose !== person.peek()) wanted = true;
    // What was overtaken by a newer one on its way is not shown over it.
    else if (fetched.peek() && sent.record < record.peek()) setTimeout(fetchBoard, RETRY);
    else await take(sent, whose);
  } catch (error) {
    if (!(error instanceof NoAnswer || error instanceof Refused)) throw error;
    // The stream may have nothing newer to tell: it is asked for again when the node is next heard.
    missed = true;
  }
}

/** Show a board that came from the node, and keep it for a start without it. */
async function take(sent: Board, whose: string): Promise<void> {
  // The node names nobody where the session is over there already.
  if (whose && sent.set.scope === undefined) void loadSession();
  const board = whose ? sent : unnamed(sent);
  const before = Math.max(record.peek(), shown.peek()?.board.record ?? 0);
  if (!fetched.peek() && board.record < before) fewer.value = { had: before, has: board.record };
  shown.value = { board, at: Date.now() };
  fetched.value = true;
  missed = false;
  hear();
  await keep("board", { board: unnamed(board), at: Date.now() }).catch(() => undefined);
}
