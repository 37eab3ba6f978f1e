import "../styles/acts.css";
import { useSignalEffect } from "@preact/signals";
import { NoAnswer, Refused } from "../core/api";
import { KINDS } from "../core/kinds";
import { WITH_PHOTOS } from "../core/photo";
import type { Outcome } from "../core/say";
import { person } from "../core/session";
import { AnswerBox, Findings, TurnedAway } from "../ui/answer";
import { Button, Notice } from "../ui/basics";
import { TakePhotos } from "../ui/photos";
import { t as shell } from "../ui/text";
import { type Doing, useDoing, type Word } from "./doing";
import type { Form } from "./form";
import { formOf } from "./forms";
import { type About, elsewhere, type Item } from "./item";
import { claimName, kindName } from "./names";
import { SecondPerson } from "./second";
import { t } from "./text";

export interface ActProps {
  readonly item: Item;
  readonly about: About | null;
  /** Its form, where a screen has one of its own for it. */
  readonly form?: Form;
  /** What came of it, with the second person's word where there was one. */
  readonly onDone: (outcome: Outcome, word: Word | null) => void;
  /** Whether somebody is in the middle of it, so that nothing else takes its place. */
  readonly onBusy?: (busy: boolean) => void;
  /** Whether what is read aloud stands above it already; it is the lesser of two buttons then. */
  readonly brief?: boolean;
  /** A further button, which says this act and then goes on to another. */
  readonly andThen?: { readonly label: string; readonly press: () => void };
}

/** One act; what has a screen of its own is said there. */
export function Act(props: ActProps) {
  const to = props.form ? "" : elsewhere(props.item);
  if (!to) return <OneAct {...props} />;
  return (
    <a class="button main" href={to}>
      {t("elsewhere", { what: kindName(props.item.kind) })}
    </a>
  );
}

/** Its form, what would stand against it, the one big button, its second person, and what came of it. */
function OneAct({ item, about, form, onDone, onBusy, brief, andThen }: ActProps) {
  const doing = useDoing(item, onDone);
  const Form = form ?? formOf(item.kind);
  const { opened, saying, failed, said } = doing;
  const waits = saying.busy.value || said.value === null;
  useSignalEffect(() => onBusy?.(opened.value !== null || saying.busy.value));
  return (
    <div class="stack" data-act={item.kind}>
      <div class="stack" hidden={opened.value !== null}>
        <Form item={item} about={about} said={said} brief={brief ?? false} />
        {WITH_PHOTOS.includes(item.kind) ? <TakePhotos photos={doing.photos} /> : null}
        <Would item={item} />
        {failed.value instanceof Refused ? <TurnedAway refused={failed.value} /> : null}
        {failed.value instanceof NoAnswer ? (
          <Notice title={shell("noAnswer")} look="bad">
            {KINDS[item.kind]?.safe ? (
              <Button onPress={() => void doing.alone()}>{t("aloneSafe")}</Button>
            ) : (
              <p>{t("noSecondNow")}</p>
            )}
          </Notice>
        ) : null}
        {differs(doing) ? (
          <Notice
            title={t("countsDiffer", {
              first: person.value,
              one: doing.word.value?.first ?? "",
              second: doing.word.value?.by ?? "",
              other: String(doing.word.value?.says.seen),
            })}
            look="bad"
          >
            <p>{t("countsDifferSays")}</p>
          </Notice>
        ) : (
          <AnswerBox saying={saying} />
        )}
        {andThen ? (
          <Button
            look="main"
            busy={waits}
            onPress={() => {
              andThen.press();
              void doing.go();
            }}
          >
            {andThen.label}
          </Button>
        ) : null}
        <Button look={brief || andThen ? "whole" : "main"} busy={waits} onPress={() => void doing.go()}>
          {claimName(item.kind)}
        </Button>
        {said.value === null ? <p class="soft">{t("missing1")}</p> : null}
      </div>
      <SecondPerson item={item} doing={doing} />
    </div>
  );
}

/** Whether it was turned away for one reason: the second person counted something else than the first. */
function differs({ saying, word }: Doing): boolean {
  const outcome = saying.outcome.value;
  const seen = word.value?.says.seen;
  return outcome?.is === "turned-away" && seen !== undefined && word.value?.first !== seen;
}

/** What the node's dry run found: never a permission. */
export function Would({ item }: { readonly item: Item }) {
  if (!item.would) return null;
  if (item.findings.length === 0) return <p class="soft would">{t("wouldPermit")}</p>;
  if (item.would === "permit") {
    return (
      <details class="fold would">
        <summary class="soft">{t("wouldNotes")}</summary>
        <Findings findings={item.findings} />
      </details>
    );
  }
  return (
    <section class={`would ${item.would}`}>
      <p class="label">{t(item.would === "hold" ? "wouldHold" : "wouldRefuse")}</p>
      <Findings findings={item.findings} />
    </section>
  );
}
