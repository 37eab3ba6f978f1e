import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { call, NoAnswer, Refused } from "../../core/api";
import { numberOf } from "../../core/i18n";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Notice } from "../../ui/basics";
import { t as shell } from "../../ui/text";
import { t } from "./words";

const LARGEST = 8 * 1024 * 1024;

/** How long a long script may take, in milliseconds. */
const WAIT = 60_000;

interface Brought {
  readonly entry: number;
  readonly known: boolean;
  readonly notes: readonly string[];
  readonly counts: { readonly waiting: number };
}

/** A script of Final Draft comes in; what it says about scenes then stands with the others. The same again is known. */
export function Bring({ onBrought }: { readonly onBrought: () => void }) {
  const file = useSignal<File | null>(null);
  const told = useSignal("");
  const busy = useSignal(false);
  const done = useSignal<Brought | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const field = useId();
  const send = async (): Promise<void> => {
    const one = file.value;
    told.value = one ? (one.size > LARGEST ? t("scriptLarge") : "") : t("scriptNeeded");
    if (!one || told.value) return;
    busy.value = true;
    try {
      const body = { content: await base64Of(one), file: one.name.slice(0, 120) };
      done.value = await call<Brought>("schedule/script", { body, wait: WAIT });
      failed.value = null;
      announce(saysOf(done.value));
      onBrought();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      done.value = null;
      failed.value = error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="stack-close"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy.value) void send();
      }}
    >
      <div class="field">
        <label for={field}>{t("scriptFile")}</label>
        <input
          id={field}
          type="file"
          accept=".fdx"
          aria-describedby={`${field}-about`}
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0] ?? null;
          }}
        />
        <div id={`${field}-about`}>
          {told.value ? <p class="fault">{told.value}</p> : null}
          <p class="soft">{t("scriptSays")}</p>
        </div>
      </div>
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} title={t("notSaved")} /> : null}
      {failed.value instanceof NoAnswer ? <Notice title={shell("noAnswer")} look="bad" /> : null}
      {done.value ? <Notice title={saysOf(done.value)} /> : null}
      {done.value?.notes.map((note) => (
        <p lang="en" key={note}>
          {note}
        </p>
      ))}
      <Button busy={busy.value} submit onPress={() => undefined}>
        {t("scriptSend")}
      </Button>
      <a class="button" href="/lists">
        {t("toLists")}
      </a>
    </form>
  );
}

const saysOf = (done: Brought): string =>
  done.known
    ? t("scriptKnown")
    : t("scriptDone", { n: numberOf(done.entry), m: numberOf(done.counts.waiting) });

/** The bytes of a file in base64. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(new NoAnswer(file.name));
    reader.readAsDataURL(file);
  });
}
