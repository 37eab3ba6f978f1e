import { numberOf, timeOf } from "../../core/i18n";
import { Entries } from "../duties/entries";
import type { Duties as Table } from "../duties/types";
import { Uses } from "../duties/uses";
import { t as duties } from "../duties/words";
import { Failed, Within } from "./head";
import { useCase } from "./load";
import { t } from "./words";

/** Who had a duty, from the record of the production alone: the act, the part, the clause, the record or none. */
export function Duties({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partDuties")}>
      {() => <Body id={id} />}
    </Within>
  );
}

function Body({ id }: { readonly id: string }) {
  const view = useCase<{ table: Table | null }>(`cases/${id}/duties`);
  const table = view.value.value?.table;
  return (
    <>
      <p>{t("dutiesSays")}</p>
      <Failed view={view} />
      {view.value.value && !table ? <p>{t("dutiesNone")}</p> : null}
      {table ? (
        <div class="stack paper duties">
          <p class="soft">{duties("asOf", { n: numberOf(table.record), time: timeOf(table.as_of) })}</p>
          <p class="soft">{duties("notLaw")}</p>
          <Uses uses={table.uses} elsewhere />
          <Entries entries={table.entries} weapons={[]} />
        </div>
      ) : null}
    </>
  );
}
