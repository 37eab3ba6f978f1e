import { useSignal } from "@preact/signals";
import type { NoAnswer, Refused } from "../../core/api";
import { Button, Field } from "../../ui/basics";
import { Select } from "../../ui/select";
import { Came } from "./form";
import { Failed, type InCase, Pager, PutBy, Within } from "./head";
import { act, type Done, known, useCase } from "./load";
import { CorrectedBy } from "./noted";
import { Speaker, StateOf } from "./read";
import { StandsOf } from "./stands";
import type { By, Page, Statement } from "./types";
import { t, whenOf, word } from "./words";

interface Pair {
  readonly slot: string;
  readonly on: readonly string[];
  readonly a: Statement;
  readonly b: Statement;
  readonly as: string;
  readonly labels: readonly (By & { readonly as: string; readonly why: string | null })[];
}

const FEW = 20;
const SLOTS = ["", "who", "what", "when", "how-many", "where"];
const LABELS = ["same", "differ", "not-about-the-same", "open"];

/** Statements about the same, side by side; somebody says how they stand to each other, in neutral words. */
export function Pairs({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partPairs")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const offset = useSignal(0);
  const slot = useSignal("");
  const labelled = useSignal("");
  const path = `cases/${id}/pairs?offset=${offset.value}&limit=${FEW}&slot=${slot.value}&labelled=${labelled.value}`;
  const view = useCase<Page & { rows: readonly Pair[]; labelled: number; proposed: number }>(path);
  const all = view.value.value;
  const pick = (what: typeof slot) => (value: string) => {
    what.value = value;
    offset.value = 0;
  };
  return (
    <>
      <p>{t("pairsSays")}</p>
      <div class="row case-filters">
        <Select
          label={t("slot")}
          value={slot.value}
          options={SLOTS.map((each) => [each, word("slot", each || "all")])}
          onPick={pick(slot)}
        />
        <Select
          label={t("labelled")}
          value={labelled.value}
          options={["", "no", "yes"].map((each) => [each, word("labelled", each || "all")])}
          onPick={pick(labelled)}
        />
      </div>
      <Failed view={view} />
      {all ? <p>{t("pairsCount", { labelled: all.labelled, open: all.proposed })}</p> : null}
      <ul class="case-list">
        {all?.rows.map((each) => (
          <li key={`${each.a.id} ${each.b.id} ${each.slot}`} class="case-card stack-close">
            <One id={id} pair={each} may={overview.may.includes("pair")} />
          </li>
        ))}
      </ul>
      {all ? <Pager {...all} onPage={(to) => (offset.value = to)} /> : null}
    </>
  );
}

function One({ id, pair, may }: { readonly id: string; readonly pair: Pair; readonly may: boolean }) {
  const why = useSignal("");
  const busy = useSignal("");
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const done = useSignal<Done | null>(null);
  const say = async (as: string): Promise<void> => {
    if (busy.value) return;
    busy.value = as;
    fault.value = null;
    const reason = why.value.trim() ? { why: why.value } : {};
    try {
      const between = { a: pair.a.id, b: pair.b.id, slot: pair.slot };
      done.value = await act(id, "pair", { ...between, as, ...reason });
    } catch (error) {
      fault.value = known(error);
    }
    busy.value = "";
  };
  return (
    <>
      <h2>
        {word("slot", pair.slot)}
        {pair.on.length > 0 ? <span class="soft">: {pair.on.join(", ")}</span> : null}
      </h2>
      <div class="case-two">
        {[pair.a, pair.b].map((each) => (
          <div key={each.id} class="stack-close">
            <blockquote class="case-said">{each.text}</blockquote>
            <p>
              <Speaker one={each} />, {word("how", each.directness)}
            </p>
            <StandsOf all={[each]} />
            <p class="soft">
              <a href={`/cases/${id}/sources/${each.source}`}>{each.id}</a>. {t("whenSaid")}:{" "}
              {whenOf(each.said.edtf)}. <StateOf one={each} /> <CorrectedBy of={id} by={each.corrected_by} />
            </p>
          </div>
        ))}
      </div>
      {pair.labels.map((each) => (
        <p key={each.record}>
          <strong>{word("label", each.as)}</strong> {each.why ?? ""} <PutBy by={each} />
        </p>
      ))}
      {may ? (
        <>
          <Field label={t("whyFree")} value={why.value} onInput={(value) => (why.value = value)} />
          <div class="case-answers">
            {LABELS.map((each) => (
              <Button
                key={each}
                pressed={pair.as === each}
                busy={busy.value === each}
                onPress={() => void say(each)}
              >
                {word("label", each)}
              </Button>
            ))}
          </div>
          <Came done={done.value} fault={fault.value} />
        </>
      ) : null}
    </>
  );
}
