import "../../styles/things.css";
import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import type { Word } from "../../acts/doing";
import type { Form } from "../../acts/form";
import { names, useNames } from "../../acts/item";
import { kindName } from "../../acts/names";
import { numberOf, texts } from "../../core/i18n";
import type { Outcome } from "../../core/say";
import { en } from "../../text/en/counts";
import { es } from "../../text/es/counts";
import { isPermitted } from "../../ui/answer";
import { Notice, Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { useSubject } from "../../ui/holdstop";
import { ViewFailed } from "../../ui/view";
import type { ScreenProps } from "..";
import { TheAccount } from "./account";
import { CasesForm, DestroyForm, RecountForm, ReturnForm, SampleForm } from "./forms";
import { itemOf } from "./views";

const t = texts(en, es);

const MORE: readonly (readonly [string, Form])[] = [
  ["count-cases", CasesForm],
  ["keep-sample", SampleForm],
  ["destroy-rounds", DestroyForm],
  ["return-rounds", ReturnForm],
];

/** One lot, to be counted apart: no number of it is on this screen before both have said theirs. */
export default function CountOne({ params }: ScreenProps) {
  const name = params.lot ?? "";
  useSubject(name);
  const seen = useNames();
  const may = names.value.may;
  return (
    <div class="stack paper">
      <div class="row">
        <div class="grow">
          <Title>{name}</Title>
        </div>
        <a class="button" href="/counts">
          {t("all")}
        </a>
      </div>
      <ViewFailed view={seen} />
      {may.includes("recount") ? <Recount name={name} /> : may.length > 0 ? <p>{t("cannot")}</p> : null}
      <section>
        <Folded title={t("account")} soft={t("accountSays")}>
          <TheAccount name={name} />
        </Folded>
      </section>
      {MORE.some(([kind]) => may.includes(kind)) ? (
        <section class="stack-close">
          <h2>{t("more")}</h2>
          {MORE.filter(([kind]) => may.includes(kind)).map(([kind, form]) => (
            <Once key={kind} kind={kind} form={form} name={name} />
          ))}
        </section>
      ) : null}
    </div>
  );
}

/** The count itself; once both are in, the two numbers, and what the record makes of them. */
function Recount({ name }: { readonly name: string }) {
  const turn = useSignal(0);
  const word = useSignal<Word | null>(null);
  const done = (outcome: Outcome, said: Word | null): void => {
    word.value = isPermitted(outcome) ? said : null;
    if (isPermitted(outcome)) turn.value += 1;
  };
  return (
    <section class="stack-close">
      <h2>{t("recount")}</h2>
      <p>{t("recountSays")}</p>
      {word.value ? <Both word={word.value} /> : null}
      <Act
        key={turn.value}
        item={itemOf("recount", { lot: name })}
        about={null}
        form={RecountForm}
        onDone={done}
      />
    </section>
  );
}

function Both({ word }: { readonly word: Word }) {
  const [one, other] = [word.first, word.says.seen as number | undefined];
  if (one === undefined || other === undefined) return null;
  if (one === other) return <Notice title={t("alike", { n: numberOf(one) })} />;
  return <Notice title={t("apart", { one: numberOf(one), other: numberOf(other) })} look="bad" />;
}

interface OnceProps {
  readonly kind: string;
  readonly form: Form;
  readonly name: string;
}

function Once({ kind, form, name }: OnceProps) {
  const turn = useSignal(0);
  return (
    <Folded title={kindName(kind)}>
      <Act
        key={turn.value}
        item={itemOf(kind, { lot: name })}
        about={null}
        form={form}
        onDone={(outcome) => {
          if (isPermitted(outcome)) turn.value += 1;
        }}
      />
    </Folded>
  );
}
