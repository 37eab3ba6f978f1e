/** What the node shows of counts; of the lots in the list never a number. */

import type { Item } from "../../acts/item";
import type { Keys } from "../../core/statement";
import type { Sums } from "../lot/rounds";

export interface Due {
  readonly lot: string;
  readonly why: "custodian" | "break" | "wrap";
  readonly record: number;
}

export interface LotLine {
  readonly lot: string;
  readonly kind: string;
  readonly size: string;
  readonly calibre: string;
  readonly where: string;
  readonly held: readonly string[];
  readonly tainted: string;
  readonly counting: boolean;
}

export interface WeaponLine {
  readonly weapon: string;
  readonly loaded: number;
  readonly extra: number;
  readonly fired: number;
  readonly out: number;
  readonly lost: number;
  readonly in_it: number;
  readonly unexplained: number;
}

export interface Difference {
  readonly of: string;
  readonly thing: "lot" | "weapon";
  readonly name: string;
  readonly why: "short" | "over" | "apart" | "cases" | "weapon";
  readonly count: number;
  readonly says: string;
  readonly record: number;
  readonly at: string;
  readonly owner: string;
  readonly counted_by: readonly string[];
  readonly open: boolean;
  readonly closed: {
    readonly record?: number;
    readonly at?: string;
    readonly by?: string;
    readonly reason?: string;
    readonly found_again?: number;
  };
  readonly acts: readonly Item[];
}

export interface Counts {
  readonly record: number;
  readonly as_of: string;
  readonly due: readonly Due[];
  readonly lots: readonly LotLine[];
  readonly weapons: readonly WeaponLine[];
  readonly discrepancies: readonly Difference[];
}

export interface AccountLot extends LotLine {
  readonly sums: Sums;
  readonly box: number;
  readonly proven: number;
  readonly by_difference: number;
  readonly spent: number;
  readonly cases: number;
  readonly counted: { readonly record: number; readonly at: string };
  readonly samples: readonly { readonly count: number; readonly holder: string; readonly place: string }[];
}

export interface Account {
  readonly record: number;
  readonly lot: AccountLot;
  readonly lines: readonly {
    readonly record: number;
    readonly kind: string;
    readonly by: string;
    readonly at: string;
  }[];
}

const SECOND = ["recount", "destroy-rounds", "keep-sample", "return-rounds", "count-cases"];

/** An act of counting before anybody asked the node what it would say: it says no number that the record has. */
export function itemOf(kind: string, keys: Keys): Item {
  return {
    ...{ kind, door: "ask" as const, keys, asks: [], second: SECOND.includes(kind) },
    ...{ second_says: kind === "recount" ? ["seen"] : [], seconds: [], who: [], findings: [], announce: "" },
    things: [],
  };
}
