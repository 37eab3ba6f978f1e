import { useSignal } from "@preact/signals";
import { Button, Field } from "../ui/basics";
import { Boxes } from "../ui/boxes";
import { PersonPick } from "../ui/pick";
import { type FormProps, numberIn, useSaid } from "./form";
import { t } from "./text";

/** What happened, in somebody's own words: misfire, drop, mud, an unplanned shot; and why something may go on. */
export function CauseForm({ item, said }: FormProps) {
  const text = useSignal("");
  const needed = item.kind === "release";
  const key =
    item.kind === "withdraw" || item.kind === "decline"
      ? "reason"
      : item.kind === "incident"
        ? "says"
        : "cause";
  useSaid(said, needed && !text.value.trim() ? null : { ...item.keys, [key]: text.value });
  return (
    <Field
      long
      label={t(needed ? "cause" : "inWords")}
      value={text.value}
      onInput={(next) => {
        text.value = next;
      }}
    />
  );
}

/** Shots fired, rounds missing, live rounds found: a number that somebody counted. */
export function CountForm({ item, said }: FormProps) {
  const count = useSignal("");
  const n = numberIn(count.value);
  const needed = item.kind === "discharge";
  useSaid(said, needed && n === null ? null : { ...item.keys, ...(n === null ? {} : { count: n }) });
  return (
    <Boxes
      boxes={[{ name: "count", label: t(needed ? "shotsFired" : "howMany"), value: count.value }]}
      onBox={(_, value) => {
        count.value = value;
      }}
    />
  );
}

/** Reconcile: issued is fired and back and faulty; what is missing is said. */
export function ReconcileForm({ item, said }: FormProps) {
  const missing = useSignal("");
  const asking = useSignal(false);
  const n = numberIn(missing.value);
  useSaid(said, { ...item.keys, ...(n ? { missing: n } : {}) });
  if (!asking.value) {
    return (
      <div class="stack-close">
        <p>{t("reconcileSays")}</p>
        <Button
          onPress={() => {
            asking.value = true;
          }}
        >
          {t("somethingMissing")}
        </Button>
      </div>
    );
  }
  return (
    <Boxes
      boxes={[{ name: "missing", label: t("missing"), value: missing.value }]}
      onBox={(_, value) => {
        missing.value = value;
      }}
    />
  );
}

/** Collect: from whom it comes back. */
export function CollectForm({ item, said }: FormProps) {
  const from = useSignal(String(item.keys.from ?? ""));
  const asking = useSignal(false);
  useSaid(said, { ...item.keys, from: from.value });
  return (
    <div class="stack-close">
      <p>{from.value ? t("collectFrom", { who: from.value }) : t("collectSays")}</p>
      {asking.value ? (
        <PersonPick
          label={t("fromWhom")}
          value={from.value}
          onPick={(who) => {
            from.value = who;
            asking.value = false;
          }}
        />
      ) : (
        <Button
          onPress={() => {
            asking.value = true;
          }}
        >
          {t("fromElse")}
        </Button>
      )}
    </div>
  );
}

const METHODS = ["primer-state", "rattle", "drilled-hole", "crimp", "weight"] as const;
const METHOD = {
  "primer-state": "mPrimer",
  rattle: "mRattle",
  "drilled-hole": "mHole",
  crimp: "mCrimp",
  weight: "mWeight",
} as const;

/** Prove rounds: each one tested, how, and how many of how many. */
export function ProveForm({ item, said }: FormProps) {
  const count = useSignal("");
  const methods = useSignal<readonly string[]>([]);
  const n = numberIn(count.value);
  useSaid(
    said,
    n !== null && methods.value.length > 0 ? { ...item.keys, count: n, methods: methods.value } : null,
  );
  return (
    <div class="stack">
      <fieldset class="stack-close">
        <legend class="label">{t("methods")}</legend>
        <div class="choices">
          {METHODS.map((each) => (
            <Button
              key={each}
              pressed={methods.value.includes(each)}
              onPress={() => {
                methods.value = METHODS.filter((one) => methods.value.includes(one) !== (one === each));
              }}
            >
              {t(METHOD[each])}
            </Button>
          ))}
        </div>
      </fieldset>
      <Boxes
        boxes={[
          { name: "count", label: t("provenOf", { n: String(item.keys.of ?? "?") }), value: count.value },
        ]}
        onBox={(_, value) => {
          count.value = value;
        }}
      />
    </div>
  );
}

/** Nothing more to say than that it was done. */
export function PlainForm({ item, said }: FormProps) {
  useSaid(said, item.keys);
  return null;
}

/** Who comes to it, as to a safety meeting. */
export function AttendeesForm({ item, said }: FormProps) {
  const there = useSignal<readonly string[]>((item.keys.attendees ?? []) as string[]);
  useSaid(said, there.value.length ? { ...item.keys, attendees: there.value } : null);
  return (
    <div class="stack-close">
      <p>{t("attendees", { who: there.value.join(", ") })}</p>
      <PersonPick
        label={t("attendeesAlso")}
        value=""
        not={there.value}
        onPick={(who) => {
          there.value = [...there.value, who];
        }}
      />
    </div>
  );
}
