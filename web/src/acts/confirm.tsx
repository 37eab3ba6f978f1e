import { useSignal } from "@preact/signals";
import { texts } from "../core/i18n";
import { board } from "../core/live";
import { ask } from "../core/say";
import { person } from "../core/session";
import type { Waiting } from "../core/views";
import { en } from "../text/en/witness";
import { es } from "../text/es/witness";
import { AnswerBox, useSaying } from "../ui/answer";
import { Button } from "../ui/basics";
import { Boxes } from "../ui/boxes";
import { numberIn } from "./form";
import { t as acts } from "./text";

const t = texts(en, es);

/** Acts that were asked with nobody as the second: they wait until one confirms. */
export function Confirms() {
  const held = person.value ? (board.value?.waiting ?? []).filter((each) => each.act_id) : [];
  if (held.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("held")}</h2>
      <ul class="findings">
        {held.map((each) => (
          <One key={each.act_id} held={each} />
        ))}
      </ul>
    </section>
  );
}

function One({ held }: { readonly held: Waiting }) {
  const open = useSignal(false);
  const count = useSignal("");
  const saying = useSaying();
  const sighted = /accept|hand/.test(held.says ?? "");
  const n = numberIn(count.value);
  return (
    <li class="stack-close">
      <p class="says" lang="en">
        {held.says}
      </p>
      {open.value && sighted ? (
        <Boxes
          boxes={[{ name: "count", label: acts("sSight"), value: count.value }]}
          hint={acts("sSightHint")}
          onBox={(_, value) => {
            count.value = value;
          }}
        />
      ) : null}
      <AnswerBox saying={saying} />
      <Button
        look="whole"
        busy={saying.busy.value}
        onPress={() => {
          if (sighted && !open.value) open.value = true;
          else
            void saying.run(() =>
              ask("confirm", { of_act: held.act_id ?? "", ...(n === null ? {} : { sight: { count: n } }) }),
            );
        }}
      >
        {t(sighted ? "confirmSight" : "confirm")}
      </Button>
    </li>
  );
}
