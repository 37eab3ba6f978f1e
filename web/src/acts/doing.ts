/**
 * Doing an act: what is claimed is fixed, a second person says their own word where one belongs, and only then it is
 * sent. The count of the first is in a commitment before the second one is asked; after it both are shown.
 */

import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { NoAnswer, Refused } from "../core/api";
import type { Json } from "../core/canonical";
import { KINDS } from "../core/kinds";
import { endLook, looks, type Opened, openLook, refreshLooks, watchLooks } from "../core/looks";
import type { Photo } from "../core/photo";
import { ask, type How, type Outcome, report } from "../core/say";
import type { Keys } from "../core/statement";
import { type Said, tidied } from "../core/tidy";
import { type Saying, useSaying } from "../ui/answer";
import { type Item, thingOf } from "./item";

/** The word of the second person, as whoever asked for it sees it. */
export interface Word {
  readonly by: string;
  readonly says: Keys;
  /** What the first person had counted: shown once both are in. */
  readonly first?: number;
}

export interface Doing {
  readonly said: Signal<Said | null>;
  readonly saying: Saying;
  /** Photos that go with it; their sums are part of what is claimed. */
  readonly photos: Signal<readonly Photo[]>;
  readonly opened: Signal<Opened | null>;
  readonly word: Signal<Word | null>;
  readonly failed: Signal<Refused | NoAnswer | null>;
  /** Go on with what the form says: ask for the second person, or send it. */
  go(): Promise<void>;
  /** Send it with nobody as the second: in the safe direction it then proves nothing, else it waits. */
  alone(how?: How): Promise<void>;
  stop(): Promise<void>;
}

export function useDoing(item: Item, done: (outcome: Outcome, word: Word | null) => void): Doing {
  const said = useSignal<Said | null>(null);
  const opened = useSignal<Opened | null>(null);
  const fixed = useSignal<Said | null>(null);
  const word = useSignal<Word | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const saying = useSaying();
  const photos = useSignal<readonly Photo[]>([]);
  const claimed = (): Said | null => {
    const sums = photos.value.map((each) => each.sha256);
    return said.value && sums.length > 0 ? { ...said.value, photos: sums } : said.value;
  };

  useEffect(() => watchLooks(), []);

  const send = async (keys: Said, more: How): Promise<void> => {
    const how = { ...more, photos: photos.value.map((each) => each.base64) };
    const outcome = await saying.run(() => (item.door === "ask" ? ask : report)(item.kind, keys, how));
    if (!outcome) return;
    if (outcome.is === "turned-away") await stop();
    done(outcome, word.value);
  };
  const stop = async (): Promise<void> => {
    const look = opened.value;
    opened.value = null;
    fixed.value = null;
    if (look) await endLook(look.actId);
  };
  const go = async (): Promise<void> => {
    const keys = claimed();
    if (!keys || saying.busy.value || opened.value) return;
    failed.value = null;
    word.value = null;
    saying.clear();
    if (!item.second) {
      await send(keys, {});
      return;
    }
    saying.busy.value = true;
    try {
      fixed.value = keys;
      opened.value = await openLook(item.kind, thingOf(tidied(keys)), keys);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
    } finally {
      saying.busy.value = false;
    }
  };
  useSignalEffect(() => {
    const look = opened.value;
    const answer = look && looks.value.find((each) => each.act_id === look.actId && each.answered);
    const keys = fixed.peek();
    if (!look || !answer?.second || !keys) return;
    word.value = { ...answer.second, ...firstCount(keys) };
    opened.value = null;
    const whole = withSecond(item.kind, keys, answer.second);
    void send(whole, { actId: look.actId, lookNonce: look.lookNonce });
  });
  useEffect(
    () => () => {
      const look = opened.peek();
      if (look) void endLook(look.actId);
    },
    [],
  );
  return {
    ...{ said, saying, photos, opened, word, failed, go, stop },
    alone: async (how = {}) => {
      const keys = fixed.value ?? claimed();
      await stop();
      failed.value = null;
      if (keys) await send(keys, how);
    },
  };
}

/** Ask again who has answered, as where no event came. */
export const lookAgain = refreshLooks;

/** The keys of an act with what its second person said, where it is theirs to say. */
export function withSecond(kind: string, keys: Said, word: Word): Said {
  const named = { ...keys, [KINDS[kind]?.second ?? "witness"]: word.by };
  const sight = word.says.sight === undefined ? {} : { sight: word.says.sight };
  const seen = word.says.seen as number | undefined;
  if (kind === "check" || kind === "recount") return { ...named, ...sight, ...counted(keys, seen) };
  const steps = keys.steps as readonly Keys[] | undefined;
  if (!steps) return { ...named, ...sight };
  const all: Json[] = steps.map((step) =>
    step.act === "check" ? ({ ...step, ...counted(step, seen) } as Json) : step,
  );
  return { ...named, ...sight, steps: all };
}

/** What the first person counted: places, rounds that went in, or what came out. */
function firstCount(keys: Said): { first?: number } {
  if (typeof keys.seen === "number") return { first: keys.seen };
  const look = (keys.steps as readonly Keys[] | undefined)?.find((step) => step.act === "check");
  if (look) return firstCount(look);
  const draws = (keys.rounds ?? keys.found) as readonly { count: number }[] | null | undefined;
  return Array.isArray(draws) ? { first: draws.reduce((sum, each) => sum + Number(each.count), 0) } : {};
}

const counted = (keys: Said, seen: number | undefined): Said =>
  keys.seen === undefined || keys.seen === null ? {} : { witness_seen: seen };
