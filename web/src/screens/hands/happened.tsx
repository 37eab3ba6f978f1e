import { useSignal } from "@preact/signals";
import { numberIn } from "../../acts/form";
import { texts } from "../../core/i18n";
import { report } from "../../core/say";
import type { Said } from "../../core/tidy";
import { en } from "../../text/en/hands";
import { es } from "../../text/es/hands";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button, Notice } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import type { Hand } from "./shown";

const t = texts(en, es);

/** What may have happened to a weapon in somebody's hands, the likeliest first; each is always recorded. */
const WHAT = ["shots", "misfire", "odd", "drop", "unplanned", "foul", "back"] as const;

type What = (typeof WHAT)[number];

const KIND: Readonly<Record<What, string>> = {
  shots: "discharge",
  misfire: "misfire",
  odd: "misfire",
  drop: "drop",
  unplanned: "unplanned-discharge",
  foul: "foul",
  back: "decline",
};

const SAYS = {
  shots: "shotsSays",
  misfire: "misfireSays",
  odd: "oddSays",
  drop: "dropSays",
  unplanned: "unplannedSays",
  foul: "foulSays",
  back: "backSays",
} as const;

interface HappenedProps {
  readonly hand: Hand;
  readonly onDone: () => Promise<void>;
}

/** What happened, in large buttons for a thumb: what to do at once stands first, then it is said. */
export function Happened({ hand, onDone }: HappenedProps) {
  const open = useSignal<What | "">("");
  const saying = useSaying();
  const count = useSignal("");
  const told = useSignal<What | "">("");
  const who = hand.from || t("custodian");
  const what = open.value;
  const close = (): void => {
    open.value = "";
    count.value = "";
  };
  const say = async (of: What): Promise<void> => {
    const keys: Said = {
      weapon: hand.weapon,
      ...(of === "shots" ? { count: numberIn(count.value) } : {}),
      ...(of === "odd" ? { cause: t("oddCause") } : {}),
    };
    const outcome = await saying.run(() => report(KIND[of], keys));
    if (isPermitted(outcome) || outcome?.is === "kept") {
      told.value = of;
      close();
    }
    await onDone();
  };
  return (
    <div class="stack">
      {told.value && told.value !== "shots" && !what ? (
        <Notice title={t(told.value)} look={told.value === "back" ? "warn" : "bad"}>
          <p>{t(SAYS[told.value], { who })}</p>
        </Notice>
      ) : null}
      <AnswerBox saying={saying} />
      {what ? (
        <section class="stack second" data-happened={what}>
          <Notice title={t(what)} look={what === "shots" || what === "back" ? "warn" : "bad"}>
            <p>{t(SAYS[what], { who })}</p>
          </Notice>
          {what === "shots" ? (
            <Boxes
              boxes={[{ name: "count", label: t("shotsCount"), value: count.value }]}
              onBox={(_, value) => {
                count.value = value;
              }}
            />
          ) : null}
          <Button
            look="main"
            busy={saying.busy.value || (what === "shots" && !numberIn(count.value))}
            onPress={() => void say(what)}
          >
            {t("tell", { what: t(what).toLowerCase() })}
          </Button>
          <Button look="whole" onPress={close}>
            {t("no")}
          </Button>
        </section>
      ) : (
        <section>
          <h3 class="unseen">{t("happened")}</h3>
          <div class="thumbs">
            {WHAT.map((each) => (
              <Button
                key={each}
                look="whole"
                onPress={() => {
                  saying.clear();
                  open.value = each;
                }}
              >
                {t(each)}
              </Button>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
