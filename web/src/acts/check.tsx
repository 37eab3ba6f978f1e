import { useSignal } from "@preact/signals";
import type { Said } from "../core/tidy";
import { Button } from "../ui/basics";
import { Boxes } from "../ui/boxes";
import { type FormProps, numberIn, useSaid } from "./form";
import { FoundNotes, foundBoxes, foundIn, useNumbers } from "./found";
import type { About } from "./item";
import { t } from "./text";

const LOOKS = {
  chambers: "lChambers",
  "magazine-well": "lWell",
  tube: "lTube",
  feed: "lFeed",
  bore: "lBore",
} as const;

export const lookName = (look: string): string => t(LOOKS[look as keyof typeof LOOKS] ?? "lChambers");

const BORES = ["clear", "plugged", "obstructed", "not-looked"] as const;
const BORE = {
  clear: "bClear",
  plugged: "bPlugged",
  obstructed: "bObstructed",
  "not-looked": "bNot",
} as const;

/** How one looks into the bore of each action, on an empty weapon, from the breech. */
const WAYS: readonly (readonly [RegExp, Parameters<typeof t>[0]])[] = [
  [/^single-action/, "wGate"],
  [/^(double-action|percussion)/, "wCylinder"],
  [/^(automatic-open|belt)/, "wRod"],
  [/^(lever|pump)/, "wFinger"],
  [/^bolt/, "wBolt"],
  [/^break/, "wBroken"],
  [/^muzzle/, "wMark"],
];

export const boreWay = (action: string): string =>
  t(WAYS.find(([form]) => form.test(action))?.[1] ?? "wLocked");

/** Open it and look, place by place: how many were looked into, what was found, and the bore. */
export default function CheckForm({ item, about, said }: FormProps) {
  const { numbers, put } = useNumbers();
  const bore = useSignal("");
  const fires = item.asks.includes("seen");
  const of = Number(item.keys.of ?? 0);
  const seen = numberIn(numbers.seen ?? "");
  const found = foundIn(numbers);
  const loaded = (found?.length ?? 0) > 0;
  // Nobody looks into the bore of what is loaded: it is not asked then.
  const looked = loaded ? "not-looked" : bore.value;
  const whole = seen !== null && seen > 0 && seen >= of;
  const looks = whole
    ? [...(about?.looks ?? []), ...(BORES.indexOf(looked as "clear") < 3 ? ["bore"] : [])]
    : [];
  const keys: Said = { ...item.keys, of: of || (seen ?? 0), seen, found, bore: looked, looked: looks };
  useSaid(said, fires ? (seen !== null && found && looked ? keys : null) : item.keys);
  if (!fires) return <p>{t("identity")}</p>;
  const boxes = [
    { name: "seen", label: t("lookedInto"), value: numbers.seen ?? "", digits: String(of).length },
    ...foundBoxes(numbers, t("foundIn")),
  ];
  return (
    <div class="stack">
      <Places about={about} looked={seen ?? 0} />
      <Boxes
        boxes={boxes}
        onBox={put}
        hint={t("lookedHint", { what: (about?.looks ?? []).map(lookName).join(", ") })}
      />
      <FoundNotes numbers={numbers} />
      {whole || seen === null ? null : <p class="soft">{t("notWhole", { n: of })}</p>}
      {loaded ? (
        <p>{t("boreLoaded")}</p>
      ) : (
        <fieldset class="stack-close">
          <legend class="label">{t("bore")}</legend>
          <p class="soft">{boreWay(about?.action ?? "")}</p>
          <div class="choices">
            {(about?.class === "blank-only"
              ? (["plugged", "clear", "obstructed", "not-looked"] as const)
              : BORES
            ).map((each) => (
              <Button
                key={each}
                pressed={bore.value === each}
                onPress={() => {
                  bore.value = each;
                }}
              >
                {t(BORE[each])}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}

/** The places of a weapon for cartridges, in their order; those that are counted so far are marked. */
function Places({ about, looked }: { readonly about: About | null; readonly looked: number }) {
  return (
    <ol class="places" aria-hidden="true">
      {about?.places.map((place, index) => (
        <li key={place} class={index < looked ? "looked" : ""}>
          {place.startsWith("chamber") &&
          about.places.length > 1 &&
          index === about.places.length - 1 &&
          !about.places[0]?.startsWith("chamber")
            ? t("placeChamber")
            : place.split(":")[1]}
        </li>
      ))}
    </ol>
  );
}
