import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { NoAnswer } from "../../core/api";
import { Refused } from "../../core/api";
import { announce } from "../../ui/announce";
import { Button, Field, Notice } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { Choice } from "./choice";
import { draftOf, keepDraft } from "./drafts";
import { act, type Done, known } from "./load";
import { t } from "./words";

export interface Ask {
  readonly key: string;
  readonly label: string;
  readonly kind?: "line" | "long" | "day";
  readonly options?: readonly (readonly [string, string])[];
  readonly hint?: string;
  /** Whether it may stay empty. */
  readonly free?: boolean;
}

export interface FormProps {
  readonly of: string;
  readonly act: string;
  readonly asks: readonly Ask[];
  readonly say: string;
  /** What is said beside what is asked, or made of it. */
  readonly keys?: (said: Readonly<Record<string, string>>) => Readonly<Record<string, unknown>>;
  readonly onDone?: (done: Done) => void;
  /** What it is kept under while it is not sent; without it nothing is kept. */
  readonly draft?: string;
  readonly children?: ComponentChildren;
}

/** An act of a case: what it needs, one button, and what came of it. Nothing is filled in before somebody says it. */
export function ActForm({ of, act: kind, asks, say, keys, onDone, draft, children }: FormProps) {
  const said = useSignal<Readonly<Record<string, string>>>((draft && draftOf(of, draft)) || {});
  const busy = useSignal(false);
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const last = useSignal<Done | null>(null);
  const asked = useSignal(false);
  const lacks = (each: Ask): boolean => !each.free && !said.value[each.key]?.trim();
  const missing = asked.value && asks.some(lacks);
  const put = (key: string, value: string): void => {
    said.value = { ...said.value, [key]: value };
    if (draft) keepDraft(of, draft, said.value);
  };
  const submit = async (): Promise<void> => {
    if (busy.value) return;
    asked.value = true;
    if (asks.some(lacks)) {
      announce(t("notComplete"), true);
      return;
    }
    busy.value = true;
    fault.value = null;
    try {
      const filled = Object.fromEntries(
        Object.entries(said.value).filter(([, value]) => value.trim() !== ""),
      );
      last.value = await act(of, kind, keys ? keys(filled) : filled);
      said.value = {};
      asked.value = false;
      if (draft) keepDraft(of, draft, null);
      onDone?.(last.value);
    } catch (error) {
      fault.value = known(error);
    }
    busy.value = false;
  };
  return (
    <form
      class="stack case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {asks.map((each) =>
        each.options ? (
          <Choice
            key={each.key}
            label={each.label}
            value={said.value[each.key] ?? ""}
            options={each.options}
            missing={missing && lacks(each)}
            onPick={(value) => put(each.key, value)}
          />
        ) : (
          <Field
            key={each.key}
            label={each.label}
            value={said.value[each.key] ?? ""}
            long={each.kind === "long"}
            type={each.kind === "day" ? "date" : "text"}
            {...(each.hint ? { hint: each.hint } : {})}
            {...(missing && lacks(each) ? { fault: t("needed") } : {})}
            onInput={(value) => put(each.key, value)}
          />
        ),
      )}
      {children}
      <Button submit onPress={() => undefined} busy={busy.value}>
        {say}
      </Button>
      {missing ? <p class="fault">{t("notComplete")}</p> : null}
      <Came done={last.value} fault={fault.value} />
    </form>
  );
}

/** The same, made only where it is opened. */
export function FoldedForm({ title, ...form }: FormProps & { readonly title: string }) {
  return (
    <Folded title={title}>
      <ActForm {...form} />
    </Folded>
  );
}

/** What came of an act: the number of its record, or why there is none. */
export function Came({
  done,
  fault,
}: {
  readonly done: Done | null;
  readonly fault: Refused | NoAnswer | null;
}) {
  if (fault instanceof Refused) {
    const meanwhile = fault.code === "case.reviewed-meanwhile" || fault.code === "case.read-meanwhile";
    return (
      <Notice title={t(meanwhile ? "meanwhile" : "turnedAway")} look={meanwhile ? "warn" : "bad"}>
        <p lang="en">{fault.says}</p>
        <p lang="en">{fault.now}</p>
      </Notice>
    );
  }
  if (fault) return <Notice title={t("noAnswer")} look="bad" />;
  return done ? <p class="came">{t("recorded", { n: done.record })}</p> : null;
}
