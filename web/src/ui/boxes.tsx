import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Button } from "./basics";
import { t } from "./text";

export interface Box {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** After so many digits the next box is on, where that is known. */
  readonly digits?: number;
  readonly hidden?: boolean;
}

export interface BoxesProps {
  readonly boxes: readonly Box[];
  readonly onBox: (name: string, value: string) => void;
  readonly hint?: string;
}

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Several numbers, one pad of large digits for gloves below them; a keyboard types into the same boxes. */
export function Boxes({ boxes, onBox, hint }: BoxesProps) {
  const on = useSignal("");
  const id = useId();
  const at = Math.max(
    0,
    boxes.findIndex((box) => box.name === on.value),
  );
  const box = boxes[at] as Box;
  const put = (to: Box, text: string): void => {
    const digits = text.replace(/\D/g, "").slice(0, to.hidden ? 8 : 4);
    onBox(to.name, digits);
    const next = boxes[boxes.indexOf(to) + 1];
    if (next && to.digits === digits.length && digits.length > to.value.length) on.value = next.name;
  };
  return (
    <div class="pad">
      <div class="boxes">
        {boxes.map((each) => (
          <div class="field" key={each.name}>
            <label for={`${id}-${each.name}`}>{each.label}</label>
            <input
              id={`${id}-${each.name}`}
              class={each === box ? "on" : ""}
              type={(each.hidden ? "password" : "text") as "text"}
              inputMode="none"
              autocomplete="off"
              value={each.value}
              aria-describedby={hint ? `${id}-hint` : undefined}
              onFocus={() => {
                on.value = each.name;
              }}
              onInput={(event) => put(each, event.currentTarget.value)}
            />
          </div>
        ))}
      </div>
      {hint ? (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <div class="digits">
        {DIGITS.map((digit) => (
          <Button key={digit} onPress={() => put(box, box.value + digit)}>
            {digit}
          </Button>
        ))}
        <Button onPress={() => onBox(box.name, "")} label={`${t("padClear")}: ${box.label}`}>
          C
        </Button>
        <Button onPress={() => put(box, `${box.value}0`)}>0</Button>
        {boxes.length > 1 ? (
          <Button
            label={`${t("padNext")}: ${(boxes[(at + 1) % boxes.length] as Box).label}`}
            onPress={() => {
              on.value = (boxes[(at + 1) % boxes.length] as Box).name;
            }}
          >
            →
          </Button>
        ) : (
          <Button onPress={() => onBox(box.name, box.value.slice(0, -1))} label={t("padDelete")}>
            ⌫
          </Button>
        )}
      </div>
    </div>
  );
}
