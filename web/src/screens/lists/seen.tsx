import { numberOf } from "../../core/i18n";
import { Button, Notice } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { Select } from "../../ui/select";
import type { Judged, Row, Table } from "./types";
import { t } from "./words";

/** So many rows are shown of each kind: what has to be mended first comes first. */
const SHOWN = 100;

interface SeenProps {
  readonly table: Table;
  readonly seen: Judged;
  readonly busy: boolean;
  readonly onJoin: (heading: string, column: string) => void;
  readonly onTake: (onlyGood: boolean) => void;
}

/** What would become of every row, and then what came of it. */
export function Seen({ table, seen, busy, onJoin, onTake }: SeenProps) {
  const bad = seen.rows.filter((each) => each.outcome === "bad");
  const noted = seen.rows.filter((each) => each.outcome !== "bad" && each.notes.length > 0);
  return (
    <section class="stack">
      <h2>{t("result")}</h2>
      {seen.done ? <Came table={table} seen={seen} /> : <Counts seen={seen} />}
      {seen.said.length > 0 ? (
        <ul class="said" lang="en">
          {seen.said.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      ) : null}
      {seen.done ? null : <Take seen={seen} busy={busy} onTake={onTake} />}
      {bad.length > 0 ? <Rows title={t("notTaken")} rows={bad} /> : null}
      {noted.length > 0 ? <Rows title={t("worth")} rows={noted} /> : null}
      {seen.done ? null : <Columns table={table} seen={seen} onJoin={onJoin} />}
    </section>
  );
}

function Counts({ seen }: { readonly seen: Judged }) {
  const { counts } = seen;
  return (
    <ul class="counts">
      {(["new", "waits", "known", "bad"] as const)
        .filter((each) => counts[each] > 0)
        .map((each) => (
          <li key={each} class={each === "bad" ? "fault" : ""}>
            {t(each, { n: numberOf(counts[each]) })}
          </li>
        ))}
    </ul>
  );
}

interface TakeProps {
  readonly seen: Judged;
  readonly busy: boolean;
  readonly onTake: (onlyGood: boolean) => void;
}

/** All of it where every row is good; with bad ones, only what the person says: never more than they saw. */
function Take({ seen, busy, onTake }: TakeProps) {
  const n = seen.counts.new + seen.counts.waits;
  if (n === 0) return seen.counts.bad > 0 ? null : <Notice title={t("nothing")} />;
  const bad = seen.counts.bad;
  return (
    <div class="stack-close">
      {bad > 0 ? <p>{t("badStays")}</p> : null}
      <Button look={bad > 0 ? "whole" : "main"} busy={busy} onPress={() => onTake(bad > 0)}>
        {busy
          ? t("importing")
          : bad > 0
            ? t("good", { n: numberOf(n), bad: numberOf(bad) })
            : t("all", { n: numberOf(n) })}
      </Button>
    </div>
  );
}

function Came({ table, seen }: { readonly table: Table; readonly seen: Judged }) {
  const done = seen.done;
  if (!done) return null;
  if (done.rows === 0) return <Notice title={t("nothing")} />;
  const [from, to] = [done.records[0], done.records.at(-1)];
  const things = table.name === "weapons" ? seen.rows.filter((each) => each.outcome === "new") : [];
  return (
    <Notice title={t("came", { n: numberOf(done.rows) })}>
      {from !== undefined && to !== undefined ? (
        <p>
          {t(from === to ? "oneRecord" : "records", { first: numberOf(from), last: numberOf(to) })}
          {done.where ? `. ${t("inBook", { book: done.where })}` : ""}
        </p>
      ) : null}
      {seen.counts.waits > 0 ? (
        <p>
          <a href="/witness">{t("toWitness")}</a>
        </p>
      ) : null}
      {things.length > 0 ? (
        <>
          <p>{t("toThings")}</p>
          <ul class="came">
            {things.slice(0, SHOWN).map((each) => (
              <li key={each.name}>
                <a class="to-thing" href={`/weapons/${encodeURIComponent(each.name)}`}>
                  {each.name}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Notice>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const shown = rows.slice(0, SHOWN);
  return (
    <section class="stack-close">
      <h3>{title}</h3>
      <ul class="rows" lang="en">
        {shown.map((row) => (
          <li key={row.row}>
            {row.name ? <strong>{row.name}</strong> : null}
            {[...row.faults, ...row.notes].map((each) => (
              <p key={`${each.at} ${each.code} ${each.says}`}>
                {each.says} <span class="soft">{each.now}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
      {rows.length > SHOWN ? <p>{t("more", { n: numberOf(rows.length - SHOWN) })}</p> : null}
    </section>
  );
}

interface ColumnsProps {
  readonly table: Table;
  readonly seen: Judged;
  readonly onJoin: (heading: string, column: string) => void;
}

/** Which heading was taken for which column; another one is chosen here, and the list looked at once more. */
function Columns({ table, seen, onJoin }: ColumnsProps) {
  const options = [
    ["", t("keptAsSaid")] as const,
    ...table.columns.map((each) => [each.name, each.name] as const),
  ];
  return (
    <Folded title={t("columns")}>
      <div class="columns">
        {seen.columns.map(({ heading, column }) => (
          <Select
            key={heading}
            label={heading}
            value={column}
            options={column ? options.slice(1) : options}
            onPick={(name) => (name ? onJoin(heading, name) : undefined)}
          />
        ))}
      </div>
    </Folded>
  );
}
