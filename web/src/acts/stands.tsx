import { useSignal } from "@preact/signals";
import { person } from "../core/session";
import { Button } from "../ui/basics";
import { PersonPick } from "../ui/pick";
import { ScanBox } from "../ui/scanbox";
import { standing } from "./standing";
import { t } from "./text";

export interface ChooseProps {
  /** Who could be it, the first choice first. */
  readonly seconds: readonly string[];
  readonly onDone: () => void;
}

/** Choose once who is the second person on this phone: their name, then their badge. */
export function ChooseStanding({ seconds, onDone }: ChooseProps) {
  const who = useSignal("");
  const other = useSignal(seconds.length === 0);
  if (who.value) {
    return (
      <ScanBox
        label={t("badgeOf", { who: who.value })}
        hint={t("badgeHint")}
        onCode={(badge) => {
          standing.value = { person: who.value, badge };
          onDone();
        }}
      />
    );
  }
  if (other.value) {
    return (
      <PersonPick
        label={t("whoSecond")}
        value=""
        not={[person.value]}
        onPick={(name) => {
          who.value = name;
        }}
      />
    );
  }
  return (
    <fieldset class="stack-close">
      <legend class="label">{t("whoSecond")}</legend>
      <div class="picks">
        {seconds.slice(0, 5).map((name) => (
          <Button
            key={name}
            onPress={() => {
              who.value = name;
            }}
          >
            {name}
          </Button>
        ))}
        <Button
          onPress={() => {
            other.value = true;
          }}
        >
          {t("somebodyElse")}
        </Button>
      </div>
    </fieldset>
  );
}

/** Who stands by as the second on this phone, and how to change it. */
export function Standing({ seconds }: { readonly seconds: readonly string[] }) {
  const choosing = useSignal(false);
  if (choosing.value) {
    return (
      <div class="stack-close">
        <ChooseStanding
          seconds={seconds}
          onDone={() => {
            choosing.value = false;
          }}
        />
        <Button
          onPress={() => {
            choosing.value = false;
          }}
        >
          {t("notNow")}
        </Button>
      </div>
    );
  }
  return (
    <div class="row">
      <p class="grow">
        {standing.value ? t("standingIs", { who: standing.value.person }) : t("standingNone")}
      </p>
      {standing.value ? (
        <Button
          onPress={() => {
            standing.value = null;
          }}
        >
          {t("standingEnd")}
        </Button>
      ) : (
        <Button
          onPress={() => {
            choosing.value = true;
          }}
        >
          {t("standingChoose")}
        </Button>
      )}
    </div>
  );
}
