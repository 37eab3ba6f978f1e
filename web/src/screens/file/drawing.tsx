import { useSignal } from "@preact/signals";
import { ask, type Outcome } from "../../core/say";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import { PersonPick } from "../../ui/pick";
import { t } from "./text";
import type { File } from "./views";

/** Whom a plan of today names for a weapon, where they have none in this file yet. */
function namedFor(file: File, weapon: string): string {
  const taken = file.weapons.map((each) => each.user);
  return (
    file.planned.filter((each) => each.weapon === weapon && !taken.includes(each.user)).at(-1)?.user ?? ""
  );
}

interface DrawInProps {
  readonly file: File;
  readonly weapon: string;
  /** What was read on it. */
  readonly tag: string;
  readonly onDone: (outcome: Outcome) => void;
}

/** Draw a weapon in: what was read on it, the number of its mark, and who is to have it. */
export function DrawIn({ file, weapon, tag, onDone }: DrawInProps) {
  const mark = useSignal("");
  const chosen = useSignal("");
  const other = useSignal(false);
  const saying = useSaying();
  const named = namedFor(file, weapon);
  const picking = other.value || !named || chosen.value !== "";
  const user = picking ? chosen.value : named;
  const draw = async (): Promise<void> => {
    const keys = { file: file.file, weapon, tag, number: mark.value, user };
    const outcome = await saying.run(() => ask("draw-in", keys));
    if (outcome) onDone(outcome);
  };
  return (
    <section class="stack" data-act="draw-in">
      <h2>{t("drawIn", { weapon })}</h2>
      <Boxes
        boxes={[{ name: "mark", label: t("mark"), value: mark.value }]}
        onBox={(_, value) => {
          mark.value = value;
        }}
      />
      {picking ? (
        <PersonPick
          label={t("whoFor")}
          value={user}
          not={file.weapons.map((each) => each.user)}
          onPick={(who) => {
            chosen.value = who;
          }}
        />
      ) : (
        <div class="row">
          <p class="grow">
            <strong>{t("forWhom", { who: named })}</strong>
          </p>
          <Button
            onPress={() => {
              other.value = true;
            }}
          >
            {t("forElse")}
          </Button>
        </div>
      )}
      <AnswerBox saying={saying} />
      <Button look="main" busy={!mark.value || !user || saying.busy.value} onPress={() => void draw()}>
        {t("drawIn", { weapon })}
      </Button>
    </section>
  );
}
