import "../../styles/things.css";
import { type Item, useNames } from "../../acts/item";
import { numberOf, texts, timeOf } from "../../core/i18n";
import type { Finding, TheSet, Weapon } from "../../core/views";
import { en } from "../../text/en/day";
import { es } from "../../text/es/day";
import { Notice, Title } from "../../ui/basics";
import { Print } from "../../ui/print";
import { useView, ViewFailed } from "../../ui/view";
import { type Lot, sum } from "../lot/rounds";
import { Blocks, End } from "./ends";
import { Off, type OffThing } from "./off";

const t = texts(en, es);

export interface TheDay {
  readonly record: number;
  readonly as_of: string;
  readonly set: TheSet;
  readonly out: readonly Weapon[];
  readonly lots: readonly Lot[];
  readonly before: Item | null;
  readonly after: Item | null;
  readonly blocks: readonly (Finding & { readonly act: Item | null })[];
  readonly off: readonly OffThing[];
  /** Lots that are to be counted apart before the day closes. */
  readonly due: readonly string[];
  readonly untold: Untold | null;
}

/** What those outside could not be told for long: how many messages, since when, and for whom. */
interface Untold {
  readonly count: number;
  readonly since: string;
  readonly to: readonly string[];
}

/** The day: what is missing before it opens, what has to be seen to before it closes, and every lot's sum. */
export default function Day() {
  const view = useView<TheDay>("day");
  const day = view.value.value;
  useNames();
  return (
    <div class="stack paper">
      <Title>{t("title")}</Title>
      <ViewFailed view={view} />
      {day ? <Whole day={day} load={view.load} /> : null}
    </div>
  );
}

function Whole({ day, load }: { readonly day: TheDay; readonly load: () => Promise<void> }) {
  const end = day.after ?? day.before;
  const open = day.after !== null;
  const rest = open ? day.blocks.filter((each) => !isListed(each, day.off)) : day.blocks;
  const clear = rest.length === 0;
  return (
    <>
      <p class="asked">{t(open ? "isOpen" : "isShut")}</p>
      <p class="soft">{t("asOf", { n: numberOf(day.record), time: timeOf(day.as_of) })}</p>
      {day.untold ? <NotTold untold={day.untold} /> : null}
      {open ? <Off off={day.off} lots={day.lots} open={open} /> : null}
      {day.due.length > 0 ? <Due lots={day.due} /> : null}
      {clear && open && day.off.length > 0 ? null : (
        <section class="stack-close">
          <h2>{t(open ? "beforeClosing" : "beforeOpening")}</h2>
          {clear ? <p>{t("nothing")}</p> : <Blocks blocks={rest} load={load} />}
        </section>
      )}
      {end ? <End item={end} open={leftOpen(day)} load={load} /> : null}
      {open ? null : <Off off={day.off} lots={day.lots} open={open} />}
      <section class="stack-close">
        <h2>{t("lots")}</h2>
        <ul class="steps">
          {day.lots.map((lot) => (
            <li key={lot.lot}>
              <a class="to-thing" href={`/lots/${encodeURIComponent(lot.lot)}`}>
                {lot.lot}
              </a>
              <p>{sum(lot.sums)}</p>
              {lot.by_difference > 0 ? (
                <p class="soft">{t("difference", { n: numberOf(lot.by_difference) })}</p>
              ) : null}
              {lot.sums.adds_up ? null : <Notice title={t("doesNotAdd")} look="bad" />}
            </li>
          ))}
        </ul>
      </section>
      <Print />
    </>
  );
}

/** What is to be counted at wrap, by two people apart: asked for, and refused for nothing. */
function Due({ lots }: { readonly lots: readonly string[] }) {
  return (
    <section class="stack-close" data-due-lots={lots.length}>
      <h2>{t("toCount")}</h2>
      <ul class="picks">
        {lots.map((each) => (
          <li key={each}>
            <a class="button whole-link" href={`/counts/${encodeURIComponent(each)}`}>
              {each}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NotTold({ untold }: { readonly untold: Untold }) {
  const said = { n: numberOf(untold.count), since: timeOf(untold.since), to: untold.to.join(", ") };
  return (
    <Notice title={t("untold", said)}>
      <p>{t("untoldSays")}</p>
    </Notice>
  );
}

/** Whether what stands against closing is a thing in the list above it, where it stands with what to do. */
const isListed = (block: Finding, off: readonly OffThing[]): boolean =>
  block.code === "store.day-open-things" && off.some(({ thing }) => block.says.includes(`: ${thing} is `));

/** What may be named as left open: each thing that is off, and each lot of which rounds are in weapons. */
const leftOpen = ({ off, lots }: TheDay): readonly string[] => [
  ...new Set([
    ...off.map((each) => each.thing),
    ...lots.filter((each) => each.sums.in_weapons > 0).map((each) => each.lot),
  ]),
];
