/** How long ago something was, in a few words; it goes on by itself. */

import { signal } from "@preact/signals";
import { NoAnswer, Refused } from "./api";
import { ahead, now } from "./clock";
import { language } from "./i18n";

export const minute = signal(now().getTime());

export function startMinutes(): void {
  const tick = (): void => {
    minute.value = now().getTime();
  };
  setInterval(tick, 15_000);
  ahead.subscribe(tick);
}

/** Read something, and again every quarter of a minute as long as no answer comes; returns how to give it up. */
export function untilAnswered(read: () => Promise<unknown>): () => void {
  let over = false;
  const again = async (): Promise<void> => {
    if (over) return;
    // One after the other: what takes long is waited for, and not asked twice.
    over = true;
    try {
      await read();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      over = false;
    }
  };
  return minute.subscribe(() => void again());
}

const STEPS: readonly [number, Intl.RelativeTimeFormatUnit][] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
];

export function ageOf(stamp: string): string {
  const seconds = (new Date(stamp).getTime() - minute.value) / 1000;
  if (!stamp || Number.isNaN(seconds)) return "";
  const words = new Intl.RelativeTimeFormat(language.value, { numeric: "auto" });
  const step = STEPS.find(([length]) => Math.abs(seconds) >= length);
  return step ? words.format(Math.trunc(seconds / step[0]), step[1]) : words.format(0, "second");
}
