import { effect, type Signal, signal, untracked, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { minute } from "../core/ages";
import { call, NoAnswer, Refused } from "../core/api";
import { record } from "../core/live";
import { person } from "../core/session";
import { TurnedAway } from "./answer";
import { Button, Notice } from "./basics";
import { t } from "./text";

/** What the node shows at a path, read anew whenever there is another record, and every quarter of a minute. */
export interface View<T> {
  readonly value: Signal<T | null>;
  readonly failed: Signal<Refused | NoAnswer | null>;
  load(): Promise<void>;
}

export function useView<T>(path: string): View<T> {
  const value = useSignal<T | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const turn = useRef(0);
  const newest = useRef(0);
  const load = async (): Promise<void> => {
    if (!path || !person.peek()) return;
    turn.current += 1;
    const mine = turn.current;
    try {
      const sent = await call<T>(path);
      // What comes late is shown all the same, as long as nothing newer is: else a busy node would show nothing.
      if (mine < newest.current) return;
      newest.current = mine;
      value.value = sent;
      failed.value = null;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      if (mine === turn.current) failed.value = error;
    }
  };
  useEffect(() => onNews(load), [path]);
  return { value, failed, load };
}

/** Read at once, and again whenever there is another record or person, and every quarter of a minute. */
function onNews(read: () => Promise<void>): () => void {
  return effect(() => {
    for (const each of [record, minute, person]) void each.value;
    untracked(() => void read());
  });
}

/** What the node shows at a path, for several screens: asked again only where it may have changed, or did not come. */
export function known<T>(path: string): View<T> {
  const value = signal<T | null>(null);
  const failed = signal<Refused | NoAnswer | null>(null);
  let read: { readonly by: string; readonly sent: T } | undefined;
  let asOf = "";
  let turn = 0;
  let newest = 0;
  const load = async (): Promise<void> => {
    const whose = person.peek();
    const now = `${whose} ${record.peek()}`;
    if (!whose || asOf === now) return;
    turn += 1;
    const mine = turn;
    try {
      const sent = await call<T>(path);
      if (mine < newest || whose !== person.peek()) return;
      newest = mine;
      read = { by: whose, sent };
      value.value = sent;
      failed.value = null;
      asOf = now;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      if (mine === turn && whose === person.peek()) failed.value = error;
    }
  };
  effect(() => {
    // Whoever comes next has rights of their own; who comes back without a node in reach goes on with theirs.
    value.value = read?.by === person.value ? read.sent : null;
    failed.value = null;
  });
  return { value, failed, load };
}

/** Keep what several screens know of as it is now, as long as this one is open. */
export function useKnown<T>(of: View<T>): View<T> {
  useEffect(() => onNews(of.load), []);
  return of;
}

/** Why there is nothing newer to show, where that is so: no answer means hot. */
export function ViewFailed({ view }: { readonly view: View<unknown> }) {
  const failed = view.failed.value;
  if (failed instanceof Refused) return <TurnedAway refused={failed} title={t("notShown")} />;
  if (!failed) return view.value.value === null ? <p>{t("loading")}</p> : null;
  return (
    <Notice title={t("noAnswer")} look="bad">
      <Button onPress={() => void view.load()}>{t("again")}</Button>
    </Notice>
  );
}
