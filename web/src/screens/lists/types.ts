/** What the node says of tables and of an import. */

export interface Column {
  readonly name: string;
  readonly needed: boolean;
}

export interface Table {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly imports: boolean;
  readonly exports: boolean;
}

export interface Tables {
  readonly tables: readonly Table[];
  readonly formats: readonly string[];
}

export interface Fault {
  readonly at: string;
  readonly code: string;
  readonly says: string;
  readonly now: string;
}

export interface Row {
  readonly row: number;
  readonly at: string;
  readonly name: string;
  readonly outcome: "new" | "waits" | "known" | "bad";
  readonly faults: readonly Fault[];
  readonly notes: readonly Fault[];
}

export interface Judged {
  readonly table: string;
  readonly said: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly column: string }[];
  readonly counts: Readonly<Record<Row["outcome"], number>>;
  readonly may: boolean;
  readonly rows: readonly Row[];
  readonly done: {
    readonly rows: number;
    readonly records: readonly number[];
    readonly where: string;
  } | null;
}
