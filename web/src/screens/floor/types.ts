import type { Item, Wait } from "../../acts/item";
import type { Finding } from "../../core/views";

export interface Plan {
  readonly user: string;
  readonly ammunition: string;
  readonly load: string;
  readonly shots: number | null;
  readonly distance_m: string | null;
  readonly muzzle_line_clear: boolean | null;
  readonly line: readonly string[];
  readonly passes: readonly { readonly from: string; readonly to: string }[];
  readonly reason: string;
  readonly ppe: readonly string[];
  readonly record: number;
}

export interface Block extends Finding {
  /** The act that answers it, and who may say that. */
  readonly act: string;
  readonly who: readonly string[];
}

export interface Planned {
  readonly weapon: string;
  readonly class: string;
  readonly action: string;
  readonly state: string;
  readonly contents: string;
  readonly word: string;
  readonly where: string;
  readonly plan: Plan;
  readonly in_take: boolean;
  readonly shots: number;
  readonly shown: { readonly looked: readonly string[]; readonly declined: readonly string[] };
  readonly ready: boolean;
  readonly blocks: readonly Block[];
  readonly next: Item;
  readonly wait: Wait | null;
}

export interface Scene {
  readonly scene: string;
  readonly meeting: {
    readonly attendees: readonly string[];
    readonly at: string;
    readonly record: number;
  } | null;
  readonly late: readonly string[];
  readonly meet: Item | null;
  readonly weapons: readonly Planned[];
}

export interface TheFloor {
  readonly day_open: boolean;
  readonly scenes: readonly Scene[];
}
