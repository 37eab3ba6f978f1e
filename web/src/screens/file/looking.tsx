import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Act } from "../../acts/act";
import { Aloud } from "../../acts/aloud";
import type { Word } from "../../acts/doing";
import type { Item, Next } from "../../acts/item";
import { kindName } from "../../acts/names";
import { numberOf } from "../../core/i18n";
import { ask, type Outcome } from "../../core/say";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Notice } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";
import { Done, type Last } from "../bench/done";
import { DrawIn } from "./drawing";
import { t } from "./text";
import { type File, readyIn } from "./views";

/** What makes one weapon of a file ready, in this order; everything else of it is for the bench. */
const ON = ["unlock", "collect", "clear", "unload", "check", "show", "load", "declare"];

interface LookingProps {
  readonly file: File;
  readonly weapon: string;
  readonly tag: string;
  readonly load: () => Promise<void>;
}

/** One weapon in hand: drawn in, looked into by both, shown, and its word said; then the next one is scanned. */
export function Looking({ file, weapon, tag, load }: LookingProps) {
  const next = useView<Next>(`weapons/${encodeURIComponent(weapon)}/next`);
  const last = useSignal<Last | null>(null);
  const drawn = useSignal(0);
  const turn = useSignal(0);
  const member = file.weapons.find((each) => each.weapon === weapon);
  if (!member) {
    return (
      <DrawIn
        file={file}
        weapon={weapon}
        tag={tag}
        onDone={(outcome) => {
          if (outcome.is !== "answer" || outcome.answer.outcome !== "permit") return;
          drawn.value = outcome.answer.record;
          scrollTo(0, 0);
          void load();
          void next.load();
        }}
      />
    );
  }
  const now = next.value.value;
  if (!now) return <ViewFailed view={next} />;
  const done = (item: Item, outcome: Outcome, word: Word | null): void => {
    if (outcome.is !== "answer" || outcome.answer.outcome === "refuse") return;
    last.value = { kind: item.kind, outcome, word };
    turn.value += 1;
    scrollTo(0, 0);
    void load();
    void next.load();
  };
  const item = nextIn(now);
  const ready = readyIn(file, weapon);
  return (
    <section class="stack">
      <h2>
        {member.mark}. {weapon}: {member.user}
      </h2>
      {last.value ? <Done last={last.value} /> : null}
      {drawn.value && !last.value ? <p>{t("drawnIn", { weapon, n: numberOf(drawn.value) })}</p> : null}
      {member.out ? (
        <Notice title={t("outAlready", { weapon, who: member.user })} />
      ) : ready ? (
        <Ready file={file} weapon={weapon} />
      ) : item?.kind === "show" ? (
        <ShowAndSay key={turn.value} item={item} next={now} onDone={done} reload={next.load} />
      ) : item ? (
        <Act
          key={`${turn.value} ${item.kind}`}
          item={item}
          about={now}
          onDone={(outcome, word) => done(item, outcome, word)}
        />
      ) : (
        <Stays weapon={weapon} next={now} />
      )}
    </section>
  );
}

/** The next act that makes a weapon ready; nothing where something else is next, as the safe. */
function nextIn(next: Next): Item | undefined {
  const kinds = [next.next, ...next.acts].filter((each) => each.would === "permit");
  if (next.next_is_mine && ON.includes(next.next.kind)) return next.next;
  return kinds.find((each) => ["show", "load", "declare"].includes(each.kind));
}

function Ready({ file, weapon }: { readonly file: File; readonly weapon: string }) {
  const done = file.weapons.filter((each) => readyIn(file, each.weapon)).length;
  const of = file.weapons.length;
  return (
    <Notice title={t("ready", { weapon })}>
      <p>{done === of ? t("allReady") : t("thenNext", { done, of })}</p>
    </Notice>
  );
}

function Stays({ weapon, next }: { readonly weapon: string; readonly next: Next }) {
  return (
    <Notice title={t("stays", { weapon, what: kindName(next.next.kind).toLowerCase() })} look="bad">
      <a class="button" href={`/bench?w=${encodeURIComponent(weapon)}`}>
        {t("toBench")}
      </a>
    </Notice>
  );
}

interface ShowAndSayProps {
  readonly item: Item;
  readonly next: Next;
  readonly onDone: (item: Item, outcome: Outcome, word: Word | null) => void;
  readonly reload: () => Promise<void>;
}

/** Shown and said aloud in one go: two acts, each by itself, where nothing has to be loaded between them. */
function ShowAndSay({ item, next, onDone, reload }: ShowAndSayProps) {
  const both = useRef(false);
  const saying = useSaying();
  const declare = next.acts.find((each) => each.kind === "declare");
  const loads = next.acts.some((each) => each.kind === "load");
  const say = async (): Promise<void> => {
    if (!declare) return;
    const keys = { ...declare.keys, says: declare.announce };
    const outcome = await saying.run(() => ask("declare", keys));
    if (outcome) onDone(declare, outcome, null);
    await reload();
  };
  const chained = declare && !loads;
  return (
    <div class="stack">
      {chained ? <Aloud about={next} text={declare.announce} /> : null}
      <Act
        item={item}
        about={next}
        {...(chained
          ? {
              andThen: {
                label: t("shownAndSaid"),
                press: () => {
                  both.current = true;
                },
              },
            }
          : {})}
        onDone={(outcome, word) => {
          const permitted = outcome.is === "answer" && outcome.answer.outcome === "permit";
          if (permitted && both.current) void say();
          else onDone(item, outcome, word);
          both.current = false;
        }}
      />
      <AnswerBox saying={saying} />
    </div>
  );
}
