import { useId } from "preact/hooks";
import { Button } from "./basics";
import { t } from "./text";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

interface PadProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly most: number;
  readonly hidden?: boolean;
  readonly hint?: string;
}

/** Large digits for gloves; a keyboard types into the same field, and no second one comes up on a phone. */
function Pad({ label, text, onText, most, hidden, hint }: PadProps) {
  const id = useId();
  const put = (next: string): void => onText(next.replace(/\D/g, "").slice(0, most));
  return (
    <div class="pad">
      <label class="label" for={id}>
        {label}
      </label>
      <input
        id={id}
        type={(hidden ? "password" : "text") as "text"}
        inputMode="none"
        autocomplete="off"
        value={text}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => put(event.currentTarget.value)}
      />
      {hint ? (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <div class="digits">
        {DIGITS.map((digit) => (
          <Button key={digit} onPress={() => put(text + digit)}>
            {digit}
          </Button>
        ))}
        <Button onPress={() => put("")} label={t("padClear")}>
          C
        </Button>
        <Button onPress={() => put(`${text}0`)}>0</Button>
        <Button onPress={() => put(text.slice(0, -1))} label={t("padDelete")}>
          ⌫
        </Button>
      </div>
    </div>
  );
}

export interface CountProps {
  readonly label: string;
  readonly value: number | null;
  readonly onCount: (value: number | null) => void;
  readonly hint?: string;
}

/** A number that somebody counted. Nothing stands in it before they typed: no count is suggested. */
export function Count({ label, value, onCount, hint }: CountProps) {
  const put = (text: string): void => onCount(text === "" ? null : Number(text));
  return (
    <Pad
      label={label}
      text={value === null ? "" : String(value)}
      onText={put}
      most={4}
      {...(hint ? { hint } : {})}
    />
  );
}

export interface DigitsProps {
  readonly label: string;
  readonly value: string;
  readonly onDigits: (value: string) => void;
  readonly most?: number;
  readonly hint?: string;
}

/** Digits that are a text: a PIN (hidden), the last ones of a serial, a seal. */
export function Digits({ label, value, onDigits, most, hint }: DigitsProps) {
  return <Pad label={label} text={value} onText={onDigits} most={most ?? 8} {...(hint ? { hint } : {})} />;
}

export function Pin({ label, value, onDigits, hint }: DigitsProps) {
  return <Pad label={label} text={value} onText={onDigits} most={8} hidden {...(hint ? { hint } : {})} />;
}
