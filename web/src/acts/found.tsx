import { useSignal } from "@preact/signals";
import type { Said } from "../core/tidy";
import { Notice } from "../ui/basics";
import { type Box, Boxes } from "../ui/boxes";
import { type FormProps, numberIn, useSaid } from "./form";
import { t } from "./text";

export const FOUND = ["dummy", "blank", "snap-cap", "spent", "unidentified"] as const;

const LABEL = {
  dummy: "rDummy",
  blank: "rBlank",
  "snap-cap": "rSnap",
  spent: "rSpent",
  unidentified: "rUnknown",
} as const;

export type Numbers = Readonly<Record<string, string>>;

/** The boxes for what was found: how many, and where there is something, how many of each kind. */
export function foundBoxes(numbers: Numbers, label: string): Box[] {
  const all = numberIn(numbers.found ?? "");
  const whole = { name: "found", label, value: numbers.found ?? "" };
  if (!all) return [whole];
  return [
    whole,
    ...FOUND.map((kind) => ({ name: kind, label: t(LABEL[kind]), value: numbers[kind] ?? "", digits: 1 })),
  ];
}

/** What was found, by kind; null while it does not add up. */
export function foundIn(numbers: Numbers): { kind: string; count: number }[] | null {
  const all = numberIn(numbers.found ?? "");
  if (all === null) return null;
  const kinds = FOUND.map((kind) => ({ kind, count: numberIn(numbers[kind] ?? "") ?? 0 }));
  const found = all ? kinds.filter((each) => each.count > 0) : [];
  return found.reduce((sum, each) => sum + each.count, 0) === all ? found : null;
}

/** What does not add up yet, and what an unknown round means. */
export function FoundNotes({ numbers }: { readonly numbers: Numbers }) {
  const all = numberIn(numbers.found ?? "") ?? 0;
  const unknown = all > 0 && (numberIn(numbers.unidentified ?? "") ?? 0) > 0;
  return (
    <>
      {all > 0 && foundIn(numbers) === null ? <p class="soft">{t("foundByKind", { n: all })}</p> : null}
      {unknown ? <Notice title={t("foundLive")} look="bad" /> : null}
    </>
  );
}

export function useNumbers(): { numbers: Numbers; put: (name: string, value: string) => void } {
  const numbers = useSignal<Numbers>({});
  return {
    numbers: numbers.value,
    put: (name, value) => {
      numbers.value = { ...numbers.value, [name]: value };
    },
  };
}

/** Unload, and clear: what came out, counted and by kind. */
export default function FoundForm({ item, said }: FormProps) {
  const { numbers, put } = useNumbers();
  const asked = item.asks.includes("found");
  const found = foundIn(numbers);
  const keys: Said = { ...item.keys, found };
  useSaid(said, asked ? found && keys : item.keys);
  if (!asked) return null;
  return (
    <div class="stack">
      <Boxes boxes={foundBoxes(numbers, t("cameOut"))} onBox={put} hint={t("cameOutHint")} />
      <FoundNotes numbers={numbers} />
    </div>
  );
}
