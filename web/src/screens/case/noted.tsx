import { PutBy } from "./head";
import type { Link, Note, Review, Source, Statement } from "./types";
import { t, word } from "./words";

/** That another source corrects the one of these words, with the way to it: they do not look current. */
export function CorrectedBy(props: { readonly of: string; readonly by: string | undefined }) {
  const { of, by } = props;
  if (!by) return null;
  return (
    <a class="tag" href={`/cases/${of}/sources/${by}`}>
      {t("correctedBy", { id: by })}
    </a>
  );
}

/** What was said against something on record: of what, the words, in whose, and who put it there. */
export function Noted(props: {
  readonly all: readonly Note[] | undefined;
  readonly says: "correctionOf" | "contested";
  /** Whether the words are kept back with those that they are about. */
  readonly hidden?: boolean;
  /** The record of the reading that holds, where statements may be named. */
  readonly reading?: number;
}) {
  const { all = [], says, hidden, reading = 0 } = props;
  return (
    <>
      {all.map((each) => (
        <p class="case-noted" key={each.record}>
          <strong>{t(says, { what: each.what })}</strong> {each.text ?? t(hidden ? "notShown" : "erased")}{" "}
          {each.of ? `${t("wordsOf", { who: each.of })} ` : ""}
          {ofEarlier(each, reading) ? `${t("ofEarlier")} ` : ""}
          <PutBy by={each} />
        </p>
      ))}
    </>
  );
}

/** Whether a correction names a statement of a reading that holds no more: its number may be that of other words now. */
export const ofEarlier = (one: Note, reading: number): boolean =>
  one.what.includes(".") && !one.what.includes(".x") && one.record < reading;

/** The corrections of the very words of a statement. */
export const correctionsOf = (source: Source, one: Statement): readonly Note[] =>
  source.corrections.filter((each) => each.what === one.id && !ofEarlier(each, one.reading));

/** The review by which a statement stands as it does; one that came too late is none. */
export const ruling = (one: Statement): Review | undefined =>
  one.reviews.filter((each) => !each.refused).at(-1);

/** A record of the production that a statement was laid beside, and who did that. */
export function LinkLine(props: { readonly one: Link; readonly to: string }) {
  const { one, to } = props;
  return (
    <li class="case-link">
      {word("link", one.as)}: {to} {one.why ?? ""} <PutBy by={{ ...one, record: one.in_case }} />
    </li>
  );
}
