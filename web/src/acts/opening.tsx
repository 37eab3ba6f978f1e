import { useSignal } from "@preact/signals";
import { Field } from "../ui/basics";
import { Boxes } from "../ui/boxes";
import { type FormProps, numberIn, useSaid } from "./form";
import { t } from "./text";

interface Draw {
  readonly lot: string;
  readonly count: number;
}

/** Open a run: for whom, in which set-up, how many rounds each time, and where it is reset. */
export function RunForm({ item, said }: FormProps) {
  const planned = (item.keys.rounds ?? []) as unknown as readonly Draw[];
  const counts = useSignal<Readonly<Record<string, string>>>(
    Object.fromEntries(planned.map((each) => [each.lot, String(each.count)])),
  );
  const place = useSignal("");
  const rounds = planned.map(({ lot }) => ({ lot, count: numberIn(counts.value[lot] ?? "") ?? 0 }));
  useSaid(said, rounds.every((each) => each.count > 0) ? { ...item.keys, rounds, place: place.value } : null);
  return (
    <div class="stack">
      <p>{t("runFor", { who: String(item.keys.user), scene: String(item.keys.scene) })}</p>
      <Boxes
        boxes={planned.map(({ lot }) => ({
          name: lot,
          label: t("eachTime", { lot }),
          value: counts.value[lot] ?? "",
        }))}
        hint={t("eachTimeHint")}
        onBox={(lot, value) => {
          counts.value = { ...counts.value, [lot]: value };
        }}
      />
      <Field
        label={t("resetWhere")}
        value={place.value}
        onInput={(text) => {
          place.value = text;
        }}
      />
    </div>
  );
}
