import "../../styles/floor.css";
import { useEffect, useRef } from "preact/hooks";
import { spoken } from "../../core/contents";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/hands";
import { es } from "../../text/es/hands";
import { announce } from "../../ui/announce";
import { Title } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";
import { Happened } from "./happened";
import { Offered } from "./offered";
import { Facts, type Hand, HandCard, type Hands } from "./shown";

const t = texts(en, es);

/** What somebody is handed, and what they have: contents first, who looked, and what they may say of it. */
export default function MyHands() {
  const view = useView<Hands>("hands");
  const hands = useOrder(view.value.value?.hands ?? []);
  const offers = hands.filter((each) => each.offered);
  useEffect(() => {
    const [first] = offers;
    if (!first) return;
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([80, 60, 80]);
    const { contents, word } = spoken(first.contents, first.word);
    announce(`${t("offered", { who: first.from, what: first.weapon })} ${contents} ${word}.`, true);
  }, [offers.map((each) => each.record).join()]);
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ViewFailed view={view} />
      {view.value.value && hands.length === 0 ? (
        <div class="stack-close">
          <p>
            <strong>{t("nothing")}</strong>
          </p>
          <p>{t("nothingSays")}</p>
        </div>
      ) : null}
      {hands.map((hand) => (
        <section class="stack" key={hand.weapon} data-hand={hand.weapon}>
          <HandCard hand={hand} />
          {hand.offered ? <Facts hand={hand} /> : null}
          {hand.offered ? (
            <Offered hand={hand} onDone={view.load} />
          ) : (
            <Happened hand={hand} onDone={view.load} />
          )}
          {hand.offered ? null : <Facts hand={hand} />}
        </section>
      ))}
    </div>
  );
}

/** Keep what is there in its place: what comes is put below, so that nothing moves under a thumb. */
function useOrder(hands: readonly Hand[]): readonly Hand[] {
  const order = useRef<readonly string[]>([]);
  const there = hands.map((each) => each.weapon);
  const kept = order.current.filter((each) => there.includes(each));
  order.current = [...kept, ...there.filter((each) => !kept.includes(each))];
  return order.current.map((name) => hands.find((each) => each.weapon === name) as Hand);
}
