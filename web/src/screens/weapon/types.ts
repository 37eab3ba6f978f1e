/** What the node shows of one weapon. */

import type { Weapon } from "../../core/views";
import type { Listed } from "../../ui/photos";

export interface Said {
  readonly person: string;
  readonly proof: string;
  readonly by: string;
  readonly weaker: boolean;
  readonly waited_ms?: number;
}

/** How it was known who said one record. */
export interface Proven {
  readonly first: Said;
  readonly second: readonly Said[];
  readonly unprotected: boolean;
  readonly flags: readonly string[];
}

export interface Span {
  readonly record: number;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly where: string;
  readonly spoken: string;
  readonly state: string;
  readonly deviation: boolean;
  readonly reset?: { readonly by: string; readonly steps: readonly string[]; readonly refused?: boolean };
}

export interface Node {
  readonly record: number;
  readonly kind: string;
  readonly by: string;
  readonly second: string;
  readonly lot: string;
  readonly claimed_at: string;
  readonly received_at: string;
  readonly door: string;
  readonly outcome: string;
  readonly deviation: boolean;
}

export interface Tree {
  readonly says: string;
  readonly stands: boolean;
  readonly because: string;
  readonly voided_by: Node | null;
  readonly rests_on: readonly Node[];
}

export interface OneWeapon {
  readonly record: number;
  readonly as_of: string;
  readonly weapon: Weapon;
  readonly chain: readonly Span[];
  readonly proven: Readonly<Record<string, Proven>>;
  readonly proof_tree: { readonly contents: Tree | null; readonly bore: Tree | null };
  readonly thing: Readonly<Record<string, string | number>>;
  readonly photos: readonly Listed[];
}
