import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { type NoAnswer, Refused } from "../../core/api";
import type { Photo } from "../../core/photo";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Field, Notice } from "../../ui/basics";
import { t as shell } from "../../ui/text";
import { enter, known } from "./load";
import { t } from "./words";

type Said = Readonly<Record<string, string>>;

export interface Form {
  readonly said: Signal<Said>;
  /** Whether it was pressed while something was missing. */
  readonly asked: Signal<boolean>;
}

export const useForm = (first: Said = {}): Form => ({ said: useSignal(first), asked: useSignal(false) });

interface AskProps {
  readonly form: Form;
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "date";
  readonly long?: boolean;
  readonly hint?: string;
  readonly needed?: boolean;
  readonly keyboard?: "numeric";
}

/** One field of a form. */
export function Ask({ form, name, label, type, long, hint, needed, keyboard }: AskProps) {
  const value = form.said.value[name] ?? "";
  return (
    <Field
      label={label}
      value={value}
      type={type ?? "text"}
      long={long ?? false}
      {...(hint ? { hint } : {})}
      {...(keyboard ? { keyboard } : {})}
      {...(needed && form.asked.value && !value.trim() ? { fault: t("needed") } : {})}
      onInput={(next) => {
        form.said.value = { ...form.said.value, [name]: next };
      }}
    />
  );
}

interface PickProps {
  readonly form: Form;
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  /** What stands where nothing is chosen. */
  readonly open?: string;
  readonly needed?: boolean;
}

/** One of many, said by whoever chooses: nothing is chosen before. */
export function Pick({ form, name, label, options, open, needed }: PickProps) {
  const id = useId();
  const value = form.said.value[name] ?? "";
  const missing = Boolean(needed) && form.asked.value && !value;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={missing ? "true" : undefined}
        aria-describedby={missing ? `${id}-about` : undefined}
        onChange={(event) => {
          form.said.value = { ...form.said.value, [name]: event.currentTarget.value };
        }}
      >
        {[["", open ?? t("nothing")] as const, ...options].map(([each, called]) => (
          <option key={each} value={each}>
            {called}
          </option>
        ))}
      </select>
      {missing ? (
        <p class="fault" id={`${id}-about`}>
          {t("needed")}
        </p>
      ) : null}
    </div>
  );
}

interface EntryProps {
  readonly kind: string;
  readonly form: Form;
  readonly needs: readonly string[];
  readonly keys: (said: Said) => Readonly<Record<string, unknown>> | null;
  readonly photos?: Signal<readonly Photo[]>;
  readonly onDone?: () => void;
  readonly children: ComponentChildren;
}

/** One entry of the office: what it needs, one button, and what came of it. What was said stays where it is refused. */
export function Entry({ kind, form, needs, keys, photos, onDone, children }: EntryProps) {
  const busy = useSignal(false);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const last = useSignal(0);
  const send = async (): Promise<void> => {
    if (busy.value) return;
    const filled = Object.fromEntries(Object.entries(form.said.value).filter(([, value]) => value.trim()));
    const made = needs.every((each) => filled[each]) ? keys(filled) : null;
    form.asked.value = made === null;
    if (made === null) {
      announce(t("needed"), true);
      return;
    }
    busy.value = true;
    failed.value = null;
    try {
      last.value = await enter(kind, made, photos?.value ?? []);
      form.said.value = {};
      if (photos) photos.value = [];
      onDone?.();
    } catch (error) {
      failed.value = known(error);
    }
    busy.value = false;
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <Button submit look="main" busy={busy.value} onPress={() => undefined}>
        {t("enter")}
      </Button>
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} /> : null}
      {failed.value && !(failed.value instanceof Refused) ? (
        <Notice title={shell("noAnswer")} look="bad" />
      ) : null}
      {last.value && !failed.value ? <Notice title={t("entered", { n: last.value })} /> : null}
    </form>
  );
}
