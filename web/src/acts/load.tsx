import { useSignal } from "@preact/signals";
import { Button, Field } from "../ui/basics";
import { Boxes } from "../ui/boxes";
import { ScanBox } from "../ui/scanbox";
import { type FormProps, numberIn, useSaid } from "./form";
import { names } from "./item";
import { t } from "./text";

interface Draw {
  readonly lot?: string;
  readonly count: number;
}

/** Load by lot: the box is scanned or chosen, and the rounds that went in are counted, base and mouth shown. */
export default function LoadForm({ item, said }: FormProps) {
  const planned = ((item.keys.rounds ?? []) as unknown as Draw[])[0];
  const lot = useSignal(planned?.lot ?? "");
  const count = useSignal("");
  const magazine = useSignal("");
  const fault = useSignal("");
  const choosing = useSignal(lot.value === "");
  const n = numberIn(count.value);
  const fed = item.asks.includes("magazine");
  const keys = {
    ...item.keys,
    rounds: [{ lot: lot.value, count: n ?? 0 }],
    magazine: magazine.value,
  };
  useSaid(said, lot.value && n ? keys : null);
  const take = (name: string): void => {
    const found = names.value.lots.find((each) => each.lot.toLowerCase() === name.toLowerCase());
    fault.value = found ? "" : t("noLot", { name });
    if (!found) return;
    lot.value = found.lot;
    choosing.value = false;
  };
  const chosen = names.value.lots.find((each) => each.lot === lot.value);
  return (
    <div class="stack">
      {choosing.value ? (
        <div class="stack">
          <ScanBox label={t("lot")} onCode={take} />
          {fault.value ? <p class="fault">{fault.value}</p> : null}
          <div class="picks">
            {names.value.lots.map((each) => (
              <Button key={each.lot} pressed={each.lot === lot.value} onPress={() => take(each.lot)}>
                <span>{each.lot}</span>
                <LotLine lot={each} />
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <div class="row">
          <p class="grow">
            <strong>{t("fromLot", { lot: lot.value })}</strong>
            <br />
            {chosen ? <LotLine lot={chosen} /> : null}
          </p>
          <Button
            onPress={() => {
              choosing.value = true;
            }}
          >
            {t("otherLot")}
          </Button>
        </div>
      )}
      {fed ? (
        <Field
          label={t("magazine")}
          value={magazine.value}
          onInput={(text) => {
            magazine.value = text;
          }}
        />
      ) : null}
      <Boxes
        boxes={[{ name: "count", label: t("wentIn"), value: count.value }]}
        hint={planned ? t("planned", { n: planned.count }) : t("wentInHint")}
        onBox={(_, value) => {
          count.value = value;
        }}
      />
    </div>
  );
}

function LotLine({ lot }: { readonly lot: { kind: string; size: string; calibre: string; box: number } }) {
  return (
    <span class="soft" lang="en">
      {[lot.kind, lot.size, lot.calibre, lot.box].filter((part) => part !== "").join(", ")}
    </span>
  );
}
