import { useSignal } from "@preact/signals";
import { type FormProps, useSaid } from "../../acts/form";
import { FoundNotes, foundBoxes, foundIn, useNumbers } from "../../acts/found";
import { t as acts } from "../../acts/text";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/incident";
import { es } from "../../text/es/incident";
import { Field } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";

const t = texts(en, es);

/** Opened because it could not be isolated safely: what came out, and what was where. Without both it is not said. */
export function MadeSafeForm({ item, said }: FormProps) {
  const { numbers, put } = useNumbers();
  const where = useSignal("");
  const found = foundIn(numbers);
  useSaid(said, found && where.value.trim() ? { ...item.keys, found, says: where.value.trim() } : null);
  return (
    <div class="stack">
      <Boxes boxes={foundBoxes(numbers, acts("cameOut"))} onBox={put} hint={acts("cameOutHint")} />
      <FoundNotes numbers={numbers} />
      <Field
        long
        label={t("where")}
        value={where.value}
        onInput={(text) => {
          where.value = text;
        }}
      />
    </div>
  );
}
