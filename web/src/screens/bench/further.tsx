import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Act } from "../../acts/act";
import type { Word } from "../../acts/doing";
import { type Item, type Next, names, sameItem } from "../../acts/item";
import { kindName } from "../../acts/names";
import { texts } from "../../core/i18n";
import { KINDS } from "../../core/kinds";
import type { Outcome } from "../../core/say";
import { en } from "../../text/en/bench";
import { es } from "../../text/es/bench";
import { NotMine } from "./not-mine";

const t = texts(en, es);

/** What a custodian says in a day, also where the node did not think of it; and what each form asks then. */
const MORE: readonly (readonly [string, readonly string[]])[] = [
  ["check", ["seen", "found", "bore", "looked"]],
  ["show", []],
  ["load", ["rounds"]],
  ["unload", ["found"]],
  ["clear", ["found"]],
  ["declare", []],
  ["offer", ["to"]],
  ["hand-over", ["to"]],
  ["collect", []],
  ["pass-open", ["to"]],
  ["preset", ["place"]],
  ["leave", []],
  ["seal", ["number"]],
  ["lock", ["in"]],
  ["unlock", []],
  ["isolate", ["in"]],
  ["quarantine", ["in"]],
  ["discharge", ["count"]],
  ["misfire", []],
  ["drop", []],
  ["foul", []],
  ["unplanned-discharge", []],
  ["find-live", []],
  ["reconcile", []],
  ["withdraw", []],
  ["release", ["cause"]],
  ["incident", []],
  ["freeze", []],
];

/** What is told after it happened, and never asked beforehand. */
const TOLD = [
  "discharge",
  "misfire",
  "drop",
  "foul",
  "unplanned-discharge",
  "find-live",
  "withdraw",
  "leave",
  "incident",
];

function more(kind: string, asks: readonly string[], weapon: string, of: number): Item {
  const by = kind === "check" && of ? { of } : {};
  return {
    kind,
    door: TOLD.includes(kind) ? "report" : "ask",
    keys: { weapon, ...by },
    asks,
    second: ["witness", "reviewed_by"].includes(KINDS[kind]?.second ?? ""),
    ...{ second_says: [], seconds: [], who: [], findings: [], announce: "", things: [] },
  };
}

interface FurtherProps {
  readonly next: Next;
  /** What stands above it already. */
  readonly shown: readonly Item[];
  readonly turn: number;
  readonly onDone: (item: Item, outcome: Outcome, word: Word | null) => void;
}

/** Everything but the next act: what would pass, what would not and why, what others do, and whatever else happens. */
export function Further({ next, shown, turn, onDone }: FurtherProps) {
  const above = (each: Item): boolean => shown.some((one) => sameItem(one, each));
  const rest = next.acts.filter((each) => !above(each));
  const open = rest.filter((each) => each.would === "permit");
  const shut = rest.filter((each) => each.would !== "permit");
  const others = next.others.filter((each) => !above(each));
  const known = [...shown, ...next.acts].map((each) => each.kind);
  const extra = MORE.filter(([kind]) => names.value.may.includes(kind) && !known.includes(kind));
  const acting = (each: Item) => (
    <Act
      key={`${turn} ${JSON.stringify(each.keys)}`}
      item={each}
      about={next}
      onDone={(outcome, word) => onDone(each, outcome, word)}
    />
  );
  const line = (each: Item, content: ComponentChildren) => (
    <Line key={`${turn} ${each.kind} ${JSON.stringify(each.keys)}`} item={each} weapon={next.weapon}>
      {content}
    </Line>
  );
  return (
    <div class="stack">
      {open.length > 0 ? (
        <section>
          <h2>{t("also")}</h2>
          <ul class="acts">{open.map((each) => line(each, acting(each)))}</ul>
        </section>
      ) : null}
      {shut.length > 0 ? (
        <Folded title={t("refusedNow", { n: shut.length })}>
          <ul class="acts">{shut.map((each) => line(each, acting(each)))}</ul>
        </Folded>
      ) : null}
      {others.length > 0 ? (
        <Folded title={t("othersDo")}>
          <ul class="acts">
            {others.map((each) =>
              line(
                each,
                <NotMine item={each} about={next} onDone={(outcome) => onDone(each, outcome, null)} />,
              ),
            )}
          </ul>
        </Folded>
      ) : null}
      <Folded title={t("happened")}>
        <ul class="acts">
          {extra.map(([kind, asks]) => {
            const each = more(kind, asks, next.weapon, next.places.length);
            return line(each, acting(each));
          })}
        </ul>
      </Folded>
    </div>
  );
}

const WOULD = { permit: "would", hold: "wouldHold", refuse: "wouldRefuse" } as const;

interface LineProps {
  readonly item: Item;
  readonly weapon: string;
  readonly children: ComponentChildren;
}

function Line({ item, weapon, children }: LineProps) {
  const { lot, scene } = item.keys;
  const about = item.keys.weapon === weapon ? undefined : (lot ?? scene);
  return (
    <li>
      <Folded
        title={kindName(item.kind)}
        soft={[about, item.would && item.would !== "permit" ? t(WOULD[item.would]) : ""]
          .filter(Boolean)
          .join(", ")}
      >
        {children}
      </Folded>
    </li>
  );
}

/** What is shown only where it is opened. */
function Folded(props: {
  readonly title: string;
  readonly soft?: string;
  readonly children: ComponentChildren;
}) {
  const open = useSignal(false);
  return (
    <details
      class="fold"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>
        <span>{props.title}</span>
        {props.soft ? <span class="soft">{props.soft}</span> : null}
      </summary>
      {open.value ? props.children : null}
    </details>
  );
}
