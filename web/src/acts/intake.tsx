import { useSignal } from "@preact/signals";
import { texts } from "../core/i18n";
import type { Said } from "../core/tidy";
import { Choice } from "../screens/floor/choose";
import { en } from "../text/en/intake";
import { es } from "../text/es/intake";
import { Field } from "../ui/basics";
import { Boxes } from "../ui/boxes";
import { type FormProps, numberIn, useSaid } from "./form";
import { Warned } from "./warned";

const t = texts(en, es);

type Texts = Readonly<Record<string, string>>;

function useTexts(first: Texts): { said: Texts; put: (name: string) => (value: string) => void } {
  const texts = useSignal<Texts>(first);
  return {
    said: texts.value,
    put: (name) => (value) => {
      texts.value = { ...texts.value, [name]: value };
    },
  };
}

const KINDS = ["blank", "dummy", "snap-cap", "unidentified"] as const;
const KIND = { blank: "kBlank", dummy: "kDummy", "snap-cap": "kSnap", unidentified: "kUnknown" } as const;
const SIZES = ["full", "half", "quarter"] as const;
const SIZE = { full: "sFull", half: "sHalf", quarter: "sQuarter" } as const;
const STATES = ["sealed", "opened", "loose", "unlabelled", "home-made", "mixed"] as const;
const STATE = {
  sealed: "tSealed",
  opened: "tOpened",
  loose: "tLoose",
  unlabelled: "tUnlabelled",
  "home-made": "tHomeMade",
  mixed: "tMixed",
} as const;
const BARRELS = ["", "open", "plugged"] as const;
const BARREL = { "": "bNotSaid", open: "bOpen", plugged: "bPlugged" } as const;

/** Receive a lot: what its label and its seal say, and how many by the label; the second person opens and reads too. */
export function ReceiveForm({ item, said: out }: FormProps) {
  const { said, put } = useTexts({
    ...{ kind: "blank", load: "full", state: "sealed", barrel: "" },
    lot: String(item.keys.lot ?? ""),
  });
  const of = (name: string): string => said[name] ?? "";
  const count = numberIn(of("count"));
  const blank = said.kind === "blank";
  const keys: Said = {
    ...item.keys,
    ...{ lot: of("lot").trim(), from: of("from"), kind: of("kind"), load: blank ? of("load") : "" },
    ...{ calibre: of("calibre"), count, state: of("state"), maker: of("maker"), seal: of("seal") },
    barrel: blank ? of("barrel") : "",
  };
  useSaid(out, of("lot").trim() && count && of("calibre") ? keys : null);
  return (
    <div class="stack">
      <p>{t("receiveSays")}</p>
      <Field label={t("lotName")} hint={t("lotNameHint")} value={of("lot")} onInput={put("lot")} />
      <Choice
        label={t("kind")}
        value={of("kind")}
        of={KINDS.map((each) => [each, t(KIND[each])])}
        onPick={put("kind")}
      />
      {blank ? (
        <>
          <Choice
            label={t("size")}
            value={of("load")}
            of={SIZES.map((each) => [each, t(SIZE[each])])}
            onPick={put("load")}
          />
          <Choice
            label={t("barrel")}
            value={of("barrel")}
            of={BARRELS.map((each) => [each, t(BARREL[each])])}
            onPick={put("barrel")}
          />
        </>
      ) : null}
      <Field label={t("calibre")} hint={t("calibreHint")} value={of("calibre")} onInput={put("calibre")} />
      <Warned
        of="ammunition"
        ask={of("calibre").trim() ? { calibre: of("calibre").trim(), kind: of("kind") } : null}
      />
      <Choice
        label={t("state")}
        value={of("state")}
        of={STATES.map((each) => [each, t(STATE[each])])}
        onPick={put("state")}
      />
      <Field label={t("seal")} value={of("seal")} onInput={put("seal")} />
      <Field label={t("maker")} value={of("maker")} onInput={put("maker")} />
      <Field label={t("from")} value={of("from")} onInput={put("from")} />
      <Boxes
        boxes={[{ name: "count", label: t("count"), value: of("count") }]}
        hint={t("countHint")}
        onBox={(name, value) => put(name)(value)}
      />
    </div>
  );
}

const CLASSES = [
  ...["live-capable", "blank-only", "deactivated", "replica", "rubber"],
  ...["non-gun", "airsoft", "blade"],
] as const;
const ACTIONS = [
  ...["single-action-revolver", "double-action-revolver", "semi-auto-pistol", "lever-rifle"],
  ...["bolt-rifle", "semi-auto-rifle", "pump-shotgun", "break-shotgun"],
  ...["automatic", "automatic-closed-bolt", "automatic-open-bolt", "belt-fed"],
  ...["muzzle-loader", "percussion-revolver"],
] as const;

/** What a serial is held against: the others of its make. */
const serialOf = ({ serial = "", maker = "", model = "", calibre = "" }: Texts) => ({
  ...{ serial: serial.trim(), maker: maker.trim(), model: model.trim(), calibre: calibre.trim() },
});

/** Enrol a weapon: its tag and serial as they are read on it, what it is, and how many places it has for rounds. */
export function RegisterForm({ item, said: out }: FormProps) {
  const { said, put } = useTexts({
    ...{ class: "live-capable", action: "single-action-revolver" },
    tag: String(item.keys.tag ?? ""),
  });
  const of = (name: string): string => said[name] ?? "";
  const places = numberIn(of("capacity"));
  const fires = !["replica", "rubber", "non-gun", "blade"].includes(of("class"));
  const keys: Said = {
    ...item.keys,
    ...{ weapon: of("weapon").trim(), class: of("class"), action: fires ? of("action") : "none" },
    ...{ tag: of("tag"), serial: of("serial"), maker: of("maker"), model: of("model"), owner: of("owner") },
    ...(fires ? { calibre: of("calibre"), capacity: places } : {}),
  };
  const whole = of("weapon").trim() && of("serial").trim() && (!fires || places !== null);
  useSaid(out, whole ? keys : null);
  const field = (name: "tag" | "serial" | "maker" | "model" | "owner") => (
    <Field key={name} label={t(name)} value={of(name)} onInput={put(name)} />
  );
  return (
    <div class="stack">
      <p>{t("registerSays")}</p>
      <Field label={t("weaponName")} hint={t("weaponHint")} value={of("weapon")} onInput={put("weapon")} />
      {field("tag")}
      {field("serial")}
      <Choice
        label={t("class")}
        value={of("class")}
        of={CLASSES.map((each) => [each, t(each as "blade")])}
        onPick={put("class")}
      />
      {fires ? (
        <>
          <Choice
            label={t("action")}
            value={of("action")}
            of={ACTIONS.map((each) => [each, t(each as "automatic")])}
            onPick={put("action")}
          />
          <Field
            label={t("calibre")}
            hint={t("calibreHint")}
            value={of("calibre")}
            onInput={put("calibre")}
          />
          <Boxes
            boxes={[{ name: "capacity", label: t("capacity"), value: of("capacity") }]}
            hint={t("capacityHint")}
            onBox={(name, value) => put(name)(value)}
          />
        </>
      ) : null}
      {(["maker", "model", "owner"] as const).map(field)}
      <Warned of="serials" ask={of("serial").trim() ? serialOf(said) : null} />
    </div>
  );
}

/** Record a paper: its number and its last day, as they are written on it. */
export function PaperForm({ item, said: out }: FormProps) {
  const { said, put } = useTexts({ about: String(item.keys.about ?? "day") });
  const { number = "", expires = "", about = "" } = said;
  useSaid(out, number.trim() ? { ...item.keys, number, about, expires } : null);
  return (
    <div class="stack">
      <p>
        <strong lang="en">{String(item.keys.kind ?? "").replaceAll("-", " ")}</strong>
      </p>
      <Field label={t("number")} value={number} onInput={put("number")} />
      {item.asks.includes("about") ? (
        <Field label={t("about")} value={about} onInput={put("about")} />
      ) : (
        <Field label={t("expires")} type="date" value={expires} onInput={put("expires")} />
      )}
    </div>
  );
}
