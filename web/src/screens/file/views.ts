/** What the node shows of files, and the acts that are made of it here. */

import type { Item } from "../../acts/item";
import type { Keys } from "../../core/statement";

export interface Dropped {
  readonly weapon: string;
  readonly contents: string;
  readonly word: string;
  readonly where: string;
  readonly says: string;
}

export interface Member {
  readonly mark: string;
  readonly weapon: string;
  readonly user: string;
  readonly contents: string;
  readonly word: string;
  readonly issued: boolean;
  readonly out: boolean;
  readonly looked: boolean;
  readonly flag: boolean;
  readonly where: string;
}

export interface File {
  readonly file: string;
  readonly dropped: readonly Dropped[];
  readonly custodian: string;
  readonly watcher: string;
  readonly scene: string;
  readonly record: number;
  readonly word: string;
  readonly held: string;
  readonly most: number;
  readonly weapons: readonly Member[];
  /** Whom today's plans of its scene name for what is not in it yet; the newest last. */
  readonly planned: readonly { readonly weapon: string; readonly user: string }[];
  readonly acts: readonly Item[];
}

export interface Files {
  readonly files: readonly File[];
}

export interface Scan {
  readonly weapon: string;
  readonly tag: string;
}

/** An act of a file, before anybody asked the node what it would say. */
export function itemOf(kind: string, keys: Keys, watcher: string): Item {
  return {
    ...{ kind, door: "ask" as const, keys, asks: [], second: kind !== "draw-in", second_says: [] },
    ...{ seconds: watcher ? [watcher] : [], who: [], findings: [], announce: "", things: [] },
  };
}

/** Whether it could go out: the node would have it in an issue. */
export const readyIn = (file: File, weapon: string): boolean =>
  file.acts.some((each) => each.kind === "issue-file" && each.things.includes(weapon));
