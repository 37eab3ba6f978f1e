import "../styles/acts.css";
import { useSignalEffect } from "@preact/signals";
import { NoAnswer, Refused } from "../core/api";
import { KINDS } from "../core/kinds";
import type { Outcome } from "../core/say";
import { AnswerBox, Findings, TurnedAway } from "../ui/answer";
import { Button, Notice } from "../ui/basics";
import { t as shell } from "../ui/text";
import { useDoing, type Word } from "./doing";
import { formOf } from "./forms";
import type { About, Item } from "./item";
import { kindName, SecondPerson } from "./second";
import { t } from "./text";

export interface ActProps {
  readonly item: Item;
  readonly about: About | null;
  /** What came of it, with the second person's word where there was one. */
  readonly onDone: (outcome: Outcome, word: Word | null) => void;
  /** Whether somebody is in the middle of it, so that nothing else takes its place. */
  readonly onBusy?: (busy: boolean) => void;
  /** Whether what is read aloud stands above it already. */
  readonly brief?: boolean;
}

/** One act: its form, what would stand against it, the one big button, its second person, and what came of it. */
export function Act({ item, about, onDone, onBusy, brief }: ActProps) {
  const doing = useDoing(item, onDone);
  const Form = formOf(item.kind);
  const { opened, saying, failed, said } = doing;
  useSignalEffect(() => onBusy?.(opened.value !== null || saying.busy.value));
  return (
    <div class="stack" data-act={item.kind}>
      <div class="stack" hidden={opened.value !== null}>
        <Form item={item} about={about} said={said} brief={brief ?? false} />
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
        <AnswerBox saying={saying} />
        <Button look="main" busy={saying.busy.value || said.value === null} onPress={() => void doing.go()}>
          {kindName(item.kind)}
        </Button>
        {said.value === null ? <p class="soft">{t("missing1")}</p> : null}
      </div>
      <SecondPerson item={item} doing={doing} />
    </div>
  );
}

/** What the node's dry run found: never a permission. */
export function Would({ item }: { readonly item: Item }) {
  if (!item.would) return null;
  if (item.findings.length === 0) return <p class="soft would">{t("wouldPermit")}</p>;
  return (
    <section class={`would ${item.would}`}>
      <p class="label">
        {t(item.would === "permit" ? "wouldNotes" : item.would === "hold" ? "wouldHold" : "wouldRefuse")}
      </p>
      <Findings findings={item.findings} />
    </section>
  );
}
