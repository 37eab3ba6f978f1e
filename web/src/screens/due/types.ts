/** What the node says of dated tasks. */

import type { Both } from "../../core/i18n";

export interface Clause {
  readonly id: string;
  readonly grade: string;
  readonly force: string;
  readonly note: string;
}

export interface Where {
  readonly of: "unit" | "office" | "bound-book";
  readonly record: number;
}

export interface Task {
  readonly id: string;
  readonly code: string;
  readonly says: Both;
  /** The last day in time; "" where there is none. */
  readonly due: string;
  /** The moment, where hours count. */
  readonly at: string;
  readonly state: "overdue" | "today" | "soon" | "undated" | "later" | "put-off" | "done";
  readonly clause: Clause | null;
  readonly rests: readonly Where[];
  /** The kind of entry of the bound book that alone ends it; "" where somebody may say that it is done. */
  readonly ends: string;
  readonly done: Where | null;
  readonly said_done: { readonly entry: number; readonly on: string; readonly reference: string } | null;
  readonly put_off: { readonly entry: number; readonly until: string; readonly why: string } | null;
}

export interface Tasks {
  readonly today: string;
  readonly tasks: readonly Task[];
}
