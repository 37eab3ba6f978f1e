import { useSignal } from "@preact/signals";
import { names } from "../../acts/item";
import { callOnce, NoAnswer, Refused } from "../../core/api";
import { numberOf } from "../../core/i18n";
import { newActId } from "../../core/say";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Field, Notice } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { Select } from "../../ui/select";
import { t as shell } from "../../ui/text";
import type { Proposed, Word } from "./types";
import { dayOf, loadsOf, roundsOf, said, t } from "./words";

interface DecideProps {
  readonly scene: Proposed;
  /** Whether the one who looks may say it. */
  readonly may: boolean;
  readonly onSaid: () => void;
}

/** A scene that may have weapons, with the words as they stand; and what a person says of it. */
export function Decide({ scene, may, onSaid }: DecideProps) {
  const slug = [scene.slug, ...scene.days.map(dayOf)].filter(Boolean).join(", ");
  return (
    <article class="stack-close proposed" data-scene={scene.scene}>
      <h3>{t("scene", { scene: scene.scene })}</h3>
      <p class="soft">{slug}</p>
      {scene.changed ? <p>{t("changed")}</p> : null}
      {scene.words.length > 0 ? (
        <ul class="plain" aria-label={t("words")}>
          {scene.words.map((word) => (
            <li key={word.in + word.says + word.word}>
              <Found word={word} />
            </li>
          ))}
        </ul>
      ) : null}
      {scene.more > 0 ? <p class="soft">{t("more", { n: numberOf(scene.more) })}</p> : null}
      {may ? (
        <>
          <Folded title={t("yes")}>
            <Confirm scene={scene.scene} onSaid={onSaid} />
          </Folded>
          <Folded title={t("no")}>
            <Dismiss scene={scene.scene} onSaid={onSaid} />
          </Folded>
        </>
      ) : null}
    </article>
  );
}

const SPOKEN = ["Dialogue", "Lyrics", "Singing"];

function Found({ word }: { readonly word: Word }) {
  const why = word.because.en ? said({ en: word.because.en, es: word.because.es ?? "" }).text : "";
  const about = [
    word.times > 1 ? t("times", { n: numberOf(word.times) }) : "",
    SPOKEN.includes(word.in) ? t("spoken") : "",
    why,
  ].filter(Boolean);
  return (
    <p>
      <q>
        {word.before}
        <mark>{word.word}</mark>
        {word.after}
      </q>{" "}
      {about.length > 0 ? <span class="soft">({about.join("; ")})</span> : null}
    </p>
  );
}

interface SayProps {
  readonly scene: string;
  readonly onSaid: () => void;
}

interface Sending {
  readonly busy: boolean;
  readonly failed: Refused | NoAnswer | null;
  send(body: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Send what is said of a scene; the same press, sent again, is recorded once. */
function useSending({ scene, onSaid }: SayProps): Sending {
  const busy = useSignal(false);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const actId = useSignal(newActId());
  const send = async (body: Readonly<Record<string, unknown>>): Promise<void> => {
    busy.value = true;
    try {
      const sent = { scene, act_id: actId.value, ...body };
      const done = await callOnce<{ entry: number }>("schedule/scenes", sent);
      failed.value = null;
      announce(t("saved", { scene, n: numberOf(done.entry) }));
      onSaid();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      // What was turned away is not on record: another try is another act.
      if (error instanceof Refused) actId.value = newActId();
      failed.value = error;
    } finally {
      busy.value = false;
    }
  };
  return { busy: busy.value, failed: failed.value, send };
}

function Failed({ failed }: { readonly failed: Refused | NoAnswer | null }) {
  if (failed instanceof Refused) return <TurnedAway refused={failed} title={t("notSaved")} />;
  return failed ? <Notice title={shell("noAnswer")} look="bad" /> : null;
}

function Confirm(props: SayProps) {
  const { busy, failed, send } = useSending(props);
  const uses = useSignal<readonly { weapon: string; user: string }[]>([{ weapon: "", user: "" }]);
  const rounds = useSignal("");
  const load = useSignal("");
  const shots = useSignal("");
  const change = (place: number, part: { weapon?: string; user?: string }): void => {
    uses.value = uses.value.map((use, at) => (at === place ? { ...use, ...part } : use));
  };
  const weapons = names.value.weapons.map((each) => [each.weapon, each.weapon] as const);
  const people = names.value.people.map(
    (each) => [each.person, `${each.person} (${each.roles.join(", ")})`] as const,
  );
  const open = ["", t("open")] as const;
  const count = /^\d{1,5}$/.test(shots.value.trim()) ? Number(shots.value.trim()) : 0;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const named = uses.value.filter((use) => use.weapon || use.user);
        const said = {
          said: "confirm",
          uses: named,
          ammunition: rounds.value,
          load: load.value,
          shots: count,
        };
        if (!busy) void send(said);
      }}
    >
      {uses.value.map((use, place) => (
        <div class="stack-close" key={place}>
          <Select
            label={t("weapon")}
            value={use.weapon}
            options={[open, ...weapons]}
            onPick={(weapon) => change(place, { weapon })}
          />
          <Select
            label={t("user")}
            value={use.user}
            options={[open, ...people]}
            onPick={(user) => change(place, { user })}
          />
        </div>
      ))}
      <Button
        onPress={() => {
          uses.value = [...uses.value, { weapon: "", user: "" }];
        }}
      >
        {t("anotherWeapon")}
      </Button>
      <Select
        label={t("rounds")}
        value={rounds.value}
        options={roundsOf()}
        onPick={(value) => {
          rounds.value = value;
        }}
      />
      {rounds.value === "blank" ? (
        <Select
          label={t("load")}
          value={load.value}
          options={loadsOf()}
          onPick={(value) => {
            load.value = value;
          }}
        />
      ) : null}
      {rounds.value === "blank" ? (
        <Field
          label={t("shots")}
          value={shots.value}
          keyboard="numeric"
          max={5}
          onInput={(value) => {
            shots.value = value;
          }}
        />
      ) : null}
      <Failed failed={failed} />
      <Button look="main" busy={busy} submit onPress={() => undefined}>
        {t("save")}
      </Button>
    </form>
  );
}

function Dismiss(props: SayProps) {
  const { busy, failed, send } = useSending(props);
  const why = useSignal("");
  const empty = useSignal(false);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        empty.value = !why.value.trim();
        if (!empty.value && !busy) void send({ said: "dismiss", why: why.value.trim() });
      }}
    >
      <Field
        label={t("why")}
        value={why.value}
        fault={empty.value ? t("needWhy") : ""}
        onInput={(value) => {
          why.value = value;
        }}
      />
      <Failed failed={failed} />
      <Button look="main" busy={busy} submit onPress={() => undefined}>
        {t("save")}
      </Button>
    </form>
  );
}
