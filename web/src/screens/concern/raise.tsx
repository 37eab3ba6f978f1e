import { useSignal } from "@preact/signals";
import { texts } from "../../core/i18n";
import { board } from "../../core/live";
import { press } from "../../core/press";
import { report } from "../../core/say";
import { person } from "../../core/session";
import { en } from "../../text/en/concern";
import { es } from "../../text/es/concern";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button, Field, Notice } from "../../ui/basics";

const t = texts(en, es);

const OTHER = "\n";

/** Raise one. Without a name nothing of the person and nothing of the device is sent or kept. */
export function Raise() {
  const says = useSignal("");
  const about = useSignal("");
  const other = useSignal("");
  const named = useSignal(false);
  const saying = useSaying();
  const of = about.value === OTHER ? other.value.trim() : about.value;
  const signs = named.value && person.value !== "";
  const outcome = saying.outcome.value;
  const raised = outcome?.is === "answer" || outcome?.is === "kept";
  const send = async (): Promise<void> => {
    const text = says.value.trim();
    const done = await saying.run(() =>
      signs ? report("raise-concern", { about: of, says: text }) : press("raise-concern", of, text),
    );
    if (done?.is === "answer" || done?.is === "kept") says.value = "";
  };
  const chip = (value: string, label: string) => (
    <Button
      key={value}
      pressed={about.value === value}
      onPress={() => {
        about.value = value;
      }}
    >
      {label}
    </Button>
  );
  if (raised) {
    return (
      <div class="stack">
        {outcome.is === "answer" ? (
          <Notice title={t("raised")}>
            <p>{t("raisedSays")}</p>
          </Notice>
        ) : (
          <AnswerBox saying={saying} />
        )}
        <Button look="whole" onPress={() => saying.clear()}>
          {t("another")}
        </Button>
      </div>
    );
  }
  return (
    <div class="stack">
      <p>{t("intro")}</p>
      <Field
        long
        label={t("says")}
        value={says.value}
        onInput={(text) => {
          says.value = text;
        }}
      />
      <fieldset class="stack-close">
        <legend class="label">{t("about")}</legend>
        <div class="picks">
          {chip("", t("aboutSet"))}
          {chip(OTHER, t("aboutOther"))}
          {(board.value?.weapons ?? []).map((each) => chip(each.weapon, each.weapon))}
        </div>
      </fieldset>
      {about.value === OTHER ? (
        <Field
          label={t("aboutWhat")}
          hint={t("aboutHint")}
          value={other.value}
          onInput={(text) => {
            other.value = text;
          }}
        />
      ) : null}
      {person.value ? (
        <fieldset class="stack-close">
          <legend class="label">{t("who")}</legend>
          <div class="choices">
            {[false, true].map((on) => (
              <Button
                key={String(on)}
                pressed={named.value === on}
                onPress={() => {
                  named.value = on;
                }}
              >
                {on ? t("named", { who: person.value }) : t("unnamed")}
              </Button>
            ))}
          </div>
        </fieldset>
      ) : null}
      <p class="soft">{t(signs ? "namedSays" : "unnamedSays")}</p>
      <AnswerBox saying={saying} />
      <Button look="main" busy={saying.busy.value || says.value.trim() === ""} onPress={() => void send()}>
        {t(signs ? "raiseNamed" : "raise")}
      </Button>
    </div>
  );
}
