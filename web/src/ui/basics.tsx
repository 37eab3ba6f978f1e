import type { ComponentChildren, TargetedInputEvent } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { arrivals } from "../core/router";
import { t } from "./text";

export interface ButtonProps {
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  /** `main` is the one big thing to do on a screen. */
  readonly look?: "main" | "plain" | "stop" | "hold" | "whole" | "stop whole" | "hold whole";
  readonly pressed?: boolean;
  readonly busy?: boolean;
  readonly label?: string;
  readonly keys?: string;
  readonly submit?: boolean;
}

/** A button of at least 48 pixels. While it is busy it keeps the focus, and another press does nothing. */
export function Button({ onPress, children, look, pressed, busy, label, keys, submit }: ButtonProps) {
  return (
    <button
      type={submit ? "submit" : "button"}
      class={`button ${look ?? ""}`}
      aria-pressed={pressed}
      aria-disabled={busy ? "true" : undefined}
      aria-label={label}
      aria-keyshortcuts={keys}
      onClick={() => busy || submit || onPress()}
    >
      {children}
    </button>
  );
}

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  readonly fault?: string;
  readonly long?: boolean;
  readonly type?: "text" | "date" | "search";
  readonly keyboard?: "text" | "numeric" | "decimal" | "none";
  readonly autocomplete?: "off" | "one-time-code";
  readonly max?: number;
}

/** A field with its label above it, what is meant, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { label, value, onInput, hint, fault, long, type, keyboard, autocomplete, max } = props;
  const id = useId();
  const common = {
    id,
    value,
    maxLength: max ?? (long ? 4000 : 120),
    autocomplete: autocomplete ?? "off",
    "aria-invalid": fault ? ("true" as const) : undefined,
    "aria-describedby": hint || fault ? `${id}-about` : undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {long ? (
        <textarea {...common} />
      ) : (
        <input
          {...common}
          type={(type ?? "text") as "text"}
          inputMode={keyboard ?? "text"}
          autocapitalize="off"
          spellcheck={false}
        />
      )}
      <div id={`${id}-about`}>
        {fault ? <p class="fault">{fault}</p> : null}
        {hint ? <p class="soft">{hint}</p> : null}
      </div>
    </div>
  );
}

export interface NoticeProps {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly look?: "warn" | "bad";
  /** The language of the text, where it is the node's. */
  readonly lang?: string;
}

export function Notice({ title, children, look, lang }: NoticeProps) {
  return (
    <section class={`notice stack-close ${look ?? ""}`} lang={lang}>
      <p>{title}</p>
      {children}
    </section>
  );
}

/** The heading of a screen: it takes the focus when somebody comes here, and names the page. */
export function Title({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const arrived = arrivals.value;
  useEffect(() => {
    document.title = `${children} · Showsafe`;
  }, [children]);
  useEffect(() => {
    if (arrived > 0) heading.current?.focus();
  }, [arrived]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog: the browser keeps the focus inside, Escape closes it, and so does going to another screen. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const arrived = arrivals.value;
  const first = useRef(arrived);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (arrived !== first.current) dialog.current?.close();
  }, [arrived]);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <div class="stack">
        <h2 id={id}>{title}</h2>
        {children}
        <Button onPress={() => dialog.current?.close()} look="whole">
          {t("close")}
        </Button>
      </div>
    </dialog>
  );
}
