import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { NoAnswer, Refused } from "../../core/api";
import { Button } from "../../ui/basics";
import { Select } from "../../ui/select";
import { Correct } from "./correct";
import { Came } from "./form";
import { PutBy, Who } from "./head";
import { stepOf } from "./keys";
import { act, type Done, known, turn } from "./load";
import type { Person, Source, Span, Statement } from "./types";
import { whoCan } from "./who";
import { sureness, t, whenOf, word } from "./words";

export interface PanelProps {
  readonly id: string;
  readonly one: Statement;
  readonly source: Source;
  readonly place: number;
  readonly total: number;
  readonly people: readonly Person[];
  readonly may: boolean;
  readonly marked: { value: Span | null };
  readonly onMove: (way: "next" | "back") => void;
}

/** One statement: what was read, by which rule, who reviewed it, and the three answers of a reviewer. */
export function Panel(props: PanelProps) {
  const { id, one, place, total, people, may, onMove } = props;
  const who = useSignal(one.who?.id ?? one.proposed_person);
  const correcting = useSignal(false);
  const busy = useSignal(false);
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const done = useSignal<Done | null>(null);
  const say = async (as: string): Promise<void> => {
    if (!may || busy.value) return;
    busy.value = true;
    fault.value = null;
    const content = as === "confirmed" && who.value ? { content: { who: who.value } } : {};
    try {
      const seen = { statement: one.id, after: one.after, reading: one.reading };
      done.value = await act(id, "review", { ...seen, as, ...content });
      onMove("next");
    } catch (error) {
      fault.value = known(error);
      // Somebody else may have been first: what they said is shown with it.
      turn.value += 1;
    }
    busy.value = false;
  };
  const latest = useRef(say);
  latest.current = say;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const way = stepOf(event);
      if (way === "confirm") void latest.current("confirmed");
      if (way === "reject") void latest.current("rejected");
      if (way === "correct" && may) {
        event.preventDefault();
        correcting.value = true;
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  return (
    <section class="case-panel stack" aria-label={t("statementOf", { n: place, total })}>
      <div class="case-step">
        <Button onPress={() => onMove("back")} keys="k" busy={place === 1}>
          {t("back")}
        </Button>
        <strong>{t("statementOf", { n: place, total })}</strong>
        <Button onPress={() => onMove("next")} keys="j" busy={place === total}>
          {t("next")}
        </Button>
      </div>
      <blockquote class="case-said">{one.text}</blockquote>
      <Read one={one} />
      {may ? (
        <>
          <Select
            label={t("saidBy")}
            value={who.value}
            options={[["", t("saidByOpen")], ...whoCan(people)]}
            onPick={(value) => {
              who.value = value;
            }}
          />
          <div class="case-answers">
            <Button onPress={() => void say("confirmed")} keys="c" busy={busy.value}>
              {t("confirm")} <kbd>c</kbd>
            </Button>
            <Button
              pressed={correcting.value}
              onPress={() => {
                correcting.value = !correcting.value;
              }}
              keys="x"
            >
              {t("correct")} <kbd>x</kbd>
            </Button>
            <Button onPress={() => void say("rejected")} keys="r" busy={busy.value}>
              {t("reject")} <kbd>r</kbd>
            </Button>
          </div>
          <p class="soft">{t("confirmSays")}</p>
        </>
      ) : null}
      <Came done={done.value} fault={fault.value} />
      {correcting.value ? <Correct {...props} onDone={() => (correcting.value = false)} /> : null}
      <Reviews one={one} />
    </section>
  );
}

/** What the reader found of a statement, and how sure its rule is. */
function Read({ one }: { readonly one: Statement }) {
  return (
    <dl class="case-facts">
      <dt>{t("stateIs")}</dt>
      <dd>
        <span class={`st ${one.state}`}>{word("state", one.state)}</span>
      </dd>
      <dt>{t("saidBy")}</dt>
      <dd>
        {one.who ? (
          <Who one={one.who} />
        ) : (
          one.mention || t(one.names_somebody ? "namedCovered" : "namedNobody")
        )}
      </dd>
      <dt>{t("how")}</dt>
      <dd>
        {word("how", one.directness)}
        {one.depth > 1 ? `, ${t("depth", { n: one.depth })}` : ""}
      </dd>
      <dt>{t("whenSaid")}</dt>
      <dd>
        {whenOf(one.said.edtf)} <span class="soft">({word("kind", one.said.kind)})</span>
      </dd>
      <dt>{t("aboutWhen")}</dt>
      <dd>{[...one.about.edtf.map(whenOf), ...one.about.events].join("; ") || t("notSaid")}</dd>
      {one.signs.length > 0 ? (
        <>
          <dt>{t("signs")}</dt>
          <dd>{one.signs.map((each) => word("sign", each)).join("; ")}</dd>
        </>
      ) : null}
      <dt>{t("foundBy")}</dt>
      <dd>
        {word("rule", one.rule)}: {sureness(one.confidence)}
      </dd>
    </dl>
  );
}

/** Everybody who reviewed it, the first one first; one that came too late is kept beside. */
function Reviews({ one }: { readonly one: Statement }) {
  if (one.reviews.length === 0) return <p class="soft">{t("reviewsNone")}</p>;
  return (
    <ul class="case-rows">
      {one.reviews.map((each) => (
        <li class="case-line" key={each.record}>
          {word("state", each.as)}
          {each.refused ? ` (${t("keptBeside")})` : ""}. <PutBy by={each} />
        </li>
      ))}
    </ul>
  );
}
