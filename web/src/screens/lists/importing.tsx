import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { call, NoAnswer, Refused } from "../../core/api";
import { numberOf } from "../../core/i18n";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Field, Notice } from "../../ui/basics";
import { Seen } from "./seen";
import type { Judged, Table } from "./types";
import { t } from "./words";

const LARGEST = 16 * 1024 * 1024;

/** How long a list of thousands of rows may take, in milliseconds. */
const WAIT = 120_000;

type Joined = Readonly<Record<string, string>>;

/** One list: chosen, looked at row by row, and then imported whole, or without its bad rows where somebody says so. */
export function Importing({ table }: { readonly table: Table }) {
  const file = useSignal<File | null>(null);
  const sheet = useSignal("");
  const joined = useSignal<Joined>({});
  const busy = useSignal<"" | "looking" | "importing">("");
  const told = useSignal("");
  const seen = useSignal<Judged | null>(null);
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const field = useId();

  const send = async (how: { readonly dry: boolean; readonly only_good: boolean }): Promise<void> => {
    const one = file.value;
    told.value = !one ? t("fileNeeded") : one.size > LARGEST ? t("fileLarge") : "";
    if (told.value) announce(told.value, true);
    if (!one || told.value || busy.value) return;
    busy.value = how.dry ? "looking" : "importing";
    fault.value = null;
    try {
      const content = await base64Of(one);
      const body = { ...how, content, sheet: sheet.value.trim(), columns: joined.value };
      seen.value = await call<Judged>(`tables/${table.name}/import`, { body, wait: WAIT });
      announce(summary(seen.value));
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      fault.value = error;
      seen.value = null;
      announce(error instanceof Refused ? error.says : t("noAnswer"), true);
    }
    busy.value = "";
  };
  const look = (): Promise<void> => send({ dry: true, only_good: false });
  const join = (heading: string, column: string): void => {
    const others = Object.entries(joined.value).filter(([name, to]) => name !== heading && to !== column);
    joined.value = { ...Object.fromEntries(others), [heading]: column };
    void look();
  };
  return (
    <div class="stack">
      <div class="field">
        <label for={field}>{t("file")}</label>
        <input
          id={field}
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,.json,text/csv,application/json"
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0] ?? null;
            seen.value = null;
            fault.value = null;
            joined.value = {};
          }}
        />
        <p class="soft">{t("fileSays")}</p>
      </div>
      {file.value?.name.toLowerCase().endsWith(".xlsx") ? (
        <Field
          label={t("sheet")}
          value={sheet.value}
          onInput={(name) => {
            sheet.value = name;
          }}
        />
      ) : null}
      <Button onPress={() => void look()} busy={busy.value !== ""} look={seen.value ? "whole" : "main"}>
        {busy.value === "looking" ? t("looking") : t("look")}
      </Button>
      {told.value ? <p class="fault">{told.value}</p> : null}
      {fault.value instanceof Refused ? <TurnedAway refused={fault.value} /> : null}
      {fault.value instanceof NoAnswer ? <Notice title={t("noAnswer")} look="bad" /> : null}
      {seen.value ? (
        <Seen
          table={table}
          seen={seen.value}
          busy={busy.value === "importing"}
          onJoin={join}
          onTake={(only_good) => void send({ dry: false, only_good })}
        />
      ) : null}
    </div>
  );
}

function summary(seen: Judged): string {
  if (seen.done) return t("came", { n: numberOf(seen.done.rows) });
  const kinds = (["new", "waits", "known", "bad"] as const).filter((each) => seen.counts[each] > 0);
  return kinds.map((each) => t(each, { n: numberOf(seen.counts[each]) })).join(". ");
}

/** The bytes of a file in base64. */
function base64Of(file: File): Promise<string> {
  return new Promise((fulfil, fail) => {
    const reader = new FileReader();
    reader.onload = () => fulfil(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}
