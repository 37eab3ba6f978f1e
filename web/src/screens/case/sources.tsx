import { useSignal } from "@preact/signals";
import { Failed, type InCase, Pager, PutBy, Within } from "./head";
import { useCase } from "./load";
import { CorrectedBy } from "./noted";
import type { Page, SourceRow } from "./types";
import { Upload } from "./upload";
import { dayOf, t, word } from "./words";

const FEW = 50;

/** The sources of a case: what each is, how much of it was reviewed, and which are not shown any more. */
export function Sources({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partSources")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const offset = useSignal(0);
  const path = `cases/${id}/sources?offset=${offset.value}&limit=${FEW}`;
  const view = useCase<Page & { sources: readonly SourceRow[] }>(path);
  const all = view.value.value;
  return (
    <>
      <Failed view={view} />
      {all && all.total === 0 ? <p>{t("sourcesNone")}</p> : null}
      <ul class="case-list">
        {all?.sources.map((each) => (
          <li key={each.id} class="case-card stack-close">
            <Row id={id} one={each} />
          </li>
        ))}
      </ul>
      {all ? <Pager {...all} onPage={(to) => (offset.value = to)} /> : null}
      {overview.may.includes("add-source") ? (
        <Upload id={id} sources={(all?.sources ?? []).map((each) => each.id)} />
      ) : null}
    </>
  );
}

function Row({ id, one }: { readonly id: string; readonly one: SourceRow }) {
  const left = (one.statements ?? 0) - (one.reviewed ?? 0);
  return (
    <>
      <h2>
        <a href={`/cases/${id}/sources/${one.id}`}>
          {one.id}: {one.about?.title || word("type", one.type)}
        </a>{" "}
        <CorrectedBy of={id} by={one.corrected_by} />
      </h2>
      <p>
        {word("type", one.type)}
        {one.about?.publisher ? `, ${one.about.publisher}` : ""}
        {one.about?.author ? `, ${one.about.author}` : ""}.{" "}
        {one.published ? t("publishedOn", { day: dayOf(one.published) }) : t("publishedNever")}
      </p>
      {one.gone ? (
        <p>
          <span class="tag">{word("gone", one.gone.how)}</span> {one.gone.why ?? ""} <PutBy by={one.gone} />
        </p>
      ) : (
        <p>
          {t("reviewedOf", { n: one.reviewed ?? 0, of: one.statements ?? 0 })}
          {left > 0 ? ` ${t("leftOpen", { n: left })}` : ""}
        </p>
      )}
      {one.same_as ? <p class="soft">{t("sameAs", { id: one.same_as })}</p> : null}
      {one.corrects ? <p class="soft">{t("correctsOne", { id: one.corrects })}</p> : null}
      <p>
        <PutBy by={one} />
      </p>
    </>
  );
}
