import type { Word } from "../../acts/doing";
import { kindName } from "../../acts/names";
import { numberOf, texts } from "../../core/i18n";
import { board } from "../../core/live";
import type { Outcome } from "../../core/say";
import { person } from "../../core/session";
import { en } from "../../text/en/bench";
import { es } from "../../text/es/bench";
import { Findings } from "../../ui/answer";
import { Notice } from "../../ui/basics";
import { t as shell } from "../../ui/text";

const t = texts(en, es);

export interface Last {
  readonly kind: string;
  readonly outcome: Outcome & { is: "answer" };
  readonly word: Word | null;
}

/** What was done last, in a line; what was noted of it behind that. */
export function Done({ last }: { readonly last: Last }) {
  const { answer } = last.outcome;
  const text = answer.outcome === "hold" ? "heldFor" : answer.door === "report" ? "recorded" : "done";
  const said = { what: kindName(last.kind), n: numberOf(answer.record) };
  const quick = answer.flags?.includes("second.quick") === true;
  const shown = board.value;
  const waits = shown?.waiting.some((each) => each.record === answer.record) === true;
  if (answer.outcome === "hold" && shown && shown.record >= answer.record && !waits) return null;
  const seen = last.word?.says.seen;
  const differ = seen !== undefined && last.word?.first !== undefined && seen !== last.word.first;
  const grave = answer.outcome === "hold" || answer.deviation || differ;
  return (
    <Notice
      title={t(differ ? "differ" : text, said)}
      {...(differ ? { look: "bad" as const } : grave || quick ? { look: "warn" as const } : {})}
    >
      {answer.deviation ? <p>{shell("deviation")}</p> : null}
      {quick ? <p>{shell("flagQuick")}</p> : null}
      {last.word ? <p>{secondSaid(last.word)}</p> : null}
      {answer.findings.length === 0 ? null : grave ? (
        <Findings findings={answer.findings} />
      ) : (
        <details class="fold">
          <summary>{t("noted", { n: answer.findings.length })}</summary>
          <Findings findings={answer.findings} />
        </details>
      )}
    </Notice>
  );
}

function secondSaid(word: Word): string {
  const { seen, serial, sight } = word.says as {
    seen?: number;
    serial?: string;
    sight?: { count?: number; seal?: string };
  };
  const all = [seen, serial, sight?.count, sight?.seal].filter((each) => each !== undefined);
  if (word.first !== undefined && seen !== undefined) {
    return t("both", { first: person.value, one: word.first, second: word.by, other: all.join(", ") });
  }
  return all.length
    ? t("secondWas", { who: word.by, said: all.join(", ") })
    : t("secondThere", { who: word.by });
}
