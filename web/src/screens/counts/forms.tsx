import { useSignal } from "@preact/signals";
import { type Form, type FormProps, numberIn, useSaid } from "../../acts/form";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/counts";
import { es } from "../../text/es/counts";
import { Field } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import { PersonPick } from "../../ui/pick";
import { Select } from "../../ui/select";

const t = texts(en, es);

type Key = Parameters<typeof t>[0];

const PILES = [
  ["box", "pBox"],
  ["faulty", "pFaulty"],
  ["sample", "pSample"],
] as const;

interface PileProps {
  readonly value: string;
  readonly onPick: (pile: string) => void;
}

/** Which rounds of a lot: in the box, put apart since they did not fire, or kept as a sample. */
const Pile = ({ value, onPick }: PileProps) => (
  <Select
    label={t("which")}
    value={value}
    options={PILES.map(([pile, name]) => [pile, t(name)] as const)}
    onPick={onPick}
  />
);

/** So many, as whoever is here counts them: the number begins empty, and nothing says how many there should be. */
export function RecountForm({ item, said }: FormProps) {
  const seen = useSignal("");
  const pile = useSignal("box");
  const n = numberIn(seen.value);
  const which = pile.value === "box" ? {} : { pile: pile.value };
  useSaid(said, n === null ? null : { ...item.keys, ...which, seen: n });
  return (
    <div class="stack">
      <Pile
        value={pile.value}
        onPick={(next) => {
          pile.value = next;
        }}
      />
      <Boxes
        boxes={[{ name: "seen", label: t("inBox"), value: seen.value }]}
        onBox={(_, value) => {
          seen.value = value;
        }}
      />
    </div>
  );
}

interface Also {
  readonly key: string;
  readonly label: Key;
  readonly needed: boolean;
}

/** So many rounds of one pile, and what has to be said with them. */
function soMany(label: Key, piles: boolean, also: readonly Also[]): Form {
  return function SoMany({ item, said }: FormProps) {
    const typed = useSignal<Readonly<Record<string, string>>>({ pile: "box" });
    const of = (name: string): string => (typed.value[name] ?? String(item.keys[name] ?? "")).trim();
    const put = (name: string, value: string): void => {
      typed.value = { ...typed.value, [name]: value };
    };
    const n = numberIn(typed.value.count ?? "");
    const whole = Boolean(n) && also.every((each) => !each.needed || of(each.key));
    const more = Object.fromEntries(also.map((each) => [each.key, of(each.key)]));
    useSaid(said, whole ? { ...item.keys, count: n, ...(piles ? { pile: of("pile") } : {}), ...more } : null);
    return (
      <div class="stack">
        {piles ? <Pile value={of("pile")} onPick={(pile) => put("pile", pile)} /> : null}
        {also.map((each) =>
          each.key === "holder" ? (
            <PersonPick
              key={each.key}
              label={t(each.label)}
              value={of(each.key)}
              onPick={(who) => put(each.key, who)}
            />
          ) : (
            <Field
              key={each.key}
              label={t(each.label)}
              value={typed.value[each.key] ?? String(item.keys[each.key] ?? "")}
              onInput={(text) => put(each.key, text)}
            />
          ),
        )}
        <Boxes
          boxes={[{ name: "count", label: t(label), value: typed.value.count ?? "" }]}
          onBox={(_, value) => put("count", value)}
        />
      </div>
    );
  };
}

export const CasesForm = soMany("howManyCases", false, []);
export const DestroyForm = soMany("howMany", true, [{ key: "number", label: "destroyHow", needed: false }]);
export const SampleForm = soMany("howMany", true, [
  { key: "holder", label: "keeper", needed: true },
  { key: "place", label: "keptWhere", needed: true },
]);
export const ReturnForm = soMany("howMany", true, [
  { key: "supplier", label: "backTo", needed: true },
  { key: "number", label: "receipt", needed: false },
]);

/** Who searches and answers for a difference from now on. */
export function OwnForm({ item, said }: FormProps) {
  const who = useSignal("");
  useSaid(said, who.value ? { ...item.keys, person: who.value } : null);
  return (
    <PersonPick
      label={t("owns")}
      value={who.value}
      onPick={(person) => {
        who.value = person;
      }}
    />
  );
}

/** Why a difference is closed; and what was found again, where it was counted in by two. */
export function CloseForm({ item, said }: FormProps) {
  const reason = useSignal("");
  const again = useSignal("");
  const n = numberIn(again.value);
  const found = n ? { count: n } : {};
  useSaid(said, reason.value.trim() ? { ...item.keys, reason: reason.value.trim(), ...found } : null);
  return (
    <div class="stack">
      <Field
        long
        label={t("reason")}
        value={reason.value}
        onInput={(text) => {
          reason.value = text;
        }}
      />
      {item.keys.lot ? (
        <Boxes
          boxes={[{ name: "count", label: t("foundAgain"), value: again.value }]}
          hint={t("foundHint")}
          onBox={(_, value) => {
            again.value = value;
          }}
        />
      ) : null}
    </div>
  );
}
