import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Act } from "../../acts/act";
import type { Word } from "../../acts/doing";
import { type Item, type Next, nextOf, sameItem } from "../../acts/item";
import { kindName } from "../../acts/names";
import { Standing } from "../../acts/stands";
import { minute } from "../../core/ages";
import { NoAnswer, Refused } from "../../core/api";
import { numberOf, texts } from "../../core/i18n";
import { board, record } from "../../core/live";
import { ask, type Outcome } from "../../core/say";
import { en } from "../../text/en/bench";
import { es } from "../../text/es/bench";
import { AnswerBox, isPermitted, TurnedAway, useSaying } from "../../ui/answer";
import { Button, Notice } from "../../ui/basics";
import { useSubject } from "../../ui/holdstop";
import { t as shell } from "../../ui/text";
import { lookOf, Spoken } from "../../ui/weapon";
import { Countdown } from "./countdown";
import { Done, type Last } from "./done";
import { Further } from "./further";
import { NotMine } from "./not-mine";

const t = texts(en, es);

const OPENING = ["check", "unload", "clear"];

interface State {
  readonly next: Signal<Next | null>;
  readonly failed: Signal<Refused | NoAnswer | null>;
  readonly reading: Signal<boolean>;
  load(): Promise<void>;
}

/** What is next of a weapon, read anew whenever there is another record. */
function useNext(name: string): State {
  const next = useSignal<Next | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const reading = useSignal(true);
  const load = async (): Promise<void> => {
    try {
      next.value = await nextOf(name);
      failed.value = null;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
    } finally {
      reading.value = false;
    }
  };
  useEffect(() => {
    const news = record.subscribe(() => void load());
    const missed = minute.subscribe(() => {
      if (failed.peek()) void load();
    });
    return () => {
      news();
      missed();
    };
  }, [name]);
  return { next, failed, reading, load };
}

/** One weapon on the bench: its contents in words first, its next right act, and everything else behind that. */
export function OneWeapon({ name }: { readonly name: string }) {
  const { next, failed, reading, load } = useNext(name);
  const pinned = useSignal<Item | null>(null);
  const last = useSignal<Last | null>(null);
  const turn = useSignal(0);
  const chained = useRef(false);
  const chain = useSaying();
  useSubject(name);
  const now = next.value;
  if (!now) {
    if (failed.value instanceof Refused) return <TurnedAway refused={failed.value} />;
    if (failed.value) return <NoNext load={load} />;
    return <p>{t("reading")}</p>;
  }
  /** It was said aloud: go on with the offer, where nothing recorded would stand against it. */
  const offerNext = async (): Promise<void> => {
    await load();
    const offer = next.value?.acts.find((each) => each.kind === "offer" && each.would === "permit");
    const outcome = offer && (await chain.run(() => ask("offer", offer.keys)));
    if (offer && outcome && isPermitted(outcome)) {
      chain.clear();
      done(offer, outcome, null);
    }
  };
  const done = (item: Item, outcome: Outcome, word: Word | null): void => {
    if (outcome.is === "answer" && outcome.answer.outcome !== "refuse") {
      last.value = { kind: item.kind, outcome, word };
      pinned.value = null;
      turn.value += 1;
      reading.value = true;
      scrollTo(0, 0);
    }
    void (chained.current ? offerNext() : load());
    chained.current = false;
  };
  const busy = (item: Item, on: boolean): void => {
    if (on) pinned.value = item;
    else if (pinned.value && sameItem(pinned.value, item)) pinned.value = null;
  };
  const item = pinned.value ?? now.next;
  const mine = pinned.value !== null || now.next_is_mine;
  // After a misfire only the opening of it waits: taking it back does not.
  const shut = now.wait !== null && !pinned.value && OPENING.includes(item.kind);
  const twin = item.kind === "offer" ? now.acts.find((each) => each.kind === "hand-over") : undefined;
  const offer =
    item.kind === "declare" ? now.acts.find((each) => each.kind === "offer" && each.keys.to) : undefined;
  const acting = (each: Item, brief = false) => (
    <Act
      key={`${turn.value} ${each.kind} ${JSON.stringify(each.keys)}`}
      item={each}
      about={now}
      brief={brief}
      {...(offer && each === item
        ? {
            andThen: {
              label: t("andOffer", { who: String((offer.keys.to as string[])[0]) }),
              press: () => {
                chained.current = true;
              },
            },
          }
        : {})}
      onDone={(outcome, word) => done(each, outcome, word)}
      onBusy={(on) => busy(each, on)}
    />
  );
  return (
    <div class={`stack ${reading.value ? "reading" : ""}`}>
      <Head name={name} next={now} />
      {last.value ? <Done last={last.value} /> : null}
      <AnswerBox saying={chain} />
      {failed.value ? <NoNext load={load} /> : null}
      {now.wait ? <Countdown wait={now.wait} onOver={load} /> : null}
      {shut ? null : (
        <section class="stack" aria-label={t("next")}>
          <h2>
            {t("next")}: {kindName(item.kind)} <About item={item} name={name} />
          </h2>
          {mine ? (
            acting(item)
          ) : (
            <NotMine
              key={turn.value}
              item={item}
              about={now}
              onDone={(outcome) => done(item, outcome, null)}
            />
          )}
          {mine && twin ? acting(twin, true) : null}
        </section>
      )}
      {pinned.value ? null : (
        <>
          <Standing seconds={item.seconds} />
          <Further
            next={now}
            shown={shut ? [] : twin ? [item, twin] : [item]}
            turn={turn.value}
            onDone={done}
          />
        </>
      )}
    </div>
  );
}

/** What else an act is about, where that is not the weapon. */
function About({ item, name }: { readonly item: Item; readonly name: string }) {
  const { lot, scene, weapon } = item.keys;
  const other = lot ?? (weapon === undefined ? scene : weapon === name ? undefined : weapon);
  return other ? <span class="soft">{String(other)}</span> : null;
}

function Head({ name, next }: { readonly name: string; readonly next: Next }) {
  const line = board.value?.weapons.find((each) => each.weapon === name);
  const weapon = line ?? { ...next, held: [], record: 0, at: "", proof: "" };
  return (
    <div class={`weapon head ${lookOf(weapon)}`}>
      <Spoken weapon={{ ...weapon, contents: next.contents, word: next.word }} />
      <p>
        <span lang="en">{line?.where ?? ""}</span>{" "}
        <span class="soft">{next.action.replaceAll("-", " ")}</span>
      </p>
      {(line?.held ?? []).map((held) => (
        <p class="held" lang="en" key={held.record}>
          {"❚❚ "}
          {held.why}. {shell("number", { n: numberOf(held.record) })}
        </p>
      ))}
    </div>
  );
}

function NoNext({ load }: { readonly load: () => Promise<void> }) {
  return (
    <Notice title={shell("noAnswer")} look="bad">
      <Button onPress={() => void load()}>{shell("again")}</Button>
    </Notice>
  );
}
