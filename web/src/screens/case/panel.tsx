import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { NoAnswer, Refused } from "../../core/api";
import { Button } from "../../ui/basics";
import { Choice } from "./choice";
import { confirmed } from "./content";
import { Correct } from "./correct";
import { draftName, draftOf } from "./drafts";
import { Came } from "./form";
import { stepOf } from "./keys";
import { act, type Done, known, turn } from "./load";
import { CorrectedBy, correctionsOf, LinkLine, Noted } from "./noted";
import { Read, Reviews } from "./read";
import { StandsOf } from "./stands";
import type { Person, Source, Span, Statement } from "./types";
import { whoCan } from "./who";
import { t } from "./words";

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

/** One statement: what was read, by which rule, who reviewed it, and the answers of a reviewer. */
export function Panel(props: PanelProps) {
  const { id, one, source, place, total, people, may, onMove } = props;
  const who = useSignal("");
  const correcting = useSignal(may && draftOf(id, draftName(one)) !== undefined);
  const busy = useSignal(false);
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const done = useSignal<Done | null>(null);
  const field = useId();
  const say = async (review: Readonly<Record<string, unknown>>): Promise<void> => {
    if (!may || busy.value) return;
    busy.value = true;
    fault.value = null;
    try {
      const seen = { statement: one.id, after: one.after, reading: one.reading };
      done.value = await act(id, "review", { ...seen, ...review });
      onMove("next");
    } catch (error) {
      fault.value = known(error);
      // Somebody else may have been first: what they said is shown with it.
      turn.value += 1;
    }
    busy.value = false;
  };
  const proposed = one.proposed_person;
  const chooseWho = (): void => {
    if (!proposed) document.getElementById(field)?.focus();
    else who.value = who.value === proposed ? "" : proposed;
  };
  const confirm = (): void => void say(confirmed(who.value));
  const reject = (): void => void say({ as: "rejected" });
  const correct = (): void => {
    correcting.value = true;
  };
  const ways = useRef({ confirm, reject, correct, who: chooseWho });
  ways.current = { confirm, reject, correct, who: chooseWho };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const way = stepOf(event);
      if (!may || !Object.hasOwn(ways.current, way)) return;
      event.preventDefault();
      ways.current[way as keyof typeof ways.current]();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  const bearer = people.find((each) => each.id === proposed);
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
      <CorrectedBy of={id} by={one.corrected_by} />
      <Noted all={correctionsOf(source, one)} says="correctionOf" />
      <StandsOf all={[one]} people={people} />
      <Read one={one} />
      {may ? (
        <>
          <Choice
            id={field}
            label={t("whoConfirm")}
            value={who.value}
            open={t("whoOpen")}
            options={whoCan(people)}
            onPick={(value) => {
              who.value = value;
            }}
          />
          {proposed ? (
            <Button pressed={who.value === proposed} onPress={chooseWho} keys="w">
              {t("whoProposed", { who: `${proposed}: ${bearer?.name ?? bearer?.role ?? ""}` })} <kbd>w</kbd>
            </Button>
          ) : null}
          <div class="case-answers">
            <Button onPress={confirm} keys="c" busy={busy.value}>
              {t(who.value ? "confirmWho" : "confirm")} <kbd>c</kbd>
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
            <Button onPress={reject} keys="r" busy={busy.value}>
              {t("reject")} <kbd>r</kbd>
            </Button>
          </div>
          <p class="soft">{t("confirmSays")}</p>
        </>
      ) : null}
      <Came done={done.value} fault={fault.value} />
      {correcting.value ? <Correct {...props} onDone={() => (correcting.value = false)} /> : null}
      <Reviews one={one} />
      <ul class="case-links">
        {source.links
          ?.filter((each) => each.statement === one.id)
          .map((each) => (
            <LinkLine key={each.in_case} one={each} to={t("recordN", { n: each.record })} />
          ))}
      </ul>
    </section>
  );
}
