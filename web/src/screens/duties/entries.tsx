import { numberOf, timeOf } from "../../core/i18n";
import type { Entry, Part } from "./types";
import { clausesOf, inBoth, t, whoIs } from "./words";

interface EntriesProps {
  readonly entries: readonly Entry[];
  /** Weapons that have a screen of their own, with the records that their proofs rest on. */
  readonly weapons: readonly string[];
}

/** Everybody who had a part, in the order of the record: a table on a large screen, one under the other on a phone. */
export function Entries({ entries, weapons }: EntriesProps) {
  return (
    <section class="stack-close">
      <h2>{t("entries")}</h2>
      {entries.length === 0 ? <p>{t("nobody")}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t("act")}</th>
            <th scope="col">{t("who")}</th>
            <th scope="col">{t("duty")}</th>
            <th scope="col">{t("clause")}</th>
          </tr>
        </thead>
        {entries.map((entry, place) => (
          <tbody key={`${entry.record} ${entry.act} ${place}`}>
            {entry.parts.map((part, at) => (
              <Line
                key={`${part.part} ${at}`}
                entry={entry}
                part={part}
                first={at === 0}
                known={weapons.includes(entry.about)}
              />
            ))}
            {entry.deviations.length > 0 ? (
              <tr class="said">
                <td colSpan={4} lang="en">
                  {entry.deviations.map((each) => each.says).join(" ")}
                </td>
              </tr>
            ) : null}
          </tbody>
        ))}
      </table>
    </section>
  );
}

interface LineProps {
  readonly entry: Entry;
  readonly part: Part;
  readonly first: boolean;
  readonly known: boolean;
}

function Line({ entry, part, first, known }: LineProps) {
  return (
    <tr>
      {first ? (
        <th scope="rowgroup" rowSpan={entry.parts.length}>
          <Head entry={entry} known={known} />
        </th>
      ) : null}
      <td>{part.who.is === "nobody" ? <strong>{whoIs(part.who)}</strong> : whoIs(part.who)}</td>
      <td>{inBoth(part.duty)}</td>
      <td class="soft">
        <ul class="plain">
          {clausesOf(part.duty.clauses, part.duty.basis).map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

const STANDS = {
  deviation: "deviation",
  "asked-held": "askedHeld",
  "asked-refused": "askedRefused",
} as const;

function Head({ entry, known }: { readonly entry: Entry; readonly known: boolean }) {
  const { about, stands } = entry;
  return (
    <>
      <span>{inBoth(entry.name)}</span>
      {about ? (
        <span>{known ? <a href={`/weapons/${encodeURIComponent(about)}`}>{about}</a> : about}</span>
      ) : null}
      <span class="soft">{t("recordAt", { n: numberOf(entry.record), time: timeOf(entry.at) })}</span>
      {stands === "done" ? null : <strong>{t(STANDS[stands])}</strong>}
      {entry.late ? <span class="soft">{t("late")}</span> : null}
    </>
  );
}
