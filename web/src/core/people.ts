/** Everybody on record with their roles, fetched where it is needed and kept while nothing changes. */

import { effect, signal } from "@preact/signals";
import { call, NoAnswer, Refused } from "./api";
import { record } from "./live";
import { person } from "./session";
import type { Person } from "./views";

export const people = signal<readonly Person[]>([]);

let asOf = "";

export async function loadPeople(): Promise<void> {
  const now = `${person.peek()} ${record.peek()}`;
  if (!person.peek() || asOf === now) return;
  try {
    const { people: all } = await call<{ people: Person[] }>("people");
    people.value = all.filter((each) => !each.erased);
    asOf = now;
  } catch (error) {
    if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
  }
}

effect(() => {
  if (!person.value) {
    people.value = [];
    asOf = "";
  }
});
