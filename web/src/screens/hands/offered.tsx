import { Act } from "../../acts/act";
import type { About } from "../../acts/item";
import { texts } from "../../core/i18n";
import { report } from "../../core/say";
import { en } from "../../text/en/hands";
import { es } from "../../text/es/hands";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button } from "../../ui/basics";
import type { Hand } from "./shown";

const t = texts(en, es);

interface OfferedProps {
  readonly hand: Hand;
  readonly onDone: () => Promise<void>;
}

/** What is offered: yes, read back aloud, with the word of who watched; or no, in one touch and without a reason. */
export function Offered({ hand, onDone }: OfferedProps) {
  const saying = useSaying();
  const about: About = { ...hand, places: [], looks: [] };
  return (
    <div class="stack">
      {hand.accept ? <Act item={hand.accept} about={about} onDone={() => void onDone()} /> : null}
      <div class="stack-close apart">
        <Button
          look="whole"
          busy={saying.busy.value}
          onPress={() =>
            void saying
              .run(() => report("decline", hand.decline?.keys ?? { weapon: hand.weapon }))
              .then(onDone)
          }
        >
          {t("decline")}
        </Button>
        <p class="soft">{t("declineSays")}</p>
        <AnswerBox saying={saying} />
      </div>
    </div>
  );
}
