import { useSignal } from "@preact/signals";
import { ageOf } from "../../core/ages";
import { now } from "../../core/clock";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { ask } from "../../core/say";
import { person, roles } from "../../core/session";
import { en } from "../../text/en/concern";
import { es } from "../../text/es/concern";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button, Field } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";

const t = texts(en, es);

interface OneConcern {
  readonly record: number;
  readonly at: string;
  readonly deadline: string;
  readonly open: boolean;
  readonly overdue: boolean;
  readonly mine: boolean;
  readonly owner: string;
  readonly answered_at: string;
  /** These only to whom it is told. */
  readonly act_id?: string;
  readonly about?: string;
  readonly by?: string;
  readonly says?: string;
  readonly answer?: { readonly by: string; readonly says: string; readonly record: number } | null;
}

interface All {
  readonly open: number;
  readonly overdue: number;
  readonly concerns: readonly OneConcern[];
}

const ANSWERERS = ["producer", "production-manager", "safety-advisor", "first-ad"];

/** Every concern: who owes the answer and until when; what it says only to whom it is told. */
export function Concerns() {
  const view = useView<All>("concerns");
  const all = view.value.value;
  return (
    <section class="stack">
      <h2>{t("list")}</h2>
      <ViewFailed view={view} />
      {all ? <p>{t("counts", { open: numberOf(all.open), overdue: numberOf(all.overdue) })}</p> : null}
      <ul class="stack">
        {all?.concerns.map((each) => (
          <li
            key={each.record}
            class={`notice stack-close ${each.overdue ? "bad" : ""}`}
            data-concern={each.record}
          >
            <One concern={each} load={view.load} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ concern, load }: { readonly concern: OneConcern; readonly load: () => Promise<void> }) {
  const { answer } = concern;
  const owner = concern.owner || t("nobody");
  const mayAnswer =
    concern.open &&
    concern.act_id &&
    roles.value.some((role) => ANSWERERS.includes(role)) &&
    !isAbout(concern);
  return (
    <>
      <p>
        {t("raisedAt", { n: numberOf(concern.record), age: ageOf(concern.at) })}
        {concern.mine ? `, ${t("byYou")}` : ""}
      </p>
      <p>
        {concern.open
          ? t(concern.overdue ? "overdue" : "due", {
              ...{ who: owner, time: timeOf(concern.deadline) },
              age: concern.overdue ? lateBy(concern.deadline) : ageOf(concern.deadline),
            })
          : t("answered", { age: ageOf(concern.answered_at) })}
      </p>
      {concern.act_id ? (
        <p>
          <strong>{concern.about || t("aboutSet")}</strong>{" "}
          <span class="soft">{concern.by ? t("by", { who: concern.by }) : t("byNobody")}</span>
        </p>
      ) : (
        <p class="soft">{t("hidden")}</p>
      )}
      {concern.says ? <p class="quote">{concern.says}</p> : null}
      {answer ? (
        <p class="quote">
          <strong>{answer.by}:</strong> {answer.says}
        </p>
      ) : null}
      {mayAnswer ? <AnswerIt concern={concern} load={load} /> : null}
    </>
  );
}

const isAbout = (concern: OneConcern): boolean => concern.about === person.value;

function AnswerIt({ concern, load }: { readonly concern: OneConcern; readonly load: () => Promise<void> }) {
  const text = useSignal("");
  const saying = useSaying();
  return (
    <div class="stack-close">
      <Field
        long
        label={t("answer")}
        hint={t("answerHint")}
        value={text.value}
        onInput={(next) => {
          text.value = next;
        }}
      />
      <AnswerBox saying={saying} />
      <Button
        look="whole"
        busy={saying.busy.value || text.value.trim() === ""}
        onPress={() =>
          void saying
            .run(() => ask("answer-concern", { of_act: concern.act_id, says: text.value.trim() }))
            .then((outcome) => (isPermitted(outcome) ? load() : undefined))
        }
      >
        {t("answerIt")}
      </Button>
    </div>
  );
}

/** For how long an answer is overdue, in words. */
function lateBy(deadline: string): string {
  const hours = Math.floor((now().getTime() - new Date(deadline).getTime()) / 3_600_000);
  return hours < 1 ? t("underAnHour") : t("hours", { n: numberOf(hours) });
}
