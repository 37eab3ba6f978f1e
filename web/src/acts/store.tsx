import { useSignal } from "@preact/signals";
import { Button, Field } from "../ui/basics";
import { ScanBox } from "../ui/scanbox";
import { type FormProps, useSaid } from "./form";
import { names } from "./item";
import { t } from "./text";

/** Lock away, isolate, quarantine: which container, by its code or its name. */
export function ContainerForm({ item, said }: FormProps) {
  const where = useSignal(String(item.keys.in ?? ""));
  const choosing = useSignal(where.value === "");
  useSaid(said, where.value || item.kind !== "lock" ? { ...item.keys, in: where.value } : null);
  const take = (name: string): void => {
    where.value = name;
    choosing.value = false;
  };
  if (!choosing.value) {
    return (
      <div class="row">
        <p class="grow">
          <strong>{t("into", { where: where.value })}</strong>
        </p>
        <Button
          onPress={() => {
            choosing.value = true;
          }}
        >
          {t("otherContainer")}
        </Button>
      </div>
    );
  }
  return (
    <div class="stack-close">
      <ScanBox label={t("container")} onCode={take} />
      <div class="picks">
        {names.value.containers.map((name) => (
          <Button key={name} pressed={name === where.value} onPress={() => take(name)}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Preset, leave, pick up: where it lies. */
export function PlaceForm({ item, said }: FormProps) {
  const place = useSignal(String(item.keys.place ?? ""));
  useSaid(said, place.value || item.kind !== "preset" ? { ...item.keys, place: place.value } : null);
  return (
    <div class="stack-close">
      {item.kind === "preset" ? <p>{t("presetSays")}</p> : null}
      <Field
        label={t("place")}
        value={place.value}
        onInput={(text) => {
          place.value = text;
        }}
      />
    </div>
  );
}

/** Seal it: with which number. */
export function SealForm({ item, said }: FormProps) {
  const number = useSignal("");
  useSaid(said, number.value ? { ...item.keys, number: number.value } : null);
  return (
    <Field
      label={t("sealNumber")}
      value={number.value}
      keyboard="numeric"
      onInput={(text) => {
        number.value = text;
      }}
    />
  );
}
