import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { useDoing } from "../../acts/doing";
import { formOf } from "../../acts/forms";
import type { About, Item } from "../../acts/item";
import { kindName } from "../../acts/names";
import { texts } from "../../core/i18n";
import type { Outcome } from "../../core/say";
import { en } from "../../text/en/bench";
import { es } from "../../text/es/bench";
import { AnswerBox } from "../../ui/answer";
import { Button, Notice } from "../../ui/basics";
import { Pin } from "../../ui/pads";
import { ScanBox } from "../../ui/scanbox";

const t = texts(en, es);

/** Acts that somebody with no phone of their own says here, by their badge. */
const BY_BADGE = ["accept", "decline", "pick-up", "discharge", "misfire"];

interface NotMineProps {
  readonly item: Item;
  readonly about: About;
  readonly onDone: (outcome: Outcome) => void;
}

/** What is next, and who does it; where they have no phone, here by their badge. */
export function NotMine({ item, about, onDone }: NotMineProps) {
  const open = useSignal(false);
  const who = item.who[0] ?? "";
  if (!who) return <Notice title={t("nobodyDoes", { what: kindName(item.kind) })} look="warn" />;
  return (
    <div class="stack">
      <Notice title={t("notYours", { who: item.who.slice(0, 4).join(", "), what: kindName(item.kind) })} />
      {item.kind === "decline" ? (
        <Act
          item={{ ...item, door: "report", keys: { ...item.keys, to: [who] } }}
          about={about}
          brief
          onDone={onDone}
        />
      ) : null}
      {open.value ? (
        <ByBadge item={item} about={about} onDone={onDone} />
      ) : BY_BADGE.includes(item.kind) ? (
        <Button
          look="whole"
          onPress={() => {
            open.value = true;
          }}
        >
          {t("hereFor", { who })}
        </Button>
      ) : null}
    </div>
  );
}

/** The act of somebody else, on this phone: their badge, their PIN, their word. */
export function ByBadge({ item, about, onDone }: NotMineProps) {
  const badge = useSignal("");
  const pin = useSignal("");
  const doing = useDoing(item, onDone);
  const Form = formOf(item.kind);
  const who = item.who[0] ?? "";
  const ready = doing.said.value !== null && badge.value !== "" && pin.value.length > 3;
  return (
    <div class="stack" data-act={item.kind}>
      <Form item={item} about={about} said={doing.said} />
      {badge.value ? (
        <Pin
          label={t("pinOf", { who })}
          value={pin.value}
          onDigits={(next) => {
            pin.value = next;
          }}
        />
      ) : (
        <ScanBox
          label={t("badgeOf", { who })}
          onCode={(code) => {
            badge.value = code;
          }}
        />
      )}
      <AnswerBox saying={doing.saying} />
      <Button
        look="main"
        busy={!ready || doing.saying.busy.value}
        onPress={() => {
          const shown = { by: who, badge: badge.value, pin: pin.value };
          pin.value = "";
          void doing.alone(shown);
        }}
      >
        {t("sayFor", { who, what: kindName(item.kind) })}
      </Button>
    </div>
  );
}
