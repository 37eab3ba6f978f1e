/** What the node shows, as its routes give it. Without a sign-in no person is named, and fewer parts are there. */

export interface Held {
  readonly why: string;
  readonly record: number;
  readonly about?: string;
}

export interface RestsOn {
  readonly says: string;
  readonly records: readonly number[];
  readonly people: readonly string[];
  readonly since: string;
  readonly renewed: string;
  readonly voided_by: number;
  readonly because: string;
}

export interface Weapon {
  readonly weapon: string;
  readonly class: string;
  readonly action: string;
  readonly state: string;
  readonly contents: string;
  readonly word: string;
  readonly held: readonly Held[];
  readonly record: number;
  readonly at: string;
  // with a sign-in
  readonly holder?: string;
  readonly container?: string;
  readonly where?: string;
  readonly bore?: string;
  readonly open?: readonly string[];
  readonly rests_on?: { readonly contents: RestsOn | null; readonly bore: RestsOn | null };
  /** A sentence with a sign-in; without one "stands", "void" or "". */
  readonly proof: string;
  // without one
  readonly in_hands?: boolean;
  readonly locked_away?: boolean;
  readonly looked?: string;
}

export interface Waiting {
  readonly record: number;
  readonly at: string;
  readonly act_id?: string;
  readonly says?: string;
  readonly with?: string;
}

/** A thing that stays as it is until two people from outside have released it. */
export interface Frozen {
  readonly thing: "weapon" | "lot" | "container";
  readonly name: string;
  readonly record: number;
  readonly at: string;
}

/** The time that an incident keeps: when it was touched, and when the node heard of it. */
export interface Incident {
  readonly record: number;
  readonly at: string;
  readonly heard: string;
}

export interface TheSet {
  readonly scope: string;
  readonly day_open: boolean;
  readonly held: readonly Held[];
  readonly live: number | readonly { readonly where: string; readonly record: number }[];
  readonly concerns: number | readonly { readonly about: string; readonly record: number }[];
  readonly utc_offset_minutes?: number;
  readonly incidents?: readonly Incident[];
  readonly frozen?: readonly Frozen[];
}

export interface Board {
  readonly record: number;
  readonly as_of: string;
  readonly weapons: readonly Weapon[];
  readonly waiting: readonly Waiting[];
  readonly set: Partial<TheSet>;
  /** Up to which record somebody outside has witnessed it, where the node says so. */
  readonly witnessed?: number;
}

export interface Source {
  readonly id: string;
  readonly grade: string;
  readonly label: string;
  readonly force: string;
}

export interface Finding {
  readonly gate: string;
  readonly code: string;
  readonly weight: "note" | "hold" | "refuse";
  readonly says: string;
  readonly next: string;
  readonly sources: readonly Source[];
}

export interface Answer {
  readonly record: number;
  readonly act_id: string;
  readonly door: "ask" | "report";
  readonly outcome: "permit" | "hold" | "refuse" | "record";
  readonly would: "permit" | "hold" | "refuse";
  readonly deviation: boolean;
  readonly repeated: boolean;
  readonly findings: readonly Finding[];
  readonly flags?: readonly string[];
  /** Of a refused reset: the places, from 1, of its steps that count as done. */
  readonly counts?: readonly number[];
}

export interface Person {
  readonly person: string;
  readonly roles: readonly string[];
  readonly duties: readonly string[];
  readonly erased: boolean;
  // for the production office, and of oneself
  readonly name?: string;
  readonly papers?: readonly Paper[];
  readonly instructed?: readonly string[];
}

export interface Paper {
  readonly kind: string;
  readonly class: string;
  /** Its last day, as 2026-05-31; "" where none is said. */
  readonly expires: string;
}

export const many = (what: number | readonly unknown[] | undefined): number =>
  typeof what === "number" ? what : (what?.length ?? 0);

/** The same board with nobody in it: what is kept on a phone, for whoever picks it up. */
export function unnamed(board: Board): Board {
  return {
    record: board.record,
    as_of: board.as_of,
    ...(board.witnessed === undefined ? {} : { witnessed: board.witnessed }),
    weapons: board.weapons.map(unnamedWeapon),
    waiting: board.waiting.map(({ record, at }) => ({ record, at })),
    set: {
      day_open: board.set.day_open ?? false,
      held: (board.set.held ?? []).map(({ why, record }) => ({ why, record })),
      ...(board.set.incidents ? { incidents: board.set.incidents } : {}),
      ...(board.set.frozen ? { frozen: board.set.frozen } : {}),
      live: many(board.set.live),
      concerns: many(board.set.concerns),
    },
  };
}

function unnamedWeapon(line: Weapon): Weapon {
  const { weapon, class: class_, action, state, contents, word, record, at } = line;
  const rests = line.rests_on?.contents;
  return {
    ...{ weapon, class: class_, action, state, contents, word, record, at },
    in_hands: line.in_hands ?? Boolean(line.holder),
    locked_away: line.locked_away ?? Boolean(line.container),
    proof: line.rests_on ? (rests ? (rests.voided_by ? "void" : "stands") : "") : line.proof,
    looked: line.rests_on ? (rests?.renewed ?? "") : (line.looked ?? ""),
    held: line.held.map(({ why, record: since }) => ({ why, record: since })),
  };
}
