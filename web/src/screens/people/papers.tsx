import { person as me } from "../../core/session";
import type { Person } from "../../core/views";
import { ending, isSoon, paperName, t } from "./words";

/** The papers and the instruction of somebody, for the office and for themselves; for others that they are not shown. */
export function Papers({ of }: { readonly of: Person }) {
  const { papers, instructed, person } = of;
  if (!papers) return person === me.value ? null : <p class="soft">{t("papersHidden", { who: person })}</p>;
  return (
    <>
      <section class="stack-close">
        <h2>{t(person === me.value ? "papersYours" : "papers")}</h2>
        {papers.length === 0 ? <p class="soft">{t("papersNone")}</p> : null}
        <ul class="findings">
          {papers.map((paper) => (
            <li key={paper.kind}>
              {paperName(paper.kind)}
              {paper.class && paper.class !== "any" ? <span lang="en"> ({paper.class})</span> : null}
              {": "}
              {isSoon(paper) ? <strong>{ending(paper.expires)}</strong> : ending(paper.expires)}
            </li>
          ))}
        </ul>
      </section>
      <section class="stack-close">
        <h2>{t("instructed")}</h2>
        {instructed && instructed.length > 0 ? (
          <p lang="en">{instructed.map((each) => each.replaceAll("-", " ")).join(", ")}</p>
        ) : (
          <p class="soft">{t("instructedNone")}</p>
        )}
        <p class="soft">{t("instructedSays")}</p>
      </section>
    </>
  );
}
