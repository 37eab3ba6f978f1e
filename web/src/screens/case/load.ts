/** How a case is asked: views that are read when they are opened and after each act, and acts that are said once. */

import { effect, type Signal, signal, untracked, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { untilAnswered } from "../../core/ages";
import { call, callOnce, NoAnswer, Refused } from "../../core/api";
import { random, toHex } from "../../core/bytes";
import { person } from "../../core/session";
import { announce } from "../../ui/announce";
import { t } from "./words";

/** Whether names are shown: for this page alone, and off again when somebody else signs in. */
export const names = signal(false);

/** Counts up after each act, so that what is shown is read anew. */
export const turn = signal(0);

effect(() => {
  void person.value;
  untracked(() => {
    names.value = false;
  });
});

export interface Shown<T> {
  readonly value: Signal<T | null>;
  readonly failed: Signal<Refused | NoAnswer | null>;
  readonly load: () => Promise<void>;
}

const LONG = 30_000;

/** What the node shows of a case at a path; with names where they are asked for, unless it is read by role always. */
export function useCase<T>(path: string, byRole = false): Shown<T> {
  const value = useSignal<T | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const asked = useRef(0);
  const load = async (): Promise<void> => {
    if (!path || !person.peek()) return;
    asked.current += 1;
    const mine = asked.current;
    const whole = names.peek() && !byRole ? `${path}${path.includes("?") ? "&" : "?"}names=true` : path;
    try {
      const sent = await call<T>(whole, { wait: LONG });
      // What was asked before is not shown in place of what is asked now, whichever comes first.
      if (mine !== asked.current) return;
      value.value = sent;
      failed.value = null;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      if (mine !== asked.current) return;
      failed.value = error;
      if (error instanceof Refused) value.value = null;
    }
  };
  const asking = async (): Promise<void> => {
    await load();
    if (failed.peek() instanceof NoAnswer) throw failed.peek();
  };
  useEffect(
    () =>
      effect(() => {
        for (const each of [turn, names, person]) void each.value;
        return untracked(() => untilAnswered(asking));
      }),
    [path],
  );
  return { value, failed, load };
}

export interface Done {
  readonly record: number;
  readonly id: string;
  readonly same_as: string;
  readonly repeated: boolean;
  readonly sums?: Readonly<Record<string, string>>;
}

/** Do one act in a case; it is recorded once whatever the network does. Throws Refused or NoAnswer. */
export async function act(of: string, kind: string, keys: Readonly<Record<string, unknown>>): Promise<Done> {
  const done = await callOnce<Done>(`cases/${of}/acts`, { kind, act_id: newId(kind), keys });
  announce(t("recorded", { n: done.record }));
  turn.value += 1;
  return done;
}

/** A name for an act that nothing else has. */
export const newId = (kind: string): string => `${kind}-${toHex(random(10))}`;

/** What went wrong, where it is something that the node says or does not say; anything else is thrown on. */
export function known(error: unknown): Refused | NoAnswer {
  if (error instanceof Refused || error instanceof NoAnswer) return error;
  throw error;
}
