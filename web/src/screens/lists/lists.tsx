import { useSignal } from "@preact/signals";
import styles from "../../styles/lists.css?url";
import { Title } from "../../ui/basics";
import { useDressed } from "../../ui/dressed";
import { Folded } from "../../ui/folded";
import { Select } from "../../ui/select";
import { t as shell } from "../../ui/text";
import { useView, ViewFailed } from "../../ui/view";
import { Importing } from "./importing";
import type { Table, Tables } from "./types";
import { t, titleOf } from "./words";

/** Lists of weapons, boxes, people and papers: they come in as files, looked at first, and leave as files. */
export default function Lists() {
  const view = useView<Tables>("tables");
  const seen = view.value.value;
  const wanted = useSignal("");
  if (!useDressed(styles)) return <p>{shell("loading")}</p>;
  if (!seen) {
    return (
      <div class="stack">
        <Title>{t("title")}</Title>
        <ViewFailed view={view} />
      </div>
    );
  }
  const mine = seen.tables.filter((each) => each.imports);
  const chosen = mine.find((each) => each.name === wanted.value) ?? first(mine);
  return (
    <div class="stack lists">
      <Title>{t("title")}</Title>
      <p>{t("says")}</p>
      {chosen ? (
        <section class="stack">
          <h2>{t("comesIn")}</h2>
          <Select
            label={t("table")}
            value={chosen.name}
            options={mine.map((each) => [each.name, titleOf(each)] as const)}
            onPick={(name) => {
              wanted.value = name;
            }}
          />
          <Importing key={chosen.name} table={chosen} />
        </section>
      ) : null}
      <Leaving tables={seen.tables.filter((each) => each.exports)} formats={seen.formats} />
    </div>
  );
}

const first = (tables: readonly Table[]): Table | undefined =>
  tables.find((each) => each.name === "weapons") ?? tables[0];

const AS = { csv: "asCsv", xlsx: "asXlsx", json: "asJson" } as const;

interface LeavingProps {
  readonly tables: readonly Table[];
  readonly formats: readonly string[];
}

/** Every table that may leave, in every format, as a link that saves the file. */
function Leaving({ tables, formats }: LeavingProps) {
  if (tables.length === 0) return null;
  return (
    <Folded title={t("leaves")}>
      <p class="soft">{t("leavesSays")}</p>
      <ul class="leaving">
        {tables.map((table) => (
          <li key={table.name}>
            <span>{titleOf(table)}</span>
            <span class="row">
              {formats.map((format) => (
                <a
                  key={format}
                  class="button"
                  href={`/api/v1/tables/${table.name}/export?format=${format}`}
                  download={`${table.name}.${format}`}
                  aria-label={t(AS[format as keyof typeof AS] ?? "asCsv", { table: titleOf(table) })}
                >
                  {format === "xlsx" ? "Excel" : format.toUpperCase()}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Folded>
  );
}
