import "../../styles/things.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Act } from "../../acts/act";
import { type Item, useNames } from "../../acts/item";
import { kindName } from "../../acts/names";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { looksChanged } from "../../core/live";
import type { Outcome } from "../../core/say";
import { en } from "../../text/en/lot";
import { es } from "../../text/es/lot";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Notice, Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { useSubject } from "../../ui/holdstop";
import { type Listed, Photos } from "../../ui/photos";
import { Print } from "../../ui/print";
import { useView, ViewFailed } from "../../ui/view";
import type { ScreenProps } from "..";
import { type Lot, Rounds } from "./rounds";

const t = texts(en, es);

/** Acts that have a screen of their own, where no number stands beside them. */
const COUNTING = ["recount", "count-cases", "keep-sample", "destroy-rounds", "return-rounds"];

interface OneLot {
  readonly record: number;
  readonly as_of: string;
  readonly lot: Lot & { readonly counting?: boolean };
  readonly loaded_in: readonly { readonly weapon: string; readonly count: number; readonly spent: number }[];
  readonly acts: readonly Item[];
  readonly photos: readonly Listed[];
}

/** One lot: where every round of it is, with the sum always shown, and what can be done with it. */
export default function TheLot({ params }: ScreenProps) {
  const name = params.tag ?? "";
  useSubject(name);
  const view = useView<OneLot>(`lots/${encodeURIComponent(name)}`);
  const seen = view.value.value;
  useNames();
  useEffect(() => looksChanged.subscribe(() => void view.load()), [name]);
  return (
    <div class="stack paper">
      <div class="row">
        <div class="grow">
          <Title>{name}</Title>
        </div>
        <a class="button" href="/lots">
          {t("another")}
        </a>
      </div>
      <ViewFailed view={view} />
      {seen ? <Whole name={name} seen={seen} load={view.load} /> : null}
    </div>
  );
}

interface WholeProps {
  readonly name: string;
  readonly seen: OneLot;
  readonly load: () => Promise<void>;
}

function Whole({ name, seen, load }: WholeProps) {
  const { lot, loaded_in: inside, acts, photos } = seen;
  return (
    <>
      <div class="stack-close">
        <p class="asked" lang="en">
          {[lot.kind, lot.size, lot.calibre].filter(Boolean).join(", ")}
        </p>
        <p>
          <strong lang="en">{lot.where.charAt(0).toUpperCase() + lot.where.slice(1)}</strong>
        </p>
        {lot.held.length > 0 || lot.tainted ? (
          <Notice title={t("held")} look="bad" lang="en">
            {[...lot.held, ...(lot.tainted ? [lot.tainted] : [])].map((why) => (
              <p key={why}>{why}</p>
            ))}
          </Notice>
        ) : null}
        <p class="soft">{t("asOf", { n: numberOf(seen.record), time: timeOf(seen.as_of) })}</p>
      </div>
      <section class="stack-close">
        <h2>{t("rounds")}</h2>
        {lot.counting ? (
          <Notice title={t("counting")} />
        ) : (
          <>
            <Rounds lot={lot} />
            <p>{t("proven", { n: numberOf(lot.proven), of: numberOf(lot.box) })}</p>
          </>
        )}
        <a class="button no-print" href={`/counts/${encodeURIComponent(name)}`}>
          {t("counts")}
        </a>
      </section>
      {inside.length > 0 ? (
        <section>
          <h2>{t("loadedIn")}</h2>
          <ul>
            {inside.map((each) => (
              <li key={each.weapon}>
                <a class="to-thing" href={`/weapons/${encodeURIComponent(each.weapon)}`}>
                  {each.weapon}
                </a>
                :{" "}
                {t(each.spent ? "ofThem" : "inIt", { n: numberOf(each.count), spent: numberOf(each.spent) })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Acts acts={acts.filter((each) => !COUNTING.includes(each.kind))} load={load} />
      <section class="stack-close">
        <h2>{t("label")}</h2>
        <p>
          {t("seal")}: {lot.seal || t("notSaid")}. {t("from")}: {lot.supplier || lot.maker || t("notSaid")}.
        </p>
        <Photos photos={photos} of={name} />
      </section>
      <Print />
    </>
  );
}

interface ActsProps {
  readonly acts: readonly Item[];
  readonly load: () => Promise<void>;
}

/** What can be done with it; what came of it stays to be read. No record of others takes what is being typed away. */
function Acts({ acts, load }: ActsProps) {
  const last = useSaying();
  const turns = useSignal<Readonly<Record<string, number>>>({});
  const done = (kind: string, outcome: Outcome): void => {
    if (isPermitted(outcome)) {
      last.outcome.value = outcome;
      turns.value = { ...turns.value, [kind]: (turns.value[kind] ?? 0) + 1 };
    }
    void load();
  };
  if (acts.length === 0) return null;
  return (
    <section class="stack-close no-print">
      <h2>{t("acts")}</h2>
      <AnswerBox saying={last} />
      <ul class="acts">
        {acts.map((each) => (
          <li key={`${each.kind} ${turns.value[each.kind] ?? 0}`}>
            <Folded title={kindName(each.kind)} soft={would(each)}>
              <Act item={each} about={null} onDone={(outcome) => done(each.kind, outcome)} />
            </Folded>
          </li>
        ))}
      </ul>
    </section>
  );
}

const would = (item: Item): string =>
  item.would === "permit" ? "" : t(item.would === "hold" ? "wouldHold" : "wouldRefuse");
