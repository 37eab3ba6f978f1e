import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Claimed } from "../acts/claimed";
import { Confirms } from "../acts/confirm";
import { kindName } from "../acts/names";
import { Says } from "../acts/says";
import { WhatToDo } from "../acts/second";
import { NoAnswer, Refused } from "../core/api";
import { numberOf, texts } from "../core/i18n";
import { answerLook, type Look, looks, looksFailed, refreshLooks, watchLooks } from "../core/looks";
import { person } from "../core/session";
import type { Said } from "../core/tidy";
import { en } from "../text/en/witness";
import { es } from "../text/es/witness";
import { announce } from "../ui/announce";
import { TurnedAway } from "../ui/answer";
import { Button, Notice, Title } from "../ui/basics";
import { t as shell } from "../ui/text";
import { ViewFailed } from "../ui/view";

const t = texts(en, es);

const LOOKS = { value: looks, failed: looksFailed, load: refreshLooks };

/** Sooner than this after they were asked nobody has looked and counted: so the node records it. */
const QUICK_MS = 3000;

interface Told {
  readonly by: string;
  readonly seen: number | undefined;
  readonly quick: number;
}

/** What waits for this person as the second one: one screen, one button. Never a number of the first. */
export default function Witness() {
  const passed = useSignal<readonly string[]>([]);
  const told = useSignal<Told | null>(null);
  useEffect(() => watchLooks(), []);
  const waiting = looks.value.filter((look) => !look.mine && !look.answered);
  const open = waiting.filter((look) => !passed.value.includes(look.act_id));
  const first = open[0];
  useEffect(() => {
    if (!first) return;
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([60, 60, 60]);
    announce(t("asks", { who: first.by }), true);
  }, [first?.act_id]);
  return (
    <div class="stack">
      <Title>{first ? t("asks", { who: first.by }) : t("title")}</Title>
      {first ? (
        <OneLook
          key={first.act_id}
          look={first}
          more={open.length - 1}
          onPass={() => {
            passed.value = [...passed.value, first.act_id];
          }}
          onTold={(next) => {
            told.value = next;
          }}
        />
      ) : looksFailed.value ? (
        <ViewFailed view={LOOKS} />
      ) : (
        <div class="stack-close">
          <p>
            <strong>{t("nothing")}</strong>
          </p>
          <p>{t("nothingSays")}</p>
        </div>
      )}
      {told.value ? <ToldBox told={told.value} /> : null}
      <Confirms />
    </div>
  );
}

function ToldBox({ told }: { readonly told: Told }) {
  const said =
    told.seen === undefined ? t("said", { who: told.by }) : t("saidCount", { who: told.by, n: told.seen });
  return (
    <Notice title={said} {...(told.quick ? { look: "warn" as const } : {})}>
      {told.quick ? <p>{t("quick", { n: (told.quick / 1000).toFixed(1) })}</p> : null}
    </Notice>
  );
}

interface OneLookProps {
  readonly look: Look;
  readonly more: number;
  readonly onPass: () => void;
  readonly onTold: (told: Told) => void;
}

function OneLook({ look, more, onPass, onTold }: OneLookProps) {
  const busy = useSignal(false);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const say = async (says: Said): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failed.value = null;
    try {
      const waited = await answerLook(look, says, { by: person.value });
      const quick = look.asks.includes("seen") && waited < QUICK_MS ? Math.max(waited, 100) : 0;
      onTold({ by: look.by, seen: says.seen as number | undefined, quick });
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
      announce(error instanceof Refused ? error.says : shell("noAnswer"), true);
    } finally {
      busy.value = false;
    }
  };
  return (
    <section class="stack" data-look={look.kind}>
      <p class="asked">
        {look.thing}
        <br />
        {kindName(look.kind)}
      </p>
      <WhatToDo {...look} />
      {look.keys ? <Claimed keys={look.keys} /> : null}
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} /> : null}
      {failed.value instanceof NoAnswer ? <Notice title={shell("noAnswer")} look="bad" /> : null}
      <Says {...look} busy={busy.value} onSaid={(says) => void say(says)} />
      <div class="row">
        <Button onPress={onPass}>{t("cannot")}</Button>
        {more > 0 ? <p class="soft grow">{t("more", { n: numberOf(more) })}</p> : null}
      </div>
    </section>
  );
}
