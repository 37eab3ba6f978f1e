/** What the node shows of a case, as its routes give it. Names stand in it only where they were asked for. */

export interface By {
  readonly record: number;
  readonly at: string;
  readonly by: string;
  readonly party: boolean;
}

/** Words that correct or contest something; `of` is whose they are, where names are shown. */
export interface Note extends By {
  readonly what: string;
  readonly of: string;
  readonly text: string | null;
}

export interface Named {
  readonly id: string;
  readonly role: string;
  readonly party: boolean;
  readonly name?: string;
}

/** Somebody whom a statement is by or about, with what has to stand beside it; `as` where nobody confirmed them. */
export interface Concerned extends Named {
  readonly stands?: Beside;
  readonly as?: string;
}

export interface Review extends By {
  readonly as: string;
  readonly refused: boolean;
  readonly content: Readonly<Record<string, unknown>> | null;
}

export type Span = readonly [number, number];

export interface Statement {
  readonly id: string;
  readonly source: string;
  /** The source that corrects its source, or "". */
  readonly corrected_by: string;
  readonly spans: readonly Span[];
  readonly text: string;
  readonly directness: string;
  readonly state: string;
  readonly who: Concerned | null;
  readonly mention: string;
  readonly names_somebody: boolean;
  readonly proposed_person: string;
  readonly said: { readonly edtf: string; readonly kind: string; readonly precision: string };
  readonly about: { readonly edtf: readonly string[]; readonly events: readonly string[] };
  readonly depth: number;
  readonly signs: readonly string[];
  readonly confidence: number;
  readonly rule: string;
  readonly reviews: readonly Review[];
  readonly after: number;
  readonly reading: number;
  /** Whom it was said to, or for which outlet, as the source puts it. */
  readonly to?: string;
  /** Others who may have said it. */
  readonly alternatives?: readonly (string | Readonly<Record<string, unknown>>)[];
  /** Who is proposed as its speaker, and whose name stands in its words. */
  readonly named?: readonly Concerned[];
}

export interface Link extends By {
  /** The record of the case that says so; `record` is that of the production. */
  readonly in_case: number;
  readonly reading: number;
  readonly statement: string;
  readonly record: number;
  readonly as: string;
  readonly why: string | null;
}

export interface Gone extends By {
  readonly how: string;
  readonly on: string;
  readonly why: string | null;
}

export interface SourceRow extends By {
  readonly id: string;
  readonly type: string;
  readonly format: string;
  readonly published: string;
  readonly sum: string;
  readonly same_as: string;
  readonly corrects: string;
  readonly corrected_by: string;
  readonly gone: Gone | null;
  readonly about?: Readonly<Record<string, string>>;
  readonly statements?: number;
  readonly reviewed?: number;
}

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface DateFound extends Found {
  readonly edtf: string;
  readonly alternatives: readonly string[];
  readonly conflict: string | null;
}

export interface Source extends Omit<SourceRow, "statements"> {
  readonly text?: string;
  readonly reading?: (By & { readonly reader: string; readonly edition: string }) | null;
  readonly quotes?: readonly Found[];
  readonly dates?: readonly DateFound[];
  readonly statements?: readonly Statement[];
  readonly earlier_reviews?: readonly (Review & { readonly statement: string; readonly text: string })[];
  readonly links?: readonly Link[];
  /** Those of statements of a reading that holds no more. */
  readonly earlier_links?: readonly Link[];
  readonly corrections: readonly Note[];
}

export interface Page {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

export interface Matter extends By {
  readonly state: string;
  readonly on: string;
  readonly source: string;
  readonly matter: string | null;
}

export interface Reply extends By {
  readonly to: string;
  readonly on: string;
  readonly received: boolean;
  readonly text: string | null;
  readonly source: string;
}

export interface Beside {
  readonly matters: readonly Matter[];
  /** How much that is official is not shown, since its source is not. */
  readonly matters_withheld?: number | boolean;
  readonly no_charge_as_of: string;
  readonly replies: readonly Reply[];
  readonly no_reply_recorded: boolean;
  readonly corrections?: readonly Note[];
}

export interface Person extends Named, Beside {
  readonly erased: boolean;
  readonly statements: number;
  readonly also?: readonly string[];
  readonly ledger_id?: string;
}

export interface Hold extends By {
  readonly hold: number;
  readonly of: string;
  readonly on: string;
  readonly order: string | null;
  readonly open: boolean;
  readonly ended: (By & { readonly on: string }) | null;
}

export interface Overview {
  readonly id: string;
  readonly title: string | null;
  readonly production: string;
  readonly incident: number;
  readonly purpose: string;
  readonly retention: string;
  readonly retention_over: boolean;
  readonly opened: By;
  readonly closed: (By & { readonly why: string }) | null;
  readonly role: string;
  readonly party: boolean;
  readonly names: boolean;
  readonly may: readonly string[];
  readonly taken: readonly (By & { readonly size: number; readonly bundle: string })[];
  readonly counts: Readonly<Record<string, number>>;
  readonly gone: readonly (Gone & { readonly source: string })[];
  readonly holds: readonly Hold[];
  readonly erasures: readonly (By & {
    readonly what: string;
    readonly reason: string;
    readonly refused: boolean;
  })[];
  readonly formats: readonly {
    readonly name: string;
    readonly says: string;
    readonly of_one_source: boolean;
  }[];
}
