import { signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useDoing, type Word } from "../../acts/doing";
import { type About, type Item, sameItem } from "../../acts/item";
import { SecondPerson } from "../../acts/second";
import { findingsAt, liveIn, type Part, partsOf } from "../../acts/steps";
import { NoAnswer, Refused } from "../../core/api";
import type { Json } from "../../core/canonical";
import { spoken } from "../../core/contents";
import type { Outcome } from "../../core/say";
import type { Keys } from "../../core/statement";
import type { Said } from "../../core/tidy";
import { AnswerBox, Findings, TurnedAway } from "../../ui/answer";
import { Button, Notice } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { t as shell } from "../../ui/text";
import { StepForm } from "./step";
import { t } from "./text";

const PART = { back: "pBack", look: "pLook", shown: "pShown", rounds: "pRounds", over: "pOver" } as const;
const NEXT = { back: "nBack", look: "nLook", shown: "nShown", rounds: "nRounds", over: "nOver" } as const;

export interface WalkProps {
  readonly item: Item;
  readonly about: About;
  readonly user: string;
  /** The reset as the record would have it by now, where it would have one. */
  readonly latest: Item | undefined;
  readonly onAgain: () => void;
  /** What came of it, and the steps that were said. */
  readonly onDone: (outcome: Outcome, steps: readonly Keys[], word: Word | null) => void;
}

/** A reset, part after part with the forms of its single acts; said as one, with one word of the second person. */
export function Walk({ item, about, user, latest, onAgain, onDone }: WalkProps) {
  const parts = useMemo(() => partsOf(item, user), []);
  const said = useMemo(() => parts.map((part) => part.steps.map(() => signal<Said | null>(null))), []);
  const at = useSignal(0);
  const sent = useRef<readonly Keys[]>([]);
  const doing = useDoing(item, (outcome, word) => onDone(outcome, sent.current, word));
  const { opened, saying, failed } = doing;

  const until = (last: number): readonly (Said | null)[] =>
    parts.slice(0, last + 1).flatMap((part, index) =>
      part.steps.map((step, place) => {
        const keys = said[index]?.[place]?.value;
        return keys ? { act: step.item.kind, ...keys } : null;
      }),
    );
  useSignalEffect(() => {
    const steps = until(parts.length - 1);
    doing.said.value = steps.includes(null) ? null : { ...item.keys, steps: steps as unknown as Json };
    sent.current = steps as readonly Keys[];
  });
  /** Say what was done up to here: what is in the safe direction counts, and what was found counts at once. */
  const breakOff = (): void => {
    const steps = until(at.value).filter((each) => each !== null);
    sent.current = steps as readonly Keys[];
    doing.said.value = { ...item.keys, steps: steps as unknown as Json };
    void doing.alone();
  };
  const last = parts.length - 1;
  const changed = !latest || !sameItem(latest, item) || latest.would !== item.would;
  const touched = useTouched();
  useEffect(() => {
    // It was begun from before some news: with nothing done in it yet, nothing is lost.
    if (changed && latest && !touched.current) onAgain();
  }, [changed, latest]);
  const whatIs = spoken(about.contents, about.word);
  const whole = !until(at.value).includes(null);
  const live = liveIn(until(at.value) as (Keys | null)[]);
  const go = (to: number): void => {
    at.value = to;
    scrollTo(0, 0);
  };
  return (
    <section class="stack" data-act="cycle">
      <div class="stack" hidden={opened.value !== null}>
        {changed ? (
          <Notice title={t("changed")} look="warn">
            <Button onPress={onAgain}>{t("beginAgain")}</Button>
          </Notice>
        ) : null}
        <p class="soft" lang={whatIs.lang}>
          {whatIs.contents} {whatIs.word}.
        </p>
        <Against item={latest ?? item} />
        {parts.map((part, index) => (
          <div class="stack" key={part.name + String(index)} hidden={index !== at.value}>
            <Heading part={part} index={index} of={parts.length} shown={index === at.value} />
            {part.steps.map((step, place) => (
              <StepForm
                key={step.place}
                step={step}
                about={about}
                said={said[index]?.[place] ?? signal(null)}
                findings={findingsAt(item.findings, step.place)}
                brief={part.name === "over" && step.item.kind !== "declare"}
              />
            ))}
          </div>
        ))}
        {failed.value instanceof Refused ? <TurnedAway refused={failed.value} /> : null}
        {failed.value instanceof NoAnswer ? <Notice title={shell("noAnswer")} look="bad" /> : null}
        {saying.outcome.value?.is === "answer" ? null : <AnswerBox saying={saying} />}
        {live ? (
          <Button look="stop whole" busy={saying.busy.value} onPress={breakOff}>
            {t("foundNow")}
          </Button>
        ) : (
          <Button
            look="main"
            busy={!whole || saying.busy.value}
            onPress={() => (at.value < last ? go(at.value + 1) : void doing.go())}
          >
            {t(NEXT[(parts[at.value] as Part).name])}
          </Button>
        )}
        {at.value > 0 ? <Button onPress={() => go(at.value - 1)}>{t("before")}</Button> : null}
        {live || !whole ? null : (
          <Folded title={t("breakOff")}>
            <div class="stack-close">
              <p>{t("breakSays")}</p>
              <Button busy={saying.busy.value} onPress={breakOff}>
                {t("breakNow")}
              </Button>
            </div>
          </Folded>
        )}
      </div>
      <SecondPerson item={item} doing={doing} />
    </section>
  );
}

const TOUCHES = ["pointerdown", "keydown", "input"] as const;

/** Whether a hand did anything since this was first shown. */
function useTouched(): { readonly current: boolean } {
  const touched = useRef(false);
  useEffect(() => {
    const ending = new AbortController();
    for (const each of TOUCHES) {
      const touch = (): void => {
        touched.current = true;
      };
      addEventListener(each, touch, { capture: true, signal: ending.signal });
    }
    return () => ending.abort();
  }, []);
  return touched;
}

interface HeadingProps {
  readonly part: Part;
  readonly index: number;
  readonly of: number;
  readonly shown: boolean;
}

/** Which part it is; it takes the focus when somebody comes to it. */
function Heading({ part, index, of, shown }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shown) heading.current?.focus({ preventScroll: true });
  }, [shown]);
  return (
    <h2 class="part" ref={heading} tabIndex={-1}>
      {t("step", { n: index + 1, of, what: t(PART[part.name]) })}
    </h2>
  );
}

/** What would stand against the reset as a whole; what is about one step stands there. */
function Against({ item }: { readonly item: Item }) {
  const own = findingsAt(item.findings, 0).filter(
    (each) => each.weight !== "note" && each.code !== "run.stops-here",
  );
  return own.length ? <Findings findings={own} /> : null;
}
