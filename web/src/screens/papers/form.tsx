import { useSignal } from "@preact/signals";
import { names } from "../../acts/item";
import { NoAnswer, Refused } from "../../core/api";
import { language } from "../../core/i18n";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Field } from "../../ui/basics";
import { Select } from "../../ui/select";
import { t as shell } from "../../ui/text";
import { download, queryOf } from "./load";
import type { Paper } from "./types";
import { isAsked, isView, t, VIEWS } from "./words";

interface FormProps {
  readonly paper: Paper;
  /** Whether the one who asks may have people by name. */
  readonly mayName: boolean;
}

/** What a paper is about, on which sheet and in which language; and the one button that fetches it. */
export function Form({ paper, mayName }: FormProps) {
  const said = useSignal<Readonly<Record<string, string>>>({});
  const busy = useSignal(false);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const put = (key: string, value: string): void => {
    said.value = { ...said.value, [key]: value };
  };
  const of = (key: string, otherwise = ""): string => said.value[key] ?? otherwise;
  const get = async (): Promise<void> => {
    busy.value = true;
    try {
      const wish = { lang: language.value, size: paper.sizes[0] ?? "", ...said.value };
      await download(paper.name, queryOf(wish));
      failed.value = null;
      announce(t("kept"));
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="stack-close"
      onSubmit={(event) => {
        event.preventDefault();
        void get();
      }}
    >
      {[...paper.needs, ...paper.takes].filter(isAsked).map((key) => (
        <About key={key} name={key} needed={paper.needs.includes(key)} value={of(key)} onPut={put} />
      ))}
      <Select
        label={t("language")}
        value={of("lang", language.value)}
        options={[
          ["en", "English"],
          ["es", "Español"],
        ]}
        onPick={(value) => put("lang", value)}
      />
      {paper.sizes.length > 1 ? (
        <Select
          label={t("sheet")}
          value={of("size", paper.sizes[0])}
          options={paper.sizes.map((each) => [each, each] as const)}
          onPick={(value) => put("size", value)}
        />
      ) : null}
      {mayName ? (
        <Select
          label={t("people")}
          value={of("names")}
          options={[
            ["", t("byRole")],
            ["true", t("byName")],
          ]}
          onPick={(value) => put("names", value)}
        />
      ) : null}
      <Button look="main" busy={busy.value} submit onPress={() => undefined}>
        {busy.value ? t("making") : t("get")}
      </Button>
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} title={t("notMade")} /> : null}
      {failed.value instanceof NoAnswer ? <p class="fault">{shell("noAnswer")}</p> : null}
    </form>
  );
}

interface AboutProps {
  readonly name: string;
  readonly needed: boolean;
  readonly value: string;
  readonly onPut: (key: string, value: string) => void;
}

/** One thing that a paper is about: chosen where the node knows all of them, else typed. */
function About({ name, needed, value, onPut }: AboutProps) {
  const known: Readonly<Record<string, readonly string[]>> = {
    weapon: names.value.weapons.map((each) => each.weapon),
    lot: names.value.lots.map((each) => each.lot),
    person: names.value.people.map((each) => each.person),
    view: VIEWS,
  };
  const put = (next: string): void => onPut(name, next);
  const choices = known[name];
  if (!isAsked(name)) return null;
  if (choices) {
    const called = (each: string): string => (isView(each) && name === "view" ? t(each) : each);
    const options = [["", needed ? t("choose") : t("all")], ...choices.map((each) => [each, called(each)])];
    return <Select label={t(name)} value={value} options={options as [string, string][]} onPick={put} />;
  }
  const hint =
    name === "day" ? { hint: t("dayHint") } : name === "incident" ? { hint: t("incidentHint") } : {};
  return (
    <Field
      label={t(name)}
      type={name === "day" ? "date" : "text"}
      keyboard={name === "start" ? "numeric" : "text"}
      value={value}
      onInput={put}
      {...hint}
    />
  );
}
