import { useSignal } from "@preact/signals";
import { callOnce, NoAnswer, Refused } from "../../core/api";
import { random, toHex } from "../../core/bytes";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Field, Notice } from "../../ui/basics";
import { t as shell } from "../../ui/text";
import { t } from "./words";

interface AnsweringProps {
  readonly task: string;
  /** The kind of entry of the bound book that alone ends it, or "". */
  readonly ends: string;
  readonly today: string;
  readonly onDone: () => void;
}

/** What somebody says of a task: that it was done, unless only an entry ends it, or that it is put off. What was typed stays where it is refused. */
export function Answering({ task, ends, today, onDone }: AnsweringProps) {
  const said = useSignal<Readonly<Record<string, string>>>({ on: today });
  const busy = useSignal(false);
  const missing = useSignal<readonly string[]>([]);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const send = async (
    as: "done" | "put-off",
    keys: readonly string[],
    needs: readonly string[],
  ): Promise<void> => {
    if (busy.value) return;
    missing.value = needs.filter((each) => !said.value[each]?.trim());
    if (missing.value.length > 0) {
      announce(t("needed"), true);
      return;
    }
    busy.value = true;
    failed.value = null;
    try {
      const filled = Object.fromEntries(keys.map((each) => [each, said.value[each]?.trim() ?? ""]));
      const body = { task, said: as, act_id: `task-${toHex(random(10))}`, ...filled };
      const done = await callOnce<{ readonly entry: number }>("tasks", body);
      announce(t("entered", { n: done.entry }));
      onDone();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
    } finally {
      busy.value = false;
    }
  };
  const field = (name: string, label: string, type: "text" | "date" = "text", hint = "") => (
    <Field
      label={label}
      type={type}
      value={said.value[name] ?? ""}
      {...(hint ? { hint } : {})}
      {...(missing.value.includes(name) ? { fault: t("needed") } : {})}
      onInput={(value) => {
        said.value = { ...said.value, [name]: value };
      }}
    />
  );
  return (
    <div class="stack-close">
      {ends ? (
        <p>{t("byEntry", { kind: ends })}</p>
      ) : (
        <>
          {field("on", t("doneOn"), "date")}
          {field("reference", t("reference"))}
          {field("says", t("words"))}
          <Button
            look="main"
            busy={busy.value}
            onPress={() => void send("done", ["on", "reference", "says"], ["on"])}
          >
            {t("sayDone")}
          </Button>
        </>
      )}
      {field("until", t("until"), "date", t("offSays"))}
      {field("why", t("why"))}
      <Button busy={busy.value} onPress={() => void send("put-off", ["until", "why"], ["until", "why"])}>
        {t("putItOff")}
      </Button>
      {failed.value instanceof Refused ? (
        <TurnedAway refused={failed.value} title={t("notEntered")} />
      ) : failed.value ? (
        <Notice title={shell("noAnswer")} look="bad" />
      ) : null}
    </div>
  );
}
