/** Readiness and the schedule as the node gives them. */

import type { Both } from "../../core/i18n";

export interface Item {
  readonly code: string;
  readonly weight: "missing" | "look" | "note";
  readonly when: "before" | "on-the-day";
  /** The sentences of the rules are in English alone: `es` is empty then. */
  readonly says: Both;
  readonly next: Both;
  readonly scenes: readonly string[];
  readonly who: string;
  readonly thing: string;
  readonly act: string;
  readonly by: readonly string[];
}

export interface Use {
  readonly weapon: string;
  readonly user: string;
  readonly ammunition: string;
  readonly load: string;
  readonly shots: number;
  readonly planned: boolean;
}

export interface Scene {
  readonly scene: string;
  readonly slug: string;
  readonly location: string;
  readonly when: string;
  readonly uses: readonly Use[];
}

export interface Expiry {
  readonly what: "paper" | "certificate" | "service" | "return";
  readonly kind: string;
  readonly of_sort: string;
  readonly of: string;
  readonly on: string;
  readonly over: boolean;
}

export interface Ready {
  readonly record: number;
  readonly entry: number;
  readonly day: string;
  readonly assumed: boolean;
  readonly scenes: readonly Scene[];
  readonly items: readonly Item[];
  readonly staff: { readonly fit: readonly string[]; readonly needed: number };
  readonly expiring: readonly Expiry[];
  readonly tasks: readonly { task: string; says: Both; due: string; overdue: boolean }[];
}

export interface Word {
  readonly word: string;
  readonly says: string;
  readonly in: string;
  readonly before: string;
  readonly after: string;
  readonly times: number;
  /** Why it means something else, in both languages; empty where it does not. */
  readonly because: Partial<Both>;
}

export interface Proposed {
  readonly scene: string;
  readonly slug: string;
  readonly days: readonly string[];
  readonly waits: boolean;
  readonly changed: boolean;
  readonly words: readonly Word[];
  readonly more: number;
}

export interface Change {
  readonly what: string;
  readonly scene: string;
  readonly was: string;
  readonly is: string;
}

export interface Schedule {
  readonly scenes: readonly Proposed[];
  readonly changes: { readonly script: readonly Change[]; readonly schedule: readonly Change[] };
}
