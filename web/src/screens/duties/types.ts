/** The table of duties as the node gives it (docs/formats/duties.md). */

import type { Both } from "../../core/i18n";

export interface Clause {
  readonly id: string;
  readonly grade: string;
  /** "" where the clause was not read itself: then it is never shown as law. */
  readonly force: string;
  readonly says: string;
  /** Whether it holds where the rules of then do. */
  readonly here: boolean;
}

export interface Who {
  readonly is: "person" | "nobody" | "anonymous" | "withheld" | "program";
  readonly roles?: readonly string[];
  readonly letter?: string;
}

export interface Said {
  readonly code: string;
  readonly says: string;
}

export interface Part {
  readonly part: string;
  readonly who: Who;
  readonly duty: Both & { readonly clauses: readonly Clause[]; readonly basis: string };
}

export interface Entry {
  readonly record: number;
  readonly act: string;
  readonly name: Both;
  readonly about: string;
  readonly at: string;
  readonly stands: "done" | "deviation" | "asked-held" | "asked-refused";
  readonly late: boolean;
  readonly parts: readonly Part[];
  readonly deviations: readonly Said[];
}

export interface Answer {
  readonly gate: string;
  readonly name: Both;
  readonly whose: Both;
  readonly found: "recorded" | "not-in-full" | "no-record";
  readonly records: readonly { readonly record: number; readonly act: string }[];
  readonly said: readonly Said[];
  readonly clauses: readonly Clause[];
}

export interface Use {
  readonly record: number;
  readonly act: string;
  readonly name: Both;
  readonly weapon: string;
  readonly at: string;
  readonly after: boolean;
  readonly ought: readonly Answer[];
}

export interface Duties {
  readonly record: number;
  readonly as_of: string;
  readonly about: { readonly kind: string; readonly name: string; readonly things: readonly string[] };
  readonly sealed: boolean;
  readonly entries: readonly Entry[];
  readonly uses: readonly Use[];
}
