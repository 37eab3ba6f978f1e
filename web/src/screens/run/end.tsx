import { useSignal } from "@preact/signals";
import { ask } from "../../core/say";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button, Field } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { t } from "./text";
import type { Run } from "./views";

/** End a run: anybody may, and the way back is the ordinary one. */
export function EndRun({ run, onEnded }: { readonly run: Run; readonly onEnded: () => void }) {
  const why = useSignal("");
  const saying = useSaying();
  const end = async (): Promise<void> => {
    const outcome = await saying.run(() => ask("end-run", { weapon: run.weapon, reason: why.value }));
    if (outcome?.is === "answer") onEnded();
  };
  return (
    <Folded title={t("endTitle")}>
      <div class="stack">
        <Field
          label={t("endWhy")}
          value={why.value}
          onInput={(text) => {
            why.value = text;
          }}
        />
        <AnswerBox saying={saying} />
        <Button look="whole" busy={saying.busy.value} onPress={() => void end()}>
          {t("end")}
        </Button>
      </div>
    </Folded>
  );
}
