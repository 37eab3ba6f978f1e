import { useSignal } from "@preact/signals";
import { ask } from "../../core/say";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button, Field, Title } from "../../ui/basics";
import { RolePick } from "./forms";
import { HANDLES } from "./roles";
import { t } from "./words";

const NOBODY = { person: "", name: "", contact: "", age: "", roles: [] as readonly string[] };

/** Put somebody on record. What is personal is signed and recorded as a commitment, and lies beside the record. */
export default function Enrol() {
  const said = useSignal(NOBODY);
  const saying = useSaying();
  const put = (more: Partial<typeof NOBODY>): void => {
    said.value = { ...said.value, ...more };
  };
  const { person, name, contact, age, roles } = said.value;
  const needsAge = roles.some((role) => HANDLES.includes(role));
  const ready = person !== "" && roles.length > 0 && (age !== "" || !needsAge);
  const save = () => {
    const years = age === "" ? undefined : Number(age);
    return saying.run(() => ask("enrol", { person, name, contact, age: years, roles }));
  };
  if (isPermitted(saying.outcome.value)) {
    return (
      <div class="stack">
        <Title>{t("enrolled", { who: person })}</Title>
        <AnswerBox saying={saying} />
        <a class="button main" href={`/people/${encodeURIComponent(person)}`}>
          {t("toPerson")}
        </a>
        <Button
          onPress={() => {
            said.value = NOBODY;
            saying.clear();
          }}
        >
          {t("enrol")}
        </Button>
      </div>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void save();
      }}
    >
      <Title>{t("enrol")}</Title>
      <p>{t("sealedSays")}</p>
      <Field
        label={t("id")}
        hint={t("idHint")}
        value={person}
        onInput={(text) => put({ person: text.toLowerCase().replace(/\s+/g, "-") })}
      />
      <Field label={t("name")} value={name} onInput={(text) => put({ name: text })} />
      <Field label={t("contact")} value={contact} onInput={(text) => put({ contact: text })} />
      <RolePick value={roles} onPick={(next) => put({ roles: next })} />
      <Field
        label={t("age")}
        hint={t("ageHint")}
        keyboard="numeric"
        max={3}
        value={age}
        onInput={(text) => put({ age: text.replace(/\D/g, "") })}
      />
      <AnswerBox saying={saying} />
      {ready ? (
        <Button submit look="main" busy={saying.busy.value} onPress={() => undefined}>
          {t("enrolSave")}
        </Button>
      ) : null}
    </form>
  );
}
