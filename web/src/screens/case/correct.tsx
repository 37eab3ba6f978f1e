import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NoAnswer, Refused } from "../../core/api";
import { announce } from "../../ui/announce";
import { Button, Field } from "../../ui/basics";
import { Choice } from "./choice";
import { contentOf, kindMissing, NOBODY, type Said, unsaid } from "./content";
import { draftName, draftOf, keepDraft } from "./drafts";
import { Came } from "./form";
import { act, known, turn } from "./load";
import { Text } from "./marks";
import type { PanelProps } from "./panel";
import type { Span } from "./types";
import { HOW, whoCan } from "./who";
import { t, whenOf, word } from "./words";

const KINDS = ["stated", "not-after", "unknown"];

interface Draft {
  readonly said: Said;
  readonly span: Span | null;
}

/** What a statement should be in a reviewer's own words of the record; only what is changed is said. */
export function Correct(props: PanelProps & { readonly onDone: () => void }) {
  const { id, one, source, people, marked, onDone } = props;
  const draft = draftOf<Draft>(id, draftName(one));
  const said = useSignal<Said>(draft?.said ?? unsaid(one));
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const busy = useSignal(false);
  const asked = useSignal(false);
  const put = (key: keyof Said) => (value: string) => {
    said.value = { ...said.value, [key]: value };
    keepDraft(id, draftName(one), { said: said.value, span: marked.value });
  };
  useEffect(() => {
    if (draft?.span && !marked.value) marked.value = draft.span;
  }, []);
  const span = marked.value;
  const missing = kindMissing(one, said.value);
  const send = async (): Promise<void> => {
    asked.value = true;
    if (missing) {
      announce(t("notComplete"), true);
      return;
    }
    busy.value = true;
    fault.value = null;
    const seen = { statement: one.id, as: "corrected", after: one.after, reading: one.reading };
    try {
      await act(id, "review", { ...seen, content: contentOf(one, said.value, span) });
      keepDraft(id, draftName(one), null);
      onDone();
    } catch (error) {
      fault.value = known(error);
      turn.value += 1;
    }
    busy.value = false;
  };
  const open = (source.dates ?? []).filter((each) => each.conflict);
  const who = one.who ? people.find((each) => each.id === one.who?.id) : undefined;
  const standing = one.who ? `${one.who.id}${who ? `: ${who.name ?? who.role}` : ""}` : t("nobodySaid");
  const asIs = (what: string): string => t("asItStands", { what });
  return (
    <div class="stack case-form case-correct">
      <h2>{t("correct")}</h2>
      <Choice
        label={t("saidBy")}
        value={said.value.who}
        open={asIs(standing)}
        options={[...whoCan(people), ...(one.who ? [[NOBODY, t("saidByOpen")] as const] : [])]}
        onPick={put("who")}
      />
      <Choice
        label={t("how")}
        value={said.value.directness}
        open={asIs(word("how", one.directness))}
        options={HOW.map((each) => [each, word("how", each)])}
        onPick={put("directness")}
      />
      {one.to !== undefined ? (
        <Field
          label={t("saidTo")}
          value={said.value.to ?? (one.to?.includes("█") ? "" : (one.to ?? ""))}
          onInput={put("to")}
        />
      ) : null}
      <Field label={t("whenSaid")} value={said.value.edtf} hint={t("edtfSays")} onInput={put("edtf")} />
      {open.length > 0 ? (
        <div>
          <p class="label">{t("datesAsked", { n: open.length })}</p>
          <div class="row">
            {open
              .flatMap((each) => [each.edtf, ...each.alternatives])
              .filter(Boolean)
              .map((each) => (
                <Button key={each} pressed={said.value.edtf === each} onPress={() => put("edtf")(each)}>
                  {whenOf(each)}
                </Button>
              ))}
          </div>
        </div>
      ) : null}
      <Choice
        label={t("kindOf")}
        value={said.value.kind}
        {...(missing ? {} : { open: asIs(word("kind", one.said.kind)) })}
        options={KINDS.map((each) => [each, word("kind", each)])}
        missing={asked.value && missing}
        onPick={put("kind")}
      />
      <Field label={t("aboutWhen")} value={said.value.about} hint={t("edtfSays")} onInput={put("about")} />
      <Field label={t("aboutEvent")} value={said.value.event} onInput={put("event")} />
      <Field
        label={t("depthOf")}
        value={said.value.depth}
        keyboard="numeric"
        hint={t("depthSays")}
        onInput={put("depth")}
      />
      <p>
        {span ? (
          <>
            {t("wordsMarked")} <q class="case-said">{new Text(source.text ?? "").slice(...span)}</q>
          </>
        ) : (
          <span class="soft">{t("wordsSays")}</span>
        )}
      </p>
      <Button onPress={() => void send()} busy={busy.value}>
        {t("correctSave")}
      </Button>
      {asked.value && missing ? <p class="fault">{t("notComplete")}</p> : null}
      <Came done={null} fault={fault.value} />
    </div>
  );
}
