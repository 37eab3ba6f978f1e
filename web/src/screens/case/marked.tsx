import { names } from "./load";
import { charactersIn, type Mark, piecesOf, type Text } from "./marks";
import type { Source, Span } from "./types";

export interface WordsProps {
  readonly one: Source;
  readonly text: Text;
  readonly marks: readonly Mark[];
  readonly stretch: Span;
  readonly now: string;
  /** Told which characters are selected, or that none are. */
  readonly onMark: (span: Span | null) => void;
  readonly onPick: (statement: string) => void;
}

/** The words of a source with their marks: each state of a statement has a line of its own shape beneath. */
export function Words({ one, text, marks, stretch, now, onMark, onPick }: WordsProps) {
  const [from, to] = stretch;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears a selection; statements are reached by keys too
    <div
      class={`case-text ${names.value ? "" : "covered"}`}
      onMouseUp={() => onMark(selected())}
      onKeyUp={() => onMark(selected())}
      onTouchEnd={() => onMark(selected())}
    >
      {piecesOf(text, marks, from, to).map((piece) => (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: j and k do the same
        <span
          key={piece.start}
          data-at={piece.start}
          class={classOf(piece.marks, piece.begins, piece.ends, now, one)}
          onClick={() => {
            const mine = piece.marks.filter((each) => each.kind === "statement").at(-1);
            if (mine && !selected()) onPick(mine.id);
          }}
        >
          {piece.text}
        </span>
      ))}
    </div>
  );
}

function classOf(
  marks: readonly Mark[],
  begins: readonly Mark[],
  ends: readonly Mark[],
  now: string,
  one: Source,
): string {
  const states = new Map((one.statements ?? []).map((each) => [each.id, each.state]));
  const told = marks.filter((each) => each.kind === "statement");
  const found = told.map((each) => states.get(each.id) ?? "proposed");
  const has = (list: readonly Mark[], kind: Mark["kind"]): boolean => list.some((each) => each.kind === kind);
  return [
    told.length > 0 ? `st ${found.at(-1)}` : "",
    told.length > 1 ? "over" : "",
    told.some((each) => each.id === now) ? "now" : "",
    has(marks, "date") ? "date" : "",
    has(begins, "quote") ? "quote-begins" : "",
    has(ends, "quote") ? "quote-ends" : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Which characters of the text are selected, counted as the record counts them; null where none are. */
function selected(): Span | null {
  const found = getSelection();
  if (!found || found.isCollapsed || found.rangeCount === 0) return null;
  const range = found.getRangeAt(0);
  const places = [
    placeOf(range.startContainer, range.startOffset),
    placeOf(range.endContainer, range.endOffset),
  ];
  const [start, end] = places;
  return start !== null && end !== null && start !== undefined && end !== undefined && end > start
    ? [start, end]
    : null;
}

function placeOf(node: Node, offset: number): number | null {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element))?.closest?.(
    "[data-at]",
  );
  if (!(piece instanceof HTMLElement)) return null;
  const before = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "").slice(0, offset) : "";
  return Number(piece.dataset.at) + charactersIn(before);
}
