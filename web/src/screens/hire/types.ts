/** What the node shows of hires. */

export interface Place {
  readonly place: string;
  readonly name: string;
  readonly role: string;
}

export interface Line {
  readonly hire: string;
  readonly way: "in" | "out";
  readonly party: string;
  readonly purpose: string;
  readonly since: string;
  readonly until: string;
  readonly agreed: string;
  readonly extended: number;
  readonly state: "overdue" | "soon" | "open" | "over";
  readonly days_left: number;
  readonly items: number;
  readonly outstanding: number;
  readonly closed_on: string;
  readonly differences: number;
  readonly against_the_record: number;
}

export interface Condition {
  readonly entry: number;
  readonly on: string;
  readonly says: string;
  readonly photos: readonly string[];
  readonly by: string;
}

export interface Point {
  readonly point: string;
  readonly says: { readonly en: string; readonly es: string };
  readonly before: string;
  readonly after: string;
  readonly worse: boolean;
}

export interface Thing {
  readonly thing: string;
  readonly is: string;
  readonly serial: string;
  readonly sent: number;
  readonly returned: number;
  readonly used: number;
  readonly outstanding: number;
  readonly before: Condition | null;
  readonly after: Condition | null;
  readonly points: readonly Point[];
  readonly where: Place;
  readonly against: string;
  readonly sort: string;
}

export interface Difference {
  readonly code: string;
  readonly thing: string;
  readonly before: string;
  readonly after: string;
  readonly entry: number;
  /** Of a condition: what the point says. */
  readonly says?: Point["says"];
}

export interface Consignment {
  readonly entry: number;
  readonly way: "in" | "out";
  readonly on: string;
  readonly carrier: string;
  readonly packing: string;
  readonly seals: readonly string[];
}

export interface One extends Omit<Line, "differences"> {
  readonly things: readonly Thing[];
  readonly differences: readonly Difference[];
  readonly consignments: readonly Consignment[];
}

export interface Service {
  readonly weapon: string;
  readonly state: "due" | "soon" | "unknown" | "later" | "none";
  readonly last: string;
  readonly on: string;
  readonly rounds: number;
  readonly by_difference: number;
  readonly rounds_left: number | null;
  readonly look_again: boolean;
}

export interface Paper {
  readonly weapon: string;
  readonly kind: string;
  readonly number: string;
  readonly expires: string;
  readonly state: "lapsed" | "soon" | "in-date" | "no-day";
}

export interface All {
  readonly today: string;
  readonly hires: readonly Line[];
  readonly services: readonly Service[];
  readonly certificates: readonly Paper[];
  readonly owners: readonly string[];
}

export interface Owned {
  readonly owner: string;
  readonly here: number;
  readonly overdue: number;
  readonly things: readonly {
    readonly thing: string;
    readonly is: string;
    readonly serial: string;
    readonly where: Place;
    readonly hire: string;
    readonly due_back: string;
    readonly service: Service["state"] | "";
  }[];
}

export interface Checklist {
  readonly list: string;
  readonly points: readonly Pick<Point, "point" | "says">[];
}
