import { useSignal } from "@preact/signals";
import { call } from "../../core/api";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import { Code } from "../../ui/code";
import { Folded } from "../../ui/folded";
import { useView, ViewFailed } from "../../ui/view";
import { useEntering, WhyNot } from "../enter/entering";
import type { Badges } from "./badges";
import { Sure } from "./sure";
import { t } from "./words";

interface Made {
  readonly badge: string;
  readonly qr: string;
}

interface BadgeProps {
  readonly who: string;
  /** Whether who is signed in gives badges and takes them back; every supervisor unlocks them. */
  readonly gives: boolean;
}

/** The badge of somebody: whether there is one, locked first, and what may be done about it. */
export function Badge({ who, gives }: BadgeProps) {
  const view = useView<Badges>("badges");
  const entering = useEntering();
  const made = useSignal<Made | null>(null);
  const badge = view.value.value?.badges.find((each) => each.person === who);
  const path = `badges/${encodeURIComponent(who)}`;
  const act = async (what: "unlock" | "withdrawal"): Promise<void> => {
    const done = await entering.run(async () => {
      await call(`${path}/${what}`, { body: {} });
      await view.load();
    });
    if (done) announce(t(what === "unlock" ? "unlocked" : "withdrawn", { who }));
  };
  if (made.value) {
    return (
      <Card
        who={who}
        made={made.value}
        onDone={() => {
          made.value = null;
          void view.load();
        }}
      />
    );
  }
  return (
    <section class="stack">
      <h2>{t("badge")}</h2>
      <ViewFailed view={view} />
      <WhyNot entering={entering} title={t("notDone")} />
      {view.value.value && !badge ? <p class="soft">{t("noBadge")}</p> : null}
      {badge?.locked ? (
        <div class="notice warn stack-close">
          <p>{t("locked")}</p>
          <p>{t("lockedSays")}</p>
          <Button look="main" busy={entering.busy.value} onPress={() => void act("unlock")}>
            {t("unlock", { who })}
          </Button>
        </div>
      ) : null}
      {gives ? (
        <div>
          <Folded title={t("badgeGive")}>
            <Give
              who={who}
              again={badge !== undefined}
              onMade={(next) => {
                made.value = next;
              }}
            />
          </Folded>
          {badge ? (
            <Folded title={t("withdraw")}>
              <Sure what={t("withdraw")} busy={entering.busy.value} onSure={() => void act("withdrawal")}>
                <p>{t("withdrawSays")}</p>
              </Sure>
            </Folded>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

interface GiveProps {
  readonly who: string;
  readonly again: boolean;
  readonly onMade: (made: Made) => void;
}

/** The person types their own PIN, twice. */
function Give({ who, again, onMade }: GiveProps) {
  const pins = useSignal({ pin: "", same: "" });
  const differ = useSignal(false);
  const entering = useEntering();
  const make = async (): Promise<void> => {
    const { pin, same } = pins.value;
    differ.value = pin !== same;
    if (differ.value) {
      announce(t("badgeDiffer"), true);
      pins.value = { pin: "", same: "" };
      return;
    }
    await entering.run(async () => {
      onMade(await call<Made>("badges", { body: { person: who, pin } }));
    });
    pins.value = { pin: "", same: "" };
  };
  return (
    <div class="stack">
      <p>
        <strong>{t("badgeHand", { who })}</strong>
      </p>
      {again ? <p>{t("badgeAgain")}</p> : null}
      <Boxes
        boxes={[
          { name: "pin", label: t("badgePin"), value: pins.value.pin, hidden: true },
          { name: "same", label: t("badgePin2"), value: pins.value.same, hidden: true },
        ]}
        onBox={(name, value) => {
          pins.value = { ...pins.value, [name]: value };
        }}
      />
      {differ.value ? <p class="fault">{t("badgeDiffer")}</p> : null}
      <WhyNot entering={entering} title={t("notDone")} />
      <Button look="main" busy={entering.busy.value} onPress={() => void make()}>
        {t("badgeMake")}
      </Button>
    </div>
  );
}

interface CardProps {
  readonly who: string;
  readonly made: Made;
  readonly onDone: () => void;
}

/** The badge, this once: to print, or for a photo. On paper nothing else of the screen is to be seen. */
function Card({ who, made, onDone }: CardProps) {
  return (
    <section class="stack">
      <div class="card">
        <h2>{t("badgeOf", { who })}</h2>
        <Code svg={made.qr} alt={t("badgePicture")} />
        <p>
          <code>{made.badge}</code>
        </p>
      </div>
      <p role="status">{t("badgeOnce", { who })}</p>
      <Button look="main" onPress={() => print()}>
        {t("print")}
      </Button>
      <Button onPress={onDone}>{t("done")}</Button>
    </section>
  );
}
