import "../../styles/floor.css";
import { useSignal } from "@preact/signals";
import { useNames } from "../../acts/item";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { board } from "../../core/live";
import { press } from "../../core/press";
import { person } from "../../core/session";
import type { Incident as Kept } from "../../core/views";
import { en } from "../../text/en/incident";
import { es } from "../../text/es/incident";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button, Notice, Title } from "../../ui/basics";
import { ViewFailed } from "../../ui/view";
import { Things } from "./things";

const t = texts(en, es);

/** After an incident: people first, the time that is kept, what stays as it is, who tells what later, who lets it go. */
export default function Incident() {
  const set = board.value?.set;
  const kept = set?.incidents ?? [];
  const frozen = set?.frozen ?? [];
  const seen = useNames();
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      {kept.length > 0 ? (
        <Notice title={t("first")} look="bad">
          <p>{t("firstSays")}</p>
        </Notice>
      ) : (
        <Touch />
      )}
      {kept.map((each) => (
        <Time key={each.record} kept={each} />
      ))}
      {person.value ? <ViewFailed view={seen} /> : null}
      <Things frozen={frozen} />
      {(set?.held ?? []).length > 0 ? (
        <a class="button whole" href="/release">
          {t("theSet")}
        </a>
      ) : null}
    </div>
  );
}

/** One touch, without a name: nothing else is asked. */
function Touch() {
  const saying = useSaying();
  const done = useSignal(false);
  const touch = async (): Promise<void> => {
    done.value = isPermitted(await saying.run(() => press("incident")));
  };
  if (done.value) return <AnswerBox saying={saying} />;
  return (
    <section class="stack">
      <p>{t("none")}</p>
      <Button look="stop whole" busy={saying.busy.value} onPress={() => void touch()}>
        {t("touch")}
      </Button>
      <p>{t("touchSays")}</p>
      <AnswerBox saying={saying} />
    </section>
  );
}

/** Less than this is the way of the touch to the node. */
const SOON = 10_000;

/** When it was touched; and when that was heard, where it was later. */
function Time({ kept }: { readonly kept: Kept }) {
  const late = Date.parse(kept.heard) - Date.parse(kept.at) > SOON;
  return (
    <p class="notice" data-kept={kept.record}>
      <strong>{t("kept", { time: timeOf(kept.at), n: numberOf(kept.record) })}</strong>
      {late ? <> {t("heard", { time: timeOf(kept.heard) })}</> : null}
    </p>
  );
}
