import { useSignal } from "@preact/signals";
import { Button, Dialog } from "../../ui/basics";
import { Select } from "../../ui/select";
import { ActForm } from "./form";
import { Failed, type InCase, Pager, Within } from "./head";
import { useCase } from "./load";
import { CorrectedBy, LinkLine } from "./noted";
import { Speaker, StateOf } from "./read";
import { StandsOf } from "./stands";
import type { Link, Page, Statement } from "./types";
import { dayOf, t, timeThere, whenOf, word } from "./words";

interface Recorded {
  readonly side: "recorded";
  readonly at: string;
  readonly record: number;
  readonly kind: string;
  readonly door: string;
  readonly outcome: string;
  readonly deviation: boolean;
  readonly sentence: string;
  readonly links: readonly Link[];
}

interface Said extends Statement {
  readonly side: "said";
  readonly at: string;
  readonly rests: string;
  readonly published: string;
  readonly type: string;
  readonly links: readonly Link[];
}

const FEW = 100;
const SIDES = ["", "recorded", "said"];

/** What was recorded on one side and what people said on the other, in the order of time; never merged. */
export function Timeline({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partTimeline")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const offset = useSignal(0);
  const side = useSignal("");
  const linking = useSignal<Said | null>(null);
  const path = `cases/${id}/timeline?offset=${offset.value}&limit=${FEW}&side=${side.value}`;
  const view = useCase<Page & { rows: readonly (Recorded | Said)[] }>(path);
  const all = view.value.value;
  return (
    <>
      <p>{t("timelineSays")}</p>
      <div class="case-pick">
        <Select
          label={t("side")}
          value={side.value}
          options={SIDES.map((each) => [each, word("side", each || "both")])}
          onPick={(value) => {
            side.value = value;
            offset.value = 0;
          }}
        />
      </div>
      <Failed view={view} />
      {all && all.total === 0 ? <p>{t("timelineNone")}</p> : null}
      <div class="case-sides" aria-hidden="true">
        <span>{word("side", "recorded")}</span>
        <span>{word("side", "said")}</span>
      </div>
      <ol class="case-timeline">
        {all?.rows.map((row) =>
          row.side === "recorded" ? (
            <li key={`r${row.record}`} class={`case-row recorded ${row.deviation ? "deviation" : ""}`}>
              <RecordedRow row={row} />
            </li>
          ) : (
            <li key={row.id} class="case-row said">
              <SaidRow
                id={id}
                row={row}
                onLink={
                  overview.may.includes("link") && overview.taken.length > 0
                    ? () => {
                        linking.value = row;
                      }
                    : null
                }
              />
            </li>
          ),
        )}
      </ol>
      {all ? <Pager {...all} onPage={(to) => (offset.value = to)} /> : null}
      {linking.value ? <Linking id={id} row={linking.value} onClose={() => (linking.value = null)} /> : null}
    </>
  );
}

function RecordedRow({ row }: { readonly row: Recorded }) {
  return (
    <>
      <p class="case-at">
        <span class="case-side-name">{word("sideOf", "recorded")}: </span>
        {timeThere(row.at)} <span class="tag">{t("recordN", { n: row.record })}</span>
        {row.deviation ? <span class="tag">{t("deviation")}</span> : null}
      </p>
      <p lang="en">{row.sentence}</p>
      {row.door === "ask" && row.outcome !== "permit" ? (
        <p class="soft">{word("outcome", row.outcome)}</p>
      ) : null}
      <ul class="case-links">
        {row.links.map((each) => (
          <LinkLine key={each.in_case} one={each} to={each.statement} />
        ))}
      </ul>
    </>
  );
}

function SaidRow(props: { readonly id: string; readonly row: Said; readonly onLink: (() => void) | null }) {
  const { id, row, onLink } = props;
  return (
    <>
      <p class="case-at">
        <span class="case-side-name">{word("sideOf", "said")}: </span>
        {row.at ? timeThere(row.at) : t("whenUnknown")}{" "}
        <span class="soft">{row.rests ? word("rests", row.rests) : ""}</span>
      </p>
      <blockquote class="case-said">{row.text}</blockquote>
      <p>
        <Speaker one={row} />, {word("how", row.directness)}. <StateOf one={row} />{" "}
        <CorrectedBy of={id} by={row.corrected_by} />
      </p>
      <StandsOf all={[row]} />
      <p class="soft">
        <a href={`/cases/${id}/sources/${row.source}`}>{row.id}</a>, {word("type", row.type)}
        {row.published ? `, ${dayOf(row.published)}` : ""}. {t("whenSaid")}: {whenOf(row.said.edtf)}
      </p>
      <ul class="case-links">
        {row.links.map((each) => (
          <LinkLine key={each.in_case} one={each} to={t("recordN", { n: each.record })} />
        ))}
      </ul>
      {onLink ? <Button onPress={onLink}>{t("link")}</Button> : null}
    </>
  );
}

function Linking({
  id,
  row,
  onClose,
}: {
  readonly id: string;
  readonly row: Said;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={t("linkTitle", { id: row.id })} onClose={onClose}>
      <blockquote class="case-said">{row.text}</blockquote>
      <StandsOf all={[row]} />
      <ActForm
        of={id}
        act="link"
        asks={[
          { key: "record", label: t("linkRecord") },
          {
            key: "as",
            label: t("linkAs"),
            options: ["supports", "differs", "silent"].map((each) => [each, word("link", each)]),
          },
          { key: "why", label: t("why"), kind: "long", free: true },
        ]}
        keys={(said) => ({ ...said, statement: row.id, record: Number.parseInt(said.record ?? "", 10) || 0 })}
        say={t("link")}
      />
    </Dialog>
  );
}
