import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, NoAnswer, Refused } from "../../core/api";
import { ask, type Outcome } from "../../core/say";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import { PersonPick } from "../../ui/pick";
import { t } from "./text";
import type { File } from "./views";

interface Floor {
  readonly scenes: readonly {
    readonly scene: string;
    readonly weapons: readonly { readonly weapon: string; readonly plan: { readonly user: string } }[];
  }[];
}

/** Whom the plans name for each weapon of a scene. */
async function planned(scene: string): Promise<Readonly<Record<string, string>>> {
  try {
    const { scenes } = await call<Floor>("floor");
    const found = scenes.find((each) => each.scene === scene)?.weapons ?? [];
    return Object.fromEntries(found.map((each) => [each.weapon, each.plan.user]));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
    return {};
  }
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
  const user = useSignal("");
  const other = useSignal(false);
  const saying = useSaying();
  useEffect(() => {
    void planned(file.scene).then((users) => {
      const named = users[weapon] ?? "";
      if (!named || file.weapons.some((each) => each.user === named)) other.value = true;
      else if (!user.peek()) user.value = named;
    });
  }, [weapon]);
  const draw = async (): Promise<void> => {
    const keys = { file: file.file, weapon, tag, number: mark.value, user: user.value };
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
      {other.value ? (
        <PersonPick
          label={t("whoFor")}
          value={user.value}
          not={file.weapons.map((each) => each.user)}
          onPick={(who) => {
            user.value = who;
          }}
        />
      ) : (
        <div class="row">
          <p class="grow">
            <strong>{user.value ? t("forWhom", { who: user.value }) : ""}</strong>
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
      <Button look="main" busy={!mark.value || !user.value || saying.busy.value} onPress={() => void draw()}>
        {t("drawIn", { weapon })}
      </Button>
    </section>
  );
}
