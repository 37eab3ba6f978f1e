import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../../ui/basics";
import { draftName, draftOf } from "./drafts";
import { FoldedForm } from "./form";
import { Failed, type InCase, Pager, PutBy, Within } from "./head";
import { Help } from "./help";
import { step, stepOf } from "./keys";
import { useCase } from "./load";
import { Words } from "./marked";
import { marksOf, pageAt, pagesOf, Text } from "./marks";
import { CorrectedBy, Noted } from "./noted";
import { Panel } from "./panel";
import { SourceActs } from "./source-acts";
import { StandsOf } from "./stands";
import type { Person, Source, Span } from "./types";
import { HOW, whoCan } from "./who";
import { dayOf, t, whenOf, word } from "./words";

const LONG = 24_000;

/** A source with everything that was read in it, to be confirmed, corrected or rejected one by one. */
export function SourceScreen({ id, source }: { readonly id: string; readonly source: string }) {
  return (
    <Within id={id} title={t("sourceTitle", { id: source })}>
      {(within) => <Opened {...within} source={source} />}
    </Within>
  );
}

function Opened({ id, overview, source }: InCase & { readonly source: string }) {
  const view = useCase<Source>(`cases/${id}/sources/${source}`);
  const people = useCase<{ people: readonly Person[] }>(`cases/${id}/people`);
  const one = view.value.value;
  return (
    <>
      <Failed view={view} />
      {one ? <About id={id} one={one} /> : null}
      {one?.gone ? (
        <Notice title={word("gone", one.gone.how)} look="warn">
          <p>{t("goneSays")}</p>
          <p>
            {one.gone.why ?? ""} <PutBy by={one.gone} />
          </p>
        </Notice>
      ) : null}
      {one && !one.gone ? (
        <Reviewing
          id={id}
          one={one}
          people={people.value.value?.people ?? []}
          may={overview.may.includes("review")}
        />
      ) : null}
      {one ? <SourceActs id={id} one={one} may={overview.may} /> : null}
    </>
  );
}

function About({ id, one }: { readonly id: string; readonly one: Source }) {
  return (
    <section class="stack-close">
      <p>
        <strong>{one.about?.title}</strong> {word("type", one.type)}
        {one.about?.publisher ? `, ${one.about.publisher}` : ""}
        {one.about?.author ? `, ${one.about.author}` : ""}.{" "}
        {one.published ? t("publishedOn", { day: dayOf(one.published) }) : t("publishedNever")}
      </p>
      {one.about?.address ? <p class="soft">{one.about.address}</p> : null}
      {one.same_as ? <p class="soft">{t("sameAs", { id: one.same_as })}</p> : null}
      {one.corrects ? <p>{t("correctsOne", { id: one.corrects })}</p> : null}
      {one.corrected_by ? (
        <Notice title={t("notCurrent")} look="warn">
          <CorrectedBy of={id} by={one.corrected_by} />
        </Notice>
      ) : null}
      <Noted all={one.corrections} says="correctionOf" reading={one.reading?.record ?? 0} />
      <p>
        <PutBy by={one} />
      </p>
    </section>
  );
}

interface ReviewingProps {
  readonly id: string;
  readonly one: Source;
  readonly people: readonly Person[];
  readonly may: boolean;
}

/** The text with its marks on one side, the statement that is looked at on the other. */
function Reviewing({ id, one, people, may }: ReviewingProps) {
  const text = new Text(one.text ?? "");
  const marks = marksOf(one);
  const pages = pagesOf(text, marks, LONG);
  const statements = one.statements ?? [];
  const first =
    statements.find((each) => may && draftOf(id, draftName(each)) !== undefined) ??
    statements.find((each) => each.state === "proposed") ??
    statements[0];
  const now = useSignal(first?.id ?? "");
  const page = useSignal(pageAt(pages, first?.spans[0]?.[0] ?? 0));
  const marked = useSignal<Span | null>(null);
  const help = useSignal(false);
  const current = useComputed(() => now.value);
  const move = (to: string): void => {
    const found = statements.find((each) => each.id === to);
    if (!found) return;
    now.value = to;
    page.value = pageAt(pages, found.spans[0]?.[0] ?? 0);
  };
  const moved = useRef(false);
  useEffect(() => {
    const place = moved.current ? document.querySelector(".case-text .now") : null;
    moved.current = true;
    place?.scrollIntoView({ block: "center" });
  }, [current.value, page.value]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const way = stepOf(event);
      if (way === "help") help.value = true;
      if (way !== "next" && way !== "back") return;
      event.preventDefault();
      move(
        step(
          statements.map((each) => each.id),
          now.value,
          way,
        ),
      );
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [one]);
  const shown = statements.find((each) => each.id === now.value);
  return (
    <div class="case-review">
      <div class="case-text-side">
        <Legend onHelp={() => (help.value = true)} />
        <Pager offset={page.value} limit={1} total={pages.length} onPage={(at) => (page.value = at)} />
        <Words
          one={one}
          text={text}
          marks={marks}
          stretch={pages[page.value] ?? [0, text.length]}
          now={now.value}
          onMark={(span) => (marked.value = span)}
          onPick={move}
        />
        <StandsOf all={statements} people={people} />
        <InQuestion one={one} />
      </div>
      <div class="case-panel-side">
        {shown ? (
          <Panel
            key={shown.id}
            id={id}
            one={shown}
            source={one}
            place={statements.indexOf(shown) + 1}
            total={statements.length}
            people={people}
            may={may}
            marked={marked}
            onMove={(way) =>
              move(
                step(
                  statements.map((each) => each.id),
                  now.value,
                  way,
                ),
              )
            }
          />
        ) : (
          <p>{t("statementsNone")}</p>
        )}
        {may ? <Adding id={id} one={one} people={people} marked={marked} /> : null}
      </div>
      {help.value ? <Help onClose={() => (help.value = false)} /> : null}
    </div>
  );
}

function Legend({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <p class="case-legend">
      {["proposed", "confirmed", "corrected", "rejected"].map((each) => (
        <span key={each} class={`st ${each}`}>
          {word("state", each)}
        </span>
      ))}
      <span class="date">{t("legendDate")}</span>
      <span class="quote-begins quote-ends">{t("legendQuote")}</span>
      <button type="button" class="button case-keys" aria-keyshortcuts="?" onClick={onHelp}>
        {t("keys")}
      </button>
    </p>
  );
}

/** Dates that the text leaves open: what each can mean is shown, and which it is is asked, never guessed. */
function InQuestion({ one }: { readonly one: Source }) {
  const asked = (one.dates ?? []).filter((each) => each.conflict);
  if (asked.length === 0) return null;
  return (
    <Notice title={t("datesAsked", { n: asked.length })} look="warn">
      <ul class="case-rows">
        {asked.map((each) => (
          <li class="case-line" key={each.start}>
            <q>{each.text}</q>: {[each.edtf, ...each.alternatives].filter(Boolean).map(whenOf).join(t("or"))}.{" "}
            <span lang="en" class="soft">
              {each.conflict}
            </span>
          </li>
        ))}
      </ul>
      <p>{t("datesAskedSays")}</p>
    </Notice>
  );
}

/** A statement that nobody proposed: its words are marked in the text. */
function Adding({
  id,
  one,
  people,
  marked,
}: Omit<ReviewingProps, "may"> & { readonly marked: { value: Span | null } }) {
  const span = marked.value;
  const next = (one.statements ?? []).filter((each) => each.id.includes(".x")).length + 1;
  if (!span) return <p class="soft">{t("addSays")}</p>;
  return (
    <FoldedForm
      title={t("addStatement")}
      of={id}
      act="review"
      asks={[
        { key: "who", label: t("saidBy"), options: whoCan(people) },
        { key: "directness", label: t("how"), options: HOW.map((each) => [each, word("how", each)]) },
      ]}
      keys={(said) => ({
        statement: `${one.id}.x${next}`,
        as: "corrected",
        after: 0,
        content: { spans: [[...span]], ...said },
      })}
      say={t("addStatement")}
    >
      <p>
        <q class="case-said">{new Text(one.text ?? "").slice(...span)}</q>
      </p>
    </FoldedForm>
  );
}
