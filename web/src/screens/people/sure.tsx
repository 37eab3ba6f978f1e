import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../../ui/basics";
import { t as shell } from "../../ui/text";
import { t } from "./words";

interface SureProps {
  readonly what: string;
  readonly busy: boolean;
  readonly onSure: () => void;
  /** What follows from it: read before the second touch. */
  readonly children: ComponentChildren;
}

/** Something that takes two touches: the first says what follows, the second does it. */
export function Sure({ what, busy, onSure, children }: SureProps) {
  const asked = useSignal(false);
  if (!asked.value) {
    return (
      <Button
        onPress={() => {
          asked.value = true;
        }}
      >
        {what}
      </Button>
    );
  }
  return (
    <section class="notice warn stack-close">
      {children}
      <div class="row">
        <Button
          onPress={() => {
            asked.value = false;
          }}
        >
          {shell("cancel")}
        </Button>
        <Button busy={busy} onPress={onSure}>
          {t("sure", { what })}
        </Button>
      </div>
    </section>
  );
}
