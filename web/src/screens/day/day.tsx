import "../../styles/things.css";
import { useEffect } from "preact/hooks";
import { type Item, loadNames } from "../../acts/item";
import { NoAnswer, Refused } from "../../core/api";
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
}

/** The day: what is missing before it opens, what has to be seen to before it closes, and every lot's sum. */
export default function Day() {
  const view = useView<TheDay>("day");
  const day = view.value.value;
  useEffect(() => void loadNames().catch(ignored), []);
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
  return (
    <>
      <p class="asked">{t(open ? "isOpen" : "isShut")}</p>
      <p class="soft">{t("asOf", { n: numberOf(day.record), time: timeOf(day.as_of) })}</p>
      {open ? <Off off={day.off} lots={day.lots} /> : null}
      <section class="stack-close">
        <h2>{t(open ? "beforeClosing" : "beforeOpening")}</h2>
        {day.blocks.length === 0 ? <p>{t("nothing")}</p> : <Blocks blocks={day.blocks} load={load} />}
      </section>
      {end ? <End item={end} off={day.off} load={load} /> : null}
      {open ? null : <Off off={day.off} lots={day.lots} />}
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

function ignored(error: unknown): void {
  if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
}
