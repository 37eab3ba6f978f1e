/** One way to talk to the node, and one shape of every error. No answer is told apart from an answer that is no. */

import { signal } from "@preact/signals";
import { tellTime } from "./clock";

const PATH = "/api/v1/";

/**
 * How long an answer is waited for, where photos go along (more than `large` bytes), and the pauses before something
 * is sent again, in milliseconds.
 */
export const patience = { wait: 5000, large: 100_000, waitLarge: 30_000, pauses: [600] };

/** The node turned it away: nothing was recorded. `says` and `now` are for people. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly says: string,
    readonly now: string,
    readonly status: number,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(says);
  }
}

/** The node did not answer in time, or not at all: whether it was recorded is not known. No answer means hot. */
export class NoAnswer extends Error {}

/** What stands in a header beside the session's cookie; kept for this browser alone, and worth nothing without it. */
export const csrf = signal(localStorage.getItem("csrf") ?? "");

export function setCsrf(token: string): void {
  csrf.value = token;
  if (token) localStorage.setItem("csrf", token);
  else localStorage.removeItem("csrf");
}

/** When the node last answered something that counts as being there; sessions end eight minutes after it. */
export const lastThere = signal(0);

/** Set where the node says that nobody is signed in; the session listens. */
export const signedOut = signal(0);

export interface Asking {
  readonly method?: "GET" | "POST";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly wait?: number;
}

/** Ask the node; returns the body of its answer. Throws Refused or NoAnswer. */
export async function call<T>(path: string, asking: Asking = {}): Promise<T> {
  const response = await reach(path, asking);
  const content: unknown = await response.json().catch(() => undefined);
  if (response.ok && content !== undefined) return content as T;
  throw refusedBy(response.status, content);
}

/** Send the request and return the bare answer, of whatever kind; throws NoAnswer. */
export async function reach(path: string, asking: Asking = {}): Promise<Response> {
  const post = (asking.method ?? (asking.body === undefined ? "GET" : "POST")) === "POST";
  const headers: Record<string, string> = { ...asking.headers };
  const body = post ? JSON.stringify(asking.body ?? {}) : null;
  const wait = (body?.length ?? 0) > patience.large ? patience.waitLarge : patience.wait;
  if (post) headers["Content-Type"] = "application/json";
  if (post && csrf.value) headers["X-Showsafe-Token"] = csrf.value;
  try {
    const early = path === "board" ? takeEarly() : undefined;
    const sending: RequestInit = {
      method: post ? "POST" : "GET",
      headers,
      body,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(asking.wait ?? wait),
    };
    const response = await (early ?? fetch(path.startsWith("/") ? path : PATH + path, sending));
    tellTime(response);
    if (post && response.ok) lastThere.value = Date.now();
    return response;
  } catch {
    throw new NoAnswer(path);
  }
}

/** The board that the page asked for before the app was there (`public/first.js`); it is good once. */
function takeEarly(): Promise<Response> | undefined {
  const page = globalThis as { early?: Promise<Response> | undefined };
  const asked = page.early;
  page.early = undefined;
  return asked;
}

/** What an answer that is no yes says, as an error. */
export function refusedBy(status: number, content: unknown): Refused | NoAnswer {
  const said = (typeof content === "object" && content !== null ? content : {}) as Record<string, unknown>;
  if (typeof said.code !== "string") return new NoAnswer(`status ${status}`);
  if (said.code === "access.signed-out") signedOut.value += 1;
  return new Refused(said.code, String(said.says ?? ""), String(said.now ?? ""), status, said);
}

/** Send something that is recorded once whatever happens: where no answer comes it is sent again, as it is. */
export async function callOnce<T>(path: string, body: unknown, pauses = patience.pauses): Promise<T> {
  for (const pause of pauses) {
    try {
      return await call<T>(path, { body });
    } catch (error) {
      if (!(error instanceof NoAnswer) && !(error instanceof Refused && error.status === 503)) throw error;
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
  return call<T>(path, { body });
}
