/** Until when a paper counts: its last day is a day in the calendar of the set, and it counts on that day still. */

import { now } from "../../core/clock";
import { board } from "../../core/live";

const DAY = 86_400_000;

/** How many days are left after today: 0 on the last one, less where it is over; `null` where none is said. */
export function daysLeft(last: string, at: Date, offsetMinutes: number): number | null {
  const end = /^\d{4}-\d{2}-\d{2}$/.test(last) ? Date.parse(`${last}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(end)) return null;
  const today = Math.floor((at.getTime() + offsetMinutes * 60_000) / DAY);
  return Math.round(end / DAY) - today;
}

export const leftOf = (last: string): number | null =>
  daysLeft(last, now(), board.value?.set.utc_offset_minutes ?? -new Date().getTimezoneOffset());
