import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { type FormProps, numberIn, useSaid } from "../../acts/form";
import { type Item, names } from "../../acts/item";
import { Warned } from "../../acts/warned";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import { Button, Field } from "../../ui/basics";
import { Boxes } from "../../ui/boxes";
import { PersonPick } from "../../ui/pick";
import { Choice, Several } from "./choose";
import { secondsOf } from "./seconds";
import { AMMUNITION, LOADS, PPE } from "./words";

const t = texts(en, es);

const USERS = ["performer", "stand-in", "stunt", "stunt-double", "stunt-coordinator", "background"];

/** A shot plan: who uses which weapon in which scene, with what in it, how far, and who is near. Two people approve it. */
export function NewPlan({ onDone }: { readonly onDone: () => Promise<void> }) {
  const item: Item = {
    ...{ kind: "plan", door: "ask", keys: {}, asks: ["scene", "weapon"], second: true, second_says: [] },
    ...{ seconds: secondsOf("plan"), who: [], findings: [], announce: "", things: [] },
  };
  return <Act item={item} about={null} form={PlanForm} onDone={() => void onDone()} />;
}

/** What the match table is asked of a plan with rounds in it. */
const rounds = (weapon: string, kind: string, load: string) =>
  weapon && kind && kind !== "none" ? { weapon, kind, ...(load ? { load } : {}) } : null;

const METRES = /^\d{1,4}([.,]\d{1,3})?$/;

function PlanForm({ said }: FormProps) {
  const says = useSignal<Readonly<Record<string, string>>>({ ammunition: "none" });
  const line = useSignal<readonly string[]>([]);
  const ppe = useSignal<readonly string[]>([]);
  const of = (name: string): string => says.value[name] ?? "";
  const put = (name: string, value: string): void => {
    says.value = { ...says.value, [name]: value };
  };
  const blank = of("ammunition") === "blank";
  const far = of("distance").trim();
  const fault = far !== "" && !METRES.test(far);
  const ready = of("scene").trim() && of("weapon") && !fault;
  useSaid(
    said,
    ready
      ? {
          ...{ scene: of("scene"), weapon: of("weapon"), user: of("user"), reason: of("reason") },
          ammunition: of("ammunition"),
          ...(blank ? { load: of("load"), shots: numberIn(of("shots")) } : {}),
          distance_m: far.replace(",", "."),
          ...(of("clear") ? { muzzle_line_clear: of("clear") === "yes" } : {}),
          ...(line.value.length > 0 ? { line: line.value } : {}),
          ppe: ppe.value,
        }
      : null,
  );
  return (
    <div class="stack">
      <p>{t("planSays")}</p>
      <Field label={t("scene")} value={of("scene")} onInput={(text) => put("scene", text)} />
      <div class="picks">
        {names.value.scenes.map((each) => (
          <Button key={each} pressed={each === of("scene")} onPress={() => put("scene", each)}>
            {each}
          </Button>
        ))}
      </div>
      <Choice
        label={t("weapon")}
        value={of("weapon")}
        of={names.value.weapons.map((each) => [each.weapon, each.weapon])}
        onPick={(next) => put("weapon", next)}
      />
      <PersonPick label={t("user")} value={of("user")} roles={USERS} onPick={(who) => put("user", who)} />
      <Choice
        label={t("ammunition")}
        value={of("ammunition")}
        of={Object.entries(AMMUNITION).map(([name, key]) => [name, t(key)])}
        onPick={(next) => put("ammunition", next)}
      />
      {blank ? (
        <>
          <Choice
            label={t("load")}
            value={of("load")}
            of={Object.entries(LOADS).map(([name, key]) => [name, t(key)])}
            onPick={(next) => put("load", next)}
          />
          <Boxes
            boxes={[{ name: "shots", label: t("shots"), value: of("shots") }]}
            onBox={(_, value) => put("shots", value)}
          />
        </>
      ) : null}
      <Warned of="ammunition" ask={rounds(of("weapon"), of("ammunition"), blank ? of("load") : "")} />
      <Field
        label={t("distance")}
        value={of("distance")}
        keyboard="decimal"
        {...(fault ? { fault: t("distanceFault") } : {})}
        onInput={(text) => put("distance", text)}
      />
      <Choice
        label={t("inLine")}
        value={of("clear")}
        of={[
          ["yes", t("lineClear")],
          ["no", t("lineNot")],
        ]}
        onPick={(next) => put("clear", next)}
      />
      <Several
        label={t("near")}
        value={line.value}
        of={names.value.people.map((each) => [each.person, each.person])}
        onPick={(next) => {
          line.value = next;
        }}
      />
      <Several
        label={t("ppe")}
        value={ppe.value}
        of={Object.entries(PPE).map(([name, key]) => [name, t(key)])}
        onPick={(next) => {
          ppe.value = next;
        }}
      />
      <Field label={t("reason")} value={of("reason")} long onInput={(text) => put("reason", text)} />
    </div>
  );
}
