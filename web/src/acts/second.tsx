import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { NoAnswer, Refused } from "../core/api";
import { KINDS } from "../core/kinds";
import { answerLook, type Look, refreshLooks } from "../core/looks";
import { person } from "../core/session";
import type { Said } from "../core/tidy";
import { announce } from "../ui/announce";
import { TurnedAway } from "../ui/answer";
import { Button, Notice } from "../ui/basics";
import { t as shell } from "../ui/text";
import { Claimed } from "./claimed";
import type { Doing } from "./doing";
import { fires, type Item } from "./item";
import { kindName } from "./names";
import { Says } from "./says";
import { standing } from "./standing";
import { ChooseStanding } from "./stands";
import { t } from "./text";

/** A second person is waited for: on their own phone, or here with badge and PIN. */
export function SecondPerson({ item, doing }: { readonly item: Item; readonly doing: Doing }) {
  const chosen = useSignal<boolean | null>(null);
  const here = chosen.value ?? standing.value !== null;
  const heading = useRef<HTMLHeadingElement>(null);
  const opened = doing.opened.value;
  useEffect(() => heading.current?.focus(), [opened?.actId]);
  if (!opened) return null;
  const safe = KINDS[item.kind]?.safe === true;
  return (
    <section class="second stack">
      <h2 ref={heading} tabIndex={-1}>
        {t("secondTitle", { what: kindName(item.kind).toLowerCase() })}
      </h2>
      {here ? (
        standing.value ? (
          <Here key={standing.value.person} doing={doing} />
        ) : (
          <ChooseStanding seconds={item.seconds} onDone={() => undefined} />
        )
      ) : (
        <>
          <p>
            {t("secondWaits")}
            {item.seconds.length > 0
              ? ` ${t("secondWho", { who: item.seconds.slice(0, 4).join(", ") })}`
              : ""}
          </p>
          <Button
            look="whole"
            onPress={() => {
              chosen.value = true;
            }}
          >
            {t("secondHere")}
          </Button>
        </>
      )}
      <div class="row">
        {here ? (
          <Button
            onPress={() => {
              chosen.value = false;
            }}
          >
            {t("secondOwn")}
          </Button>
        ) : null}
        <Button onPress={() => void doing.stop()}>{shell("cancel")}</Button>
        {item.kind === "recount" ? null : (
          <Button onPress={() => void doing.alone()}>{t(safe ? "aloneSafe" : "alone")}</Button>
        )}
      </div>
    </section>
  );
}

/** The second person's word on this phone: the first one's number is not on it meanwhile. */
function Here({ doing }: { readonly doing: Doing }) {
  const busy = useSignal(false);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const opened = doing.opened.value;
  const who = standing.value;
  if (!opened || !who) return null;
  const say = async (says: Said, pin: string): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failed.value = null;
    const { actId, kind, thing, asks } = opened;
    const look: Look = {
      ...{ act_id: actId, kind, thing, asks, by: person.value },
      ...{ opened_at: "", mine: true, answered: false },
    };
    try {
      await answerLook(look, says, { by: who.person, badge: who.badge, pin });
      await refreshLooks();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
      if (error instanceof Refused && /badge|not-by-you/.test(error.code)) standing.value = null;
      announce(error instanceof Refused ? error.says : shell("noAnswer"), true);
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="stack">
      <p>
        <strong>{t("handTo", { who: who.person })}</strong>
      </p>
      <WhatToDo {...opened} />
      {opened.keys ? <Claimed keys={opened.keys} /> : null}
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} /> : null}
      {failed.value instanceof NoAnswer ? <Notice title={shell("noAnswer")} look="bad" /> : null}
      <Says {...opened} pinOf={who.person} busy={busy.value} onSaid={(says, pin) => void say(says, pin)} />
    </div>
  );
}

const DO: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  check: "doCheck",
  load: "doLoad",
  recount: "doRecount",
  unload: "doUnload",
  clear: "doUnload",
  accept: "doWatch",
  "hand-over": "doWatch",
  cycle: "doCycle",
};

const PILES: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  faulty: "doRecountFaulty",
  sample: "doRecountSample",
};

interface WhatToDoProps {
  readonly kind: string;
  readonly thing: string;
  /** Which rounds of a lot, where they are not those in the box. */
  readonly pile?: string;
}

/** What a second person does before they say anything. */
export function WhatToDo({ kind, thing, pile }: WhatToDoProps) {
  const what =
    kind === "check" && !fires(thing) ? "doIdentity" : (PILES[pile ?? ""] ?? DO[kind] ?? "doThere");
  return <p>{t(what, { thing })}</p>;
}
