import { type Signal, useSignal } from "@preact/signals";
import { Button } from "../../ui/basics";
import { Ask, Entry, type Form, Pick, useForm } from "./entry";
import type { One } from "./types";
import { t } from "./words";

interface ItemsProps {
  readonly form: Form;
  readonly rows: Signal<number>;
}

/** Things that go for the first time: a name, the serial read on it, how many. */
function Items({ form, rows }: ItemsProps) {
  return (
    <>
      {Array.from({ length: rows.value }, (_, at) => (
        <fieldset key={at} class="stack-close hire-thing">
          <legend>{`${t("thing")} ${at + 1}`}</legend>
          <Ask form={form} name={`thing${at}`} label={t("thing")} hint={t("thingHint")} needed={at === 0} />
          <Ask form={form} name={`serial${at}`} label={t("serialRead")} />
          <Ask form={form} name={`count${at}`} label={t("count")} keyboard="numeric" />
          <Ask form={form} name={`seal${at}`} label={t("seal")} />
        </fieldset>
      ))}
      <Button
        onPress={() => {
          rows.value += 1;
        }}
      >
        {t("more")}
      </Button>
    </>
  );
}

type Said = Readonly<Record<string, string>>;

/** What a row says of its thing; what nobody said is left out. */
function itemOf(said: Said, at: string, thing: string): Record<string, unknown> {
  const item: Record<string, unknown> = { thing };
  if (said[`serial${at}`]) item.serial = said[`serial${at}`];
  if (said[`seal${at}`]) item.seal = said[`seal${at}`];
  if (said[`another${at}`]) item.differs = ["serial"];
  for (const key of ["count", "used"]) {
    const number = said[`${key}${at}`];
    if (number) item[key] = /^\d{1,7}$/.test(number) ? Number(number) : number;
  }
  return item;
}

const HOW = ["on", "carrier", "packing", "says"] as const;

function how(said: Said): Record<string, unknown> {
  const keys: Record<string, unknown> = Object.fromEntries(
    HOW.map((key) => [key, said[key]]).filter(([, v]) => v),
  );
  const seals = (said.seals ?? "").split(",").map((each) => each.trim());
  return { ...keys, seals: seals.filter(Boolean) };
}

function Travel({ form }: { readonly form: Form }) {
  return (
    <>
      <Ask form={form} name="on" label={t("on")} type="date" />
      <Ask form={form} name="carrier" label={t("carrier")} />
      <Ask form={form} name="packing" label={t("packing")} />
      <Ask form={form} name="seals" label={t("caseSeals")} />
      <Ask form={form} name="says" label={t("words")} long />
    </>
  );
}

/** A hire begins: with whom, from when until when, and what is in its first consignment. */
export function Opening({ way }: { readonly way: "in" | "out" }) {
  const form = useForm();
  const rows = useSignal(1);
  return (
    <Entry
      kind={way === "in" ? "take-in" : "send-out"}
      form={form}
      needs={["hire", "party", "since", "until", "thing0"]}
      keys={(said) => ({
        ...how(said),
        ...{ hire: said.hire, party: said.party, since: said.since, until: said.until },
        ...(said.purpose ? { purpose: said.purpose } : {}),
        items: Array.from({ length: rows.value }, (_, at) => at)
          .filter((at) => said[`thing${at}`])
          .map((at) => itemOf(said, String(at), said[`thing${at}`] ?? "")),
      })}
      onDone={() => {
        rows.value = 1;
      }}
    >
      <Ask form={form} name="hire" label={t("id")} hint={t("idHint")} needed />
      <Ask form={form} name="party" label={t("partyOf")} needed />
      {way === "out" ? (
        <Pick
          form={form}
          name="purpose"
          label={t("purpose")}
          open={t("forHire")}
          options={[["service", t("forService")]]}
        />
      ) : null}
      <Ask form={form} name="since" label={t("since")} type="date" needed />
      <Ask form={form} name="until" label={t("until")} type="date" needed />
      <Items form={form} rows={rows} />
      <Travel form={form} />
    </Entry>
  );
}

/** Things come back: those that are chosen, each with the serial that is read on it now. None is shown in full before. */
export function Returning({ hire }: { readonly hire: One }) {
  const form = useForm();
  const left = hire.things.filter((each) => each.outstanding > 0);
  const chosen = left.filter((each) => form.said.value[`take${each.thing}`]);
  return (
    <Entry
      kind={hire.way === "in" ? "send-out" : "take-in"}
      form={form}
      needs={[]}
      keys={(said) =>
        chosen.length === 0
          ? null
          : {
              ...how(said),
              hire: hire.hire,
              items: chosen.map((each) => itemOf(said, each.thing, each.thing)),
            }
      }
    >
      {form.asked.value && chosen.length === 0 ? <p class="fault">{t("needed")}</p> : null}
      {left.map((each) => (
        <fieldset key={each.thing} class="stack-close hire-thing">
          <legend>{each.thing}</legend>
          <Tick form={form} name={`take${each.thing}`} label={`${each.thing}: ${each.outstanding}`} />
          {form.said.value[`take${each.thing}`] ? (
            <>
              <Ask form={form} name={`serial${each.thing}`} label={t("serialRead")} />
              <Tick form={form} name={`another${each.thing}`} label={t("another")} />
              {each.outstanding > 1 ? (
                <>
                  <Ask form={form} name={`count${each.thing}`} label={t("count")} keyboard="numeric" />
                  <Ask form={form} name={`used${each.thing}`} label={t("usedUp")} keyboard="numeric" />
                </>
              ) : null}
              <Ask form={form} name={`seal${each.thing}`} label={t("seal")} />
            </>
          ) : null}
        </fieldset>
      ))}
      <Travel form={form} />
    </Entry>
  );
}

function Tick({ form, name, label }: { readonly form: Form; readonly name: string; readonly label: string }) {
  return (
    <label class="hire-tick">
      <input
        type="checkbox"
        checked={Boolean(form.said.value[name])}
        onChange={(event) => {
          form.said.value = { ...form.said.value, [name]: event.currentTarget.checked ? "yes" : "" };
        }}
      />
      <span>{label}</span>
    </label>
  );
}

/** A hire ends later. */
export function Extending({ hire }: { readonly hire: string }) {
  const form = useForm();
  return (
    <Entry
      kind="extend-hire"
      form={form}
      needs={["until"]}
      keys={(said) => ({ hire, until: said.until, ...(said.agreed ? { agreed: said.agreed } : {}) })}
    >
      <Ask form={form} name="until" label={t("until")} type="date" needed />
      <Ask form={form} name="agreed" label={t("agreed")} />
    </Entry>
  );
}
