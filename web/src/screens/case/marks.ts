/**
 * Where a text is marked. Places of the record count characters (code points), those of a browser halves of them, so
 * both are kept; marks may overlap, and every piece of text knows all that cover it.
 */

import type { Source, Span } from "./types";

export interface Mark {
  readonly kind: "statement" | "quote" | "date";
  /** The statement, or the place of the quote or date in its list. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface Piece {
  readonly start: number;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Marks that begin here, and that end here. */
  readonly begins: readonly Mark[];
  readonly ends: readonly Mark[];
}

/** Every mark of a source, in the order of the text. */
export function marksOf(source: Source): readonly Mark[] {
  const found: Mark[] = [];
  for (const each of source.statements ?? [])
    for (const [start, end] of each.spans) found.push({ kind: "statement", id: each.id, start, end });
  for (const [at, { start, end }] of (source.quotes ?? []).entries())
    found.push({ kind: "quote", id: `q${at}`, start, end });
  for (const [at, { start, end }] of (source.dates ?? []).entries())
    found.push({ kind: "date", id: `d${at}`, start, end });
  return found
    .filter((each) => each.end > each.start)
    .sort((one, other) => one.start - other.start || other.end - one.end);
}

/** A text whose places are counted as the record counts them. */
export class Text {
  private readonly halves: readonly string[] | null;
  readonly length: number;

  constructor(readonly whole: string) {
    this.halves = /[\ud800-\udfff]/.test(whole) ? Array.from(whole) : null;
    this.length = this.halves?.length ?? whole.length;
  }

  slice(start: number, end: number): string {
    return this.halves ? this.halves.slice(start, end).join("") : this.whole.slice(start, end);
  }
}

/** How many characters a text of a browser has, as the record counts them. */
export const charactersIn = (text: string): number => new Text(text).length;

/** A stretch of a text in pieces, each under the same marks from its beginning to its end. */
export function piecesOf(text: Text, marks: readonly Mark[], from = 0, to = text.length): readonly Piece[] {
  const here = marks.filter((each) => each.start < to && each.end > from);
  const edges = new Set([from, to]);
  for (const { start, end } of here)
    for (const each of [start, end]) if (each > from && each < to) edges.add(each);
  const places = [...edges].sort((one, other) => one - other);
  return places.slice(0, -1).map((start, at) => {
    const end = places[at + 1] ?? to;
    const over = here.filter((each) => each.start < end && each.end > start);
    return {
      start,
      text: text.slice(start, end),
      marks: over,
      begins: over.filter((each) => each.start === start || (start === from && each.start < from)),
      ends: over.filter((each) => each.end === end || (end === to && each.end > to)),
    };
  });
}

/** Where a long text is divided, so that a page of it is shown at a time: at the ends of lines, never within a mark. */
export function pagesOf(text: Text, marks: readonly Mark[], size: number): readonly Span[] {
  const pages: Span[] = [];
  let start = 0;
  while (text.length - start > size) {
    const cut = cutOf(text, marks, start, start + size);
    pages.push([start, cut]);
    start = cut;
  }
  if (start < text.length || pages.length === 0) pages.push([start, text.length]);
  return pages;
}

function cutOf(text: Text, marks: readonly Mark[], start: number, most: number): number {
  const line = text.slice(start, most).lastIndexOf("\n");
  let cut = line > 0 ? start + charactersIn(text.slice(start, most).slice(0, line)) + 1 : most;
  // A mark that goes over the cut goes along whole, and so does one that goes over the end of that.
  for (let grown = true; grown; ) {
    const over = marks.filter((each) => each.start < cut && each.end > cut);
    grown = over.length > 0;
    if (grown) cut = Math.max(...over.map((each) => each.end));
  }
  return cut;
}

/** On which page a place is. */
export const pageAt = (pages: readonly Span[], place: number): number =>
  Math.max(
    0,
    pages.findIndex(([start, end]) => place >= start && place < end),
  );
