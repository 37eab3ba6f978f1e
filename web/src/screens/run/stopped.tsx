import { kindName } from "../../acts/names";
import { findingsAt } from "../../acts/steps";
import { numberOf } from "../../core/i18n";
import type { Keys } from "../../core/statement";
import type { Answer } from "../../core/views";
import { Findings } from "../../ui/answer";
import { Notice } from "../../ui/basics";
import { t } from "./text";

/** Said in another way: the list shows which steps count, and where it stops. */
const SHOWN = ["run.counts", "run.stops-here"];

interface StoppedProps {
  readonly answer: Answer;
  readonly steps: readonly Keys[];
}

/** A reset that was refused: what was found, each step with whether it counts as done, and what stands against it. */
export function Stopped({ answer, steps }: StoppedProps) {
  const counts = answer.counts ?? [];
  const whole = findingsAt(answer.findings, 0).filter((each) => !SHOWN.includes(each.code));
  const found = whole.filter((each) => each.code === "run.found");
  const others = whole.filter((each) => each.code !== "run.found" && each.weight !== "note");
  const stops = steps.findIndex((_, index) =>
    findingsAt(answer.findings, index + 1).some((each) => each.weight !== "note"),
  );
  return (
    <Notice title={t("refused", { n: numberOf(answer.record) })} look="bad">
      {found.length ? (
        <div class="found">
          <p>
            <strong>{t("foundTitle")}</strong>
          </p>
          <Findings findings={found.map((each) => ({ ...each, weight: "refuse" as const }))} />
        </div>
      ) : null}
      {stops < 0 ? null : <p>{t("stopsAt", { n: stops + 1, what: kindName(String(steps[stops]?.act)) })}</p>}
      <Findings findings={others} />
      <ol class="findings steps">
        {steps.map((step, index) => (
          <One
            key={String(step.act) + String(step.lot ?? index)}
            place={index + 1}
            step={step}
            counts={counts.includes(index + 1)}
            answer={answer}
          />
        ))}
      </ol>
      {counts.length ? <p>{t("dontAgain")}</p> : null}
    </Notice>
  );
}

interface OneProps {
  readonly place: number;
  readonly step: Keys;
  readonly counts: boolean;
  readonly answer: Answer;
}

function One({ place, step, counts, answer }: OneProps) {
  const findings = findingsAt(answer.findings, place);
  const grave = findings.filter((each) => each.weight !== "note" || each.gate !== "duty");
  return (
    <li class={counts ? "counts" : ""} data-step={String(step.act)}>
      <p class="says">
        {place}. {kindName(String(step.act))} {step.lot ? String(step.lot) : ""}
      </p>
      <p class={counts ? "" : "soft"}>{t(counts ? "counts" : "countsNot")}</p>
      <Findings findings={grave} />
    </li>
  );
}
