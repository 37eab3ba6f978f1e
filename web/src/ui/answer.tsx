import { type Signal, useSignal } from "@preact/signals";
import type { Refused } from "../core/api";
import type { Outcome } from "../core/say";
import type { Answer, Finding } from "../core/views";
import { announce } from "./announce";
import { Button, Notice } from "./basics";
import { t } from "./text";

/** How a screen says an act: `run(() => ask("take", keys))`, then shows `<AnswerBox saying={...} />`. */
export interface Saying {
  readonly busy: Signal<boolean>;
  readonly outcome: Signal<Outcome | null>;
  run(send: () => Promise<Outcome>): Promise<Outcome | null>;
  clear(): void;
}

export function useSaying(): Saying {
  const busy = useSignal(false);
  const outcome = useSignal<Outcome | null>(null);
  return {
    busy,
    outcome,
    clear() {
      outcome.value = null;
    },
    async run(send) {
      if (busy.value) return null;
      busy.value = true;
      try {
        outcome.value = await send();
        announce(headline(outcome.value), !isPermitted(outcome.value));
        return outcome.value;
      } finally {
        busy.value = false;
      }
    },
  };
}

export const isPermitted = (outcome: Outcome | null): boolean =>
  outcome?.is === "answer" && !["hold", "refuse"].includes(outcome.answer.outcome);

export function headline(outcome: Outcome): string {
  if (outcome.is === "no-answer") return t("noAnswer");
  if (outcome.is === "kept") return t("keptTitle");
  if (outcome.is === "turned-away") return `${t("turnedAway")}. ${outcome.refused.says}`;
  const { answer } = outcome;
  if (answer.door === "report") return t("recorded");
  return t(answer.outcome === "hold" ? "held" : answer.outcome === "refuse" ? "refuse" : "permit");
}

/** What came of an act, in place: the answer with everything that stands against it, and what to do next. */
export function AnswerBox({ saying }: { readonly saying: Saying }) {
  const outcome = saying.outcome.value;
  if (!outcome) return null;
  if (outcome.is === "answer") return <Answered answer={outcome.answer} />;
  if (outcome.is === "turned-away") return <TurnedAway refused={outcome.refused} />;
  if (outcome.is === "kept") {
    return (
      <Notice title={t("keptTitle")} look="warn">
        <p>{t("keptSays")}</p>
      </Notice>
    );
  }
  return (
    <Notice title={t("noAnswer")} look="bad">
      <p>{t("noAnswerSays")}</p>
      <Button busy={saying.busy.value} onPress={() => void saying.run(outcome.again)}>
        {t("askAgain")}
      </Button>
    </Notice>
  );
}

/** What the node turned away before it reached a rule: nothing was recorded. */
export function TurnedAway({ refused, title }: { readonly refused: Refused; readonly title?: string }) {
  return (
    <Notice title={title ?? t("turnedAway")} look="bad">
      <p lang="en">{refused.says}</p>
      <p lang="en">{refused.now}</p>
    </Notice>
  );
}

export function Answered({ answer }: { readonly answer: Answer }) {
  const look =
    answer.outcome === "refuse" ? "bad" : answer.outcome === "hold" || answer.deviation ? "warn" : undefined;
  return (
    <Notice title={headline({ is: "answer", answer })} {...(look ? { look } : {})}>
      {answer.outcome === "refuse" ? <p>{t("refuseSays")}</p> : null}
      {answer.deviation ? <p>{t("deviation")}</p> : null}
      {answer.repeated ? <p>{t("repeated")}</p> : null}
      {answer.flags?.includes("second.quick") ? <p>{t("flagQuick")}</p> : null}
      <Findings findings={answer.findings} />
      <p class="soft">{t("number", { n: answer.record })}</p>
    </Notice>
  );
}

const ORDER = { refuse: 0, hold: 1, note: 2 };

/** Every finding, the gravest first: what it is, what to do next, and the clauses behind it. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const sorted = [...findings].sort((a, b) => ORDER[a.weight] - ORDER[b.weight]);
  if (sorted.length === 0) return null;
  return (
    <ul class="findings">
      {sorted.map((each) => (
        <li key={each.code + each.says} data-code={each.code}>
          <p class="says">
            {each.weight === "note" ? <span>{t("notes")}: </span> : null}
            <span lang="en">{each.says}</span>
          </p>
          <p lang="en">{t("next", { next: each.next })}</p>
          {each.sources.length > 0 ? (
            <p class="clauses">{t("clauses", { ids: each.sources.map((source) => source.id).join(", ") })}</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
