import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Act } from "../../acts/act";
import type { Word } from "../../acts/doing";
import { type Item, type Next, useNames } from "../../acts/item";
import { kindName } from "../../acts/names";
import { Standing } from "../../acts/stands";
import { numberOf } from "../../core/i18n";
import { board } from "../../core/live";
import type { Outcome } from "../../core/say";
import { person } from "../../core/session";
import type { Keys } from "../../core/statement";
import type { Answer } from "../../core/views";
import { Button, Notice } from "../../ui/basics";
import { useSubject } from "../../ui/holdstop";
import { useView, ViewFailed } from "../../ui/view";
import { lookOf, Spoken } from "../../ui/weapon";
import { Done, type Last } from "../bench/done";
import { EndRun } from "./end";
import { RunLines } from "./lines";
import { Stopped } from "./stopped";
import { t } from "./text";
import type { Run, Runs } from "./views";
import { Walk } from "./walk";

interface Came {
  readonly outcome: Outcome & { is: "answer" };
  readonly steps: readonly Keys[];
  readonly word: Word | null;
}

interface OneRunProps {
  readonly name: string;
  /** Whether it was scanned just now: then its reset begins at once. */
  readonly begun: boolean;
  readonly onAnother: () => void;
}

/** The run of one weapon: its contents first, how much is left of the run, and the reset, part after part. */
export function OneRun({ name, begun, onAnother }: OneRunProps) {
  const runs = useView<Runs>("runs");
  const next = useView<Next>(`weapons/${encodeURIComponent(name)}/next`);
  const walking = useSignal<Item | null>(null);
  const came = useSignal<Came | null>(null);
  const opened = useSignal<Last | null>(null);
  const reading = useSignal(false);
  const begins = useRef(begun);
  useSubject(name);
  useNames();
  const now = next.value.value;
  const run = runs.value.value?.runs.find((each) => each.weapon === name);
  const cycle = now?.acts.find((each) => each.kind === "cycle");
  useEffect(() => {
    if (!begins.current || !cycle) return;
    begins.current = false;
    walking.value = cycle;
  }, [cycle]);
  if (!now || !runs.value.value) return <ViewFailed view={now ? runs : next} />;
  const begin = (): void => {
    came.value = null;
    opened.value = null;
    walking.value = cycle ?? null;
    scrollTo(0, 0);
  };
  /** What was on the screen is of before: until it is read again, nothing begins from it. */
  const read = (): void => {
    reading.value = true;
    void Promise.allSettled([next.load(), runs.load()]).then(() => {
      reading.value = false;
    });
  };
  const done = (outcome: Outcome, steps: readonly Keys[], word: Word | null): void => {
    if (outcome.is !== "answer") return;
    came.value = { outcome, steps, word };
    walking.value = null;
    scrollTo(0, 0);
    read();
  };
  const item = walking.value;
  return (
    <div class="stack">
      {item ? null : <Head name={name} next={now} />}
      {run && !item ? <RunLines run={run} /> : null}
      <ViewFailed view={next} />
      {came.value ? <CameOf came={came.value} /> : null}
      {opened.value ? <Done last={opened.value} /> : null}
      {item ? (
        <Walk
          key={JSON.stringify(item.keys)}
          item={item}
          about={now}
          user={run?.user ?? ""}
          latest={cycle}
          onAgain={begin}
          onDone={done}
        />
      ) : reading.value ? null : (
        <NextOfIt
          run={run}
          next={now}
          cycle={cycle}
          left={came.value?.outcome.answer.outcome === "refuse"}
          onBegin={begin}
          onOpened={(outcome, word) => {
            if (outcome.is !== "answer" || outcome.answer.outcome === "refuse") return;
            opened.value = { kind: "open-run", outcome, word };
            scrollTo(0, 0);
            read();
          }}
        />
      )}
      {item ? null : (
        <>
          {cycle ? <Standing seconds={cycle.seconds} /> : null}
          {run && !run.ended ? <EndRun run={run} onEnded={() => void runs.load()} /> : null}
          <div class="row">
            <a class="button" href={`/bench?w=${encodeURIComponent(name)}`}>
              {t("toBench")}
            </a>
            <Button onPress={onAnother}>{t("another")}</Button>
          </div>
        </>
      )}
    </div>
  );
}

function Head({ name, next }: { readonly name: string; readonly next: Next }) {
  const line = board.value?.weapons.find((each) => each.weapon === name);
  const weapon = { ...next, held: line?.held ?? [], record: 0, at: "", proof: "" };
  return (
    <div class={`weapon head ${lookOf(weapon)}`}>
      <Spoken weapon={weapon} />
      {line?.where ? <p lang="en">{line.where}</p> : null}
    </div>
  );
}

/** What came of the last reset. */
function CameOf({ came }: { readonly came: Came }) {
  const answer: Answer = came.outcome.answer;
  if (answer.outcome === "refuse") return <Stopped answer={answer} steps={came.steps} />;
  return <Done last={{ kind: "cycle", outcome: came.outcome, word: came.word }} />;
}

interface NextOfItProps {
  readonly run: Run | undefined;
  readonly next: Next;
  readonly cycle: Item | undefined;
  /** Whether a reset was refused just now, and something of it is left. */
  readonly left: boolean;
  readonly onBegin: () => void;
  readonly onOpened: (outcome: Outcome, word: Word | null) => void;
}

/** What can be done now: a reset, another run, or what others do first. */
function NextOfIt({ run, next, cycle, left, onBegin, onOpened }: NextOfItProps) {
  const opening = next.acts.find((each) => each.kind === "open-run");
  if (run && !run.ended) {
    if (next.next.kind === "cut") return <Notice title={t("cutFirst")} />;
    if (run.custodian !== person.value) return <Notice title={t("notYours", { who: run.custodian })} />;
    const first = next.next.kind === "take" ? next.next : null;
    return (
      <div class="stack">
        {first ? (
          <p>
            <strong>
              {t("nowTake", { who: first.who[0] ?? "", what: kindName(first.kind).toLowerCase() })}
            </strong>
          </p>
        ) : null}
        {cycle ? (
          <Button look={first ? "whole" : "main"} onPress={onBegin}>
            {t(left ? "goOnLeft" : "reset")}
          </Button>
        ) : null}
      </div>
    );
  }
  if (!opening) return <Notice title={t(run ? "goOn" : "noOpening")} />;
  return (
    <section class="stack">
      <h2>{kindName("open-run")}</h2>
      <Act key={numberOf(run?.record ?? 0)} item={opening} about={next} onDone={onOpened} />
    </section>
  );
}
