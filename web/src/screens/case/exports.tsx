import { useSignal } from "@preact/signals";
import { callOnce, type NoAnswer, type Refused } from "../../core/api";
import { Button, Notice } from "../../ui/basics";
import { Select } from "../../ui/select";
import { Came } from "./form";
import { Failed, type InCase, PutBy, Within } from "./head";
import { type Done, known, newId, turn, useCase } from "./load";
import type { By, Page } from "./types";
import { t, word } from "./words";

interface Exported extends By {
  readonly what: string;
  readonly format: string;
  readonly sums: Readonly<Record<string, string>>;
  readonly opened: boolean;
}

/** What leaves the case: one button for each format, by role unless names are chosen, and each on record. */
export function Exports({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partExports")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const view = useCase<Page & { exports: readonly Exported[] }>(`cases/${id}/access?limit=1`);
  const opened = useSignal("");
  const busy = useSignal("");
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const done = useSignal<Done | null>(null);
  const make = async (format: string): Promise<void> => {
    if (busy.value) return;
    busy.value = format;
    fault.value = null;
    done.value = null;
    try {
      const body = { act_id: newId("export"), names: opened.value === "names" };
      done.value = await callOnce<Done>(`cases/${id}/exports/${format}`, body);
      turn.value += 1;
    } catch (error) {
      fault.value = known(error);
    }
    busy.value = "";
  };
  const all = view.value.value?.exports ?? [];
  return (
    <>
      <p>{t("exportsSays")}</p>
      {overview.may.includes("export") ? (
        <section class="case-card stack-close">
          <div class="case-pick">
            <Select
              label={t("howNamed")}
              value={opened.value}
              options={[
                ["", t("byRole")],
                ["names", t("restricted")],
              ]}
              onPick={(value) => (opened.value = value)}
            />
          </div>
          <ul class="case-exports">
            {overview.formats.map((each) => (
              <li key={each.name} class="case-line row">
                <Button busy={busy.value === each.name} onPress={() => void make(each.name)}>
                  {word("format", each.name)}
                </Button>
                <span class="grow soft">{word("formatSays", each.name)}</span>
              </li>
            ))}
          </ul>
          {busy.value ? <p>{t("making")}</p> : null}
          <Came done={null} fault={fault.value} />
          {done.value ? (
            <Notice title={t("recorded", { n: done.value.record })}>
              <Files id={id} record={done.value.record} sums={done.value.sums ?? {}} />
            </Notice>
          ) : null}
        </section>
      ) : null}
      <section class="case-card stack-close">
        <h2>{t("handedOut")}</h2>
        <Failed view={view} />
        {all.length === 0 ? <p class="soft">{t("handedNone")}</p> : null}
        <ul class="case-rows">
          {[...all].reverse().map((each) => (
            <li class="case-line" key={each.record}>
              {word("format", each.format)}
              {each.what === "case" ? "" : `, ${each.what}`}, {t(each.opened ? "withNames" : "withoutNames")}.{" "}
              <PutBy by={each} />
              <Files id={id} record={each.record} sums={each.sums} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

interface FilesProps {
  readonly id: string;
  readonly record: number;
  readonly sums: Readonly<Record<string, string>>;
}

function Files({ id, record, sums }: FilesProps) {
  return (
    <ul class="case-files">
      {Object.entries(sums).map(([name, sum]) => (
        <li key={name}>
          <a href={`/api/v1/cases/${id}/exports/${record}/${encodeURIComponent(name)}`} download={name}>
            {name}
          </a>{" "}
          <code class="soft" title={sum}>
            SHA-256 {sum.slice(0, 16)}…
          </code>
        </li>
      ))}
    </ul>
  );
}
