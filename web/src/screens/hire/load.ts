/** How hires are asked: views that are read anew after each entry, and entries that are recorded once. */

import { effect, type Signal, signal, untracked, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { untilAnswered } from "../../core/ages";
import { call, callOnce, NoAnswer, Refused } from "../../core/api";
import { random, toHex } from "../../core/bytes";
import type { Photo } from "../../core/photo";
import { person } from "../../core/session";
import { announce } from "../../ui/announce";
import { t } from "./words";

/** Counts up after each entry. */
const turn = signal(0);

export interface Shown<T> {
  readonly value: Signal<T | null>;
  readonly failed: Signal<Refused | NoAnswer | null>;
}

/** What the node shows at a path; nothing is asked where it is empty. */
export function useHire<T>(path: string): Shown<T> {
  const value = useSignal<T | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const asked = useRef(0);
  const load = async (): Promise<void> => {
    if (!path || !person.peek()) return;
    asked.current += 1;
    const mine = asked.current;
    try {
      const sent = await call<T>(path);
      if (mine !== asked.current) return;
      value.value = sent;
      failed.value = null;
    } catch (error) {
      if (mine !== asked.current) return;
      failed.value = known(error);
      value.value = null;
    }
  };
  const asking = async (): Promise<void> => {
    await load();
    if (failed.peek() instanceof NoAnswer) throw failed.peek();
  };
  useEffect(
    () =>
      effect(() => {
        for (const each of [turn, person]) void each.value;
        return untracked(() => untilAnswered(asking));
      }),
    [path],
  );
  return { value, failed };
}

/** Enter something in the office book: once, whatever the network does. Returns the number of the entry. */
export async function enter(
  kind: string,
  keys: Readonly<Record<string, unknown>>,
  photos: readonly Photo[] = [],
): Promise<number> {
  const sums = photos.map((each) => each.sha256);
  const done = await callOnce<{ readonly entry: number }>("hires", {
    kind,
    act_id: `${kind}-${toHex(random(10))}`,
    keys: sums.length > 0 ? { ...keys, photos: sums } : keys,
    photos: photos.map((each) => each.base64),
  });
  announce(t("entered", { n: done.entry }));
  turn.value += 1;
  return done.entry;
}

/** What went wrong, where it is something that the node says or does not say; anything else is thrown on. */
export function known(error: unknown): Refused | NoAnswer {
  if (error instanceof Refused || error instanceof NoAnswer) return error;
  throw error;
}
