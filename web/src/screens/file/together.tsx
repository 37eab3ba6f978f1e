import { type Signal, signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Act } from "../../acts/act";
import { type Form, type FormProps, numberIn, useSaid } from "../../acts/form";
import type { Outcome } from "../../core/say";
import { Boxes } from "../../ui/boxes";
import { t } from "./text";
import { type File, itemOf, type Scan } from "./views";

interface TogetherProps {
  readonly kind: "issue-file" | "return-file" | "close-file";
  readonly file: File;
  readonly scans: readonly Scan[];
  readonly onDone: (outcome: Outcome) => void;
}

/** What is said of all of them at once: each was scanned by itself, and the flags in their bores are counted. */
export function Together({ kind, file, scans, onDone }: TogetherProps) {
  const now = useMemo(() => signal({ file, scans }), []);
  now.value = { file, scans };
  const form = useMemo(() => flagsForm(now), []);
  const keys = { file: file.file, ...(kind === "close-file" ? {} : { scans: scans as never }) };
  return <Act item={itemOf(kind, keys, file.watcher)} about={null} form={form} onDone={onDone} />;
}

/** The count of flags; how it adds up is shown once it is typed, and never before. */
function flagsForm(now: Signal<{ readonly file: File; readonly scans: readonly Scan[] }>): Form {
  const typed = signal("");
  return function FlagsForm({ item, said }: FormProps) {
    const { file, scans } = now.value;
    const closing = item.kind === "close-file";
    const flags = numberIn(typed.value);
    const named = closing ? file.weapons.map((each) => each.weapon) : scans.map((each) => each.weapon);
    const loaded = file.weapons.filter((each) => named.includes(each.weapon) && !each.flag).length;
    const whole = flags !== null && (closing || scans.length > 0);
    useSaid(said, whole ? { ...item.keys, flags } : null);
    const sum = (flags ?? 0) + loaded;
    return (
      <div class="stack">
        <Boxes
          boxes={[{ name: "flags", label: t("flags"), value: typed.value }]}
          hint={t("flagsHint")}
          onBox={(_, value) => {
            typed.value = value;
          }}
        />
        {flags === null ? null : (
          <p class={sum === named.length ? "" : "fault"}>
            {t("sum", { flags, loaded, sum, n: named.length })} {sum === named.length ? "" : t("sumOff")}
          </p>
        )}
      </div>
    );
  };
}
