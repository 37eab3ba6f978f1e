import { useSignal } from "@preact/signals";
import type { NoAnswer, Refused } from "../../core/api";
import { Button, Field } from "../../ui/basics";
import { Select } from "../../ui/select";
import { contentOf } from "./content";
import { Came } from "./form";
import { act, known, turn } from "./load";
import { Text } from "./marks";
import type { PanelProps } from "./panel";
import { HOW, whoCan } from "./who";
import { t, whenOf, word } from "./words";

const KINDS = ["stated", "not-after", "unknown"];

/** What a statement should be in a reviewer's own words of the record; only what is changed is said. */
export function Correct(props: PanelProps & { readonly onDone: () => void }) {
  const { id, one, source, people, marked, onDone } = props;
  const first = {
    who: one.who?.id ?? one.proposed_person,
    directness: one.directness,
    edtf: one.said.edtf,
    kind: one.said.kind,
    about: one.about.edtf[0] ?? "",
    event: one.about.events[0] ?? "",
    depth: String(one.depth),
  };
  const said = useSignal(first);
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const busy = useSignal(false);
  const put = (key: keyof typeof first) => (value: string) => {
    said.value = { ...said.value, [key]: value };
  };
  const span = marked.value;
  const again = one.reviews.some((each) => each.as === "corrected");
  const send = async (): Promise<void> => {
    busy.value = true;
    fault.value = null;
    const seen = { statement: one.id, as: "corrected", after: one.after, reading: one.reading };
    try {
      await act(id, "review", {
        ...seen,
        content: contentOf(first, said.value, span ? [span] : one.spans, again),
      });
      onDone();
    } catch (error) {
      fault.value = known(error);
      turn.value += 1;
    }
    busy.value = false;
  };
  const asked = (source.dates ?? []).filter((each) => each.conflict);
  return (
    <div class="stack case-form case-correct">
      <h2>{t("correct")}</h2>
      <Select
        label={t("saidBy")}
        value={said.value.who}
        options={[["", t("saidByOpen")], ...whoCan(people)]}
        onPick={put("who")}
      />
      <Select
        label={t("how")}
        value={said.value.directness}
        options={HOW.map((each) => [each, word("how", each)])}
        onPick={put("directness")}
      />
      <Field label={t("whenSaid")} value={said.value.edtf} hint={t("edtfSays")} onInput={put("edtf")} />
      {asked.length > 0 ? (
        <div>
          <p class="label">{t("datesAsked", { n: asked.length })}</p>
          <div class="row">
            {asked
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
      <Select
        label={t("kindOf")}
        value={said.value.kind}
        options={KINDS.map((each) => [each, word("kind", each)])}
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
      <Came done={null} fault={fault.value} />
    </div>
  );
}
