import { useSignal } from "@preact/signals";
import { names } from "../../acts/item";
import { ask } from "../../core/say";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button } from "../../ui/basics";
import { Pin } from "../../ui/pads";
import { ScanBox } from "../../ui/scanbox";
import { Select } from "../../ui/select";
import { t } from "./words";

/** Somebody is instructed on a kind of weapon, and says it themselves with their badge and PIN. */
export function Instruct({ who }: { readonly who: string }) {
  const type = useSignal("");
  const saying = useSaying();
  const kinds = [...new Set(names.value.weapons.flatMap((each) => [each.action, each.class]))]
    .filter((each) => each && each !== "none")
    .sort();
  const done = isPermitted(saying.outcome.value);
  return (
    <div class="stack">
      <Select
        label={t("instructOn")}
        value={type.value}
        options={[["", t("choose")], ...kinds.map((each) => [each, each.replaceAll("-", " ")] as const)]}
        onPick={(next) => {
          type.value = next;
          saying.clear();
        }}
      />
      {type.value && !done ? (
        <Button
          look="main"
          busy={saying.busy.value}
          onPress={() => void saying.run(() => ask("instruct", { person: who, type: type.value }))}
        >
          {t("instructSave", { who })}
        </Button>
      ) : null}
      <AnswerBox saying={saying} />
      {done ? <Understood key={type.value} who={who} type={type.value} /> : null}
    </div>
  );
}

function Understood({ who, type }: { readonly who: string; readonly type: string }) {
  const badge = useSignal("");
  const pin = useSignal("");
  const saying = useSaying();
  const says = t("understood");
  const say = async (): Promise<void> => {
    const how = { by: who, badge: badge.value, pin: pin.value };
    const outcome = await saying.run(() => ask("acknowledge", { about: type, says }, how));
    pin.value = "";
    if (!isPermitted(outcome)) badge.value = "";
  };
  return (
    <section class="stack">
      <p>
        <strong>{t("instructThen", { who })}</strong>
      </p>
      <p>{says}.</p>
      {badge.value ? (
        isPermitted(saying.outcome.value) ? null : (
          <>
            <Pin
              label="PIN"
              value={pin.value}
              onDigits={(next) => {
                pin.value = next;
              }}
            />
            <Button look="main" busy={saying.busy.value} onPress={() => void say()}>
              {says}
            </Button>
          </>
        )
      ) : (
        <ScanBox
          label={t("badge")}
          onCode={(code) => {
            badge.value = code;
          }}
        />
      )}
      <AnswerBox saying={saying} />
    </section>
  );
}
