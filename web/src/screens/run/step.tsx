import { type Signal, useSignal } from "@preact/signals";
import { type FormProps, numberIn, useSaid } from "../../acts/form";
import { formOf } from "../../acts/forms";
import type { About } from "../../acts/item";
import { kindName } from "../../acts/names";
import type { Step } from "../../acts/steps";
import type { Said } from "../../core/tidy";
import type { Finding } from "../../core/views";
import { Findings } from "../../ui/answer";
import { Boxes } from "../../ui/boxes";
import { t } from "./text";

interface StepFormProps {
  readonly step: Step;
  readonly about: About;
  readonly said: Signal<Said | null>;
  /** What would stand against it, by the node's dry run. */
  readonly findings: readonly Finding[];
  /** Whether what is read aloud stands above it already. */
  readonly brief: boolean;
}

/** One step of a reset: the same form as the single act has, and what would stand against it. */
export function StepForm({ step, about, said, findings, brief }: StepFormProps) {
  const { item } = step;
  const lot = String(item.keys.lot ?? "");
  const against = findings.filter((each) => each.weight !== "note");
  const many = item.kind === "load" && ((item.keys.rounds ?? []) as unknown[]).length > 1;
  const Form = many ? ManyLots : formOf(item.kind);
  return (
    <section class="step stack-close" data-step={item.kind}>
      <h3>{lot ? t("box", { what: kindName(item.kind).toLowerCase() }) : kindName(item.kind)}</h3>
      {item.kind === "unlock" && lot ? <p>{t("outOf", { lot })}</p> : null}
      {item.kind === "clear" ? <p>{t("cleared")}</p> : null}
      <Form item={item} about={about} said={said} brief={brief} />
      <Findings findings={against} />
    </section>
  );
}

/** Load from several boxes: what went in of each is counted by itself. */
function ManyLots({ item, said }: FormProps) {
  const rounds = item.keys.rounds as unknown as readonly { lot: string; count: number }[];
  const typed = useSignal<Readonly<Record<string, string>>>({});
  const counts = rounds.map(({ lot }) => numberIn(typed.value[lot] ?? ""));
  const whole = counts.every((count) => count !== null);
  const drawn = rounds.map(({ lot }, index) => ({ lot, count: counts[index] ?? 0 }));
  useSaid(said, whole ? { ...item.keys, rounds: drawn } : null);
  return (
    <Boxes
      boxes={rounds.map(({ lot }) => ({
        name: lot,
        label: t("wentIn", { lot }),
        value: typed.value[lot] ?? "",
      }))}
      onBox={(name, value) => {
        typed.value = { ...typed.value, [name]: value };
      }}
    />
  );
}
