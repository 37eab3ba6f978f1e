import { useSignal } from "@preact/signals";
import { numberIn } from "../../acts/form";
import { texts } from "../../core/i18n";
import { board } from "../../core/live";
import { ask, type Outcome, report } from "../../core/say";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import type { Planned, Scene } from "./types";

const t = texts(en, es);

interface TakeProps {
  readonly scene: Scene;
  readonly load: () => Promise<void>;
}

/** Take and cut. A take is asked of every weapon in its performer's hands; a cut ends them, and makes nothing cold. */
export function TakeAndCut({ scene, load }: TakeProps) {
  const saying = useSaying();
  const last = useSignal("");
  const on = scene.weapons.filter((each) => each.in_take);
  const could = scene.weapons.filter((each) => !each.in_take && inHands(each));
  const ready = could.filter((each) => each.ready);
  // What the screen shows by itself needs no answer beside it, unless something was found.
  const quieten = (): void => {
    const done = saying.outcome.value;
    if (isPermitted(done) && done?.is === "answer" && done.answer.findings.length === 0) saying.clear();
  };
  const start = async (kind: "take" | "rehearse", weapons: readonly Planned[]): Promise<void> => {
    for (const each of weapons) {
      last.value = each.weapon;
      const keys = { weapon: each.weapon, user: each.plan.user, scene: scene.scene };
      const outcome: Outcome | null = await saying.run(() => ask(kind, keys));
      if (!isPermitted(outcome)) break;
    }
    quieten();
    await load();
  };
  const cut = async (): Promise<void> => {
    last.value = scene.scene;
    await saying.run(() => report("cut", { scene: scene.scene }));
    quieten();
    await load();
  };
  return (
    <div class="stack" data-take={on.length > 0 ? "on" : ""}>
      {on.length > 0 ? (
        <>
          <p class="asked">{t("rolling", { what: on.map((each) => each.weapon).join(", ") })}</p>
          <Button look="main" busy={saying.busy.value} onPress={() => void cut()}>
            {t("cut")}
          </Button>
          {on.map((each) => (
            <Shots key={each.weapon} planned={each} load={load} />
          ))}
        </>
      ) : (
        <>
          {ready.length > 0 ? (
            <Button look="main" busy={saying.busy.value} onPress={() => void start("take", ready)}>
              {t("take", { what: ready.map((each) => each.weapon).join(", ") })}
            </Button>
          ) : null}
          <div class="row">
            {could.map((each) => (
              <Button
                key={each.weapon}
                busy={saying.busy.value}
                onPress={() => void start("rehearse", [each])}
              >
                {t("rehearse", { what: each.weapon })}
              </Button>
            ))}
          </div>
        </>
      )}
      {saying.outcome.value ? (
        <div class="stack-close">
          <p class="label">{last.value}</p>
          <AnswerBox saying={saying} />
        </div>
      ) : null}
    </div>
  );
}

/** Whether it is in the hands of whoever uses it by its plan. */
function inHands(planned: Planned): boolean {
  const holder = board.value?.weapons.find((each) => each.weapon === planned.weapon)?.holder ?? "";
  return holder !== "" && holder === planned.plan.user;
}

/** Shots of a take as they were heard: the count of whoever fired is asked of them too. */
function Shots({ planned, load }: { readonly planned: Planned; readonly load: () => Promise<void> }) {
  const saying = useSaying();
  const open = useSignal(false);
  const count = useSignal("");
  const n = numberIn(count.value);
  const { weapon } = planned;
  const of = planned.plan.shots === null ? "" : ` / ${planned.plan.shots}`;
  return (
    <section class="stack-close" data-shots={weapon}>
      <p>
        <strong>{t("shotsOf", { what: weapon, n: `${planned.shots}${of}` })}</strong>
      </p>
      <AnswerBox saying={saying} />
      {open.value ? (
        <Boxes
          boxes={[{ name: "count", label: t("shots"), value: count.value }]}
          onBox={(_, value) => {
            count.value = value;
          }}
        />
      ) : null}
      <Button
        look="whole"
        busy={saying.busy.value || (open.value && !n)}
        onPress={() => {
          if (!open.value) {
            saying.clear();
            open.value = true;
            return;
          }
          void saying
            .run(() => report("discharge", { weapon, count: n }))
            .then(async () => {
              open.value = false;
              count.value = "";
              await load();
            });
        }}
      >
        {t(open.value ? "sayShots" : "tellShots")}
      </Button>
    </section>
  );
}
