/** What could come next, as the node's dry runs give it: never a permission. And the names that an act can say. */

import { computed } from "@preact/signals";
import { call } from "../core/api";
import { board } from "../core/live";
import type { Door, Keys } from "../core/statement";
import type { Finding } from "../core/views";
import { known, useKnown, type View } from "../ui/view";

export interface Item {
  readonly kind: string;
  readonly door: Door;
  /** As the record has them; what is also in `asks` is only suggested. */
  readonly keys: Keys;
  readonly asks: readonly string[];
  readonly second: boolean;
  readonly second_says: readonly string[];
  readonly seconds: readonly string[];
  readonly who: readonly string[];
  /** Absent where nobody asked the node what it would say. */
  readonly would?: "permit" | "hold" | "refuse";
  readonly findings: readonly Finding[];
  readonly announce: string;
  readonly things: readonly string[];
}

/** A weapon, as far as a form needs to know it: its places for cartridges, and what has to be looked into. */
export interface About {
  readonly weapon: string;
  readonly class: string;
  readonly action: string;
  readonly contents: string;
  readonly word: string;
  readonly spoken: string;
  readonly places: readonly string[];
  readonly looks: readonly string[];
}

export interface Wait {
  readonly seconds: number;
  readonly until: string;
  readonly says: string;
}

export interface Next extends About {
  readonly state: string;
  readonly next: Item;
  readonly next_is_mine: boolean;
  readonly acts: readonly Item[];
  readonly others: readonly Item[];
  readonly wait: Wait | null;
}

export interface Names {
  readonly people: readonly {
    readonly person: string;
    readonly roles: readonly string[];
    readonly custodian: boolean;
  }[];
  readonly scenes: readonly string[];
  readonly containers: readonly string[];
  readonly weapons: readonly {
    readonly weapon: string;
    readonly tag: string;
    readonly class: string;
    readonly action: string;
  }[];
  readonly lots: readonly LotName[];
  readonly may: readonly string[];
}

export interface LotName {
  readonly lot: string;
  readonly kind: string;
  readonly size: string;
  readonly calibre: string;
  readonly box: number;
}

const NONE: Names = { people: [], scenes: [], containers: [], weapons: [], lots: [], may: [] };

const all = known<Names>("names");

export const names = computed(() => all.value.value ?? NONE);

/** Know the names on a screen, as they are now. */
export const useNames = (): View<Names> => useKnown(all);

/** Fetch the names where they may have changed; returns whether they are those of now. */
export async function readNames(): Promise<boolean> {
  await all.load();
  return all.failed.peek() === null;
}

export const nextOf = (weapon: string): Promise<Next> =>
  call<Next>(`weapons/${encodeURIComponent(weapon)}/next`);

/** The weapon that a code is the tag or the name of; "" where there is none. */
export function weaponBy(code: string, known: Names): string {
  const wanted = code.toLowerCase();
  const found = known.weapons.find(
    ({ tag, weapon }) => tag.toLowerCase() === wanted || weapon.toLowerCase() === wanted,
  );
  return found?.weapon ?? "";
}

/** Whether a weapon holds cartridges, as far as the board tells; what is not known does. */
export const fires = (weapon: string): boolean => {
  const known = board.value?.weapons.find((each) => each.weapon === weapon);
  return !known || ["live-capable", "blank-only"].includes(known.class);
};

/** The weapon that a code is of, by the newest names; null where no answer came: then nobody knows that there is none. */
export async function weaponOf(code: string): Promise<string | null> {
  const read = await readNames();
  return weaponBy(code, names.peek()) || (read ? "" : null);
}

/** What an act is about, as the node reads it: the first of these keys that it has. */
export function thingOf(keys: Keys): string {
  const key = ["weapon", "lot", "file", "person", "scene", "of_act"].find(
    (each) => typeof keys[each] === "string" && keys[each],
  );
  return key ? String(keys[key]) : "";
}

/** Where an act is said that has a screen of its own, as a reset that is many steps; "" for any other. */
export function elsewhere({ kind, keys }: Item): string {
  if (kind === "cycle") return `/run?w=${encodeURIComponent(String(keys.weapon))}`;
  if (["issue-file", "return-file", "close-file"].includes(kind)) {
    return `/file?f=${encodeURIComponent(String(keys.file))}`;
  }
  return "";
}

/** The same proposal again, whatever else changed around it. */
export const sameItem = (one: Item, other: Item): boolean =>
  one.kind === other.kind && JSON.stringify(one.keys) === JSON.stringify(other.keys);
