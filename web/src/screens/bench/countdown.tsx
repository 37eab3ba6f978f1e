import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Wait } from "../../acts/item";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/bench";
import { es } from "../../text/es/bench";
import { Notice } from "../../ui/basics";

const t = texts(en, es);

/** How long a misfired weapon stays shut, in place of the big button. It counts from when it came, by this phone. */
export function Countdown({ wait, onOver }: { readonly wait: Wait; readonly onOver: () => Promise<void> }) {
  const left = useSignal(wait.seconds);
  useEffect(() => {
    const end = performance.now() + wait.seconds * 1000;
    left.value = wait.seconds;
    const timer = setInterval(() => {
      left.value = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      if (left.value > 0) return;
      clearInterval(timer);
      void onOver();
    }, 250);
    return () => clearInterval(timer);
  }, [wait.until]);
  return (
    <Notice title={t("waitTitle")} look="bad">
      <p class="countdown" role="timer">
        {t("waitLeft", { n: left.value })}
      </p>
      <p lang="en">{wait.says}</p>
    </Notice>
  );
}
