import "../../styles/duties.css";
import { useSignal } from "@preact/signals";
import { names, useNames } from "../../acts/item";
import { call, NoAnswer, Refused } from "../../core/api";
import { numberOf, timeOf } from "../../core/i18n";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Field, Title } from "../../ui/basics";
import { Print } from "../../ui/print";
import { Select } from "../../ui/select";
import { t as shell } from "../../ui/text";
import { ViewFailed } from "../../ui/view";
import { Entries } from "./entries";
import type { Duties as Table } from "./types";
import { Uses } from "./uses";
import { queryOf, t } from "./words";

/** Who had a duty: for a weapon since a day, or for an incident; what is on record of it, and what is not. */
export default function Duties() {
  const weapon = useSignal("");
  const incident = useSignal("");
  const day = useSignal("");
  const table = useSignal<Table | null>(null);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const busy = useSignal(false);
  const seen = useNames();
  const chosen = weapon.value || (names.value.weapons[0]?.weapon ?? "");
  const show = async (): Promise<void> => {
    busy.value = true;
    try {
      table.value = await call<Table>(queryOf(chosen, incident.value, day.value));
      failed.value = null;
      announce(t("shown", { n: numberOf(table.value.entries.length) }));
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      table.value = null;
      failed.value = error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="stack paper duties">
      <Title>{t("title")}</Title>
      <p class="soft">{t("says")}</p>
      <form
        class="stack-close"
        onSubmit={(event) => {
          event.preventDefault();
          void show();
        }}
      >
        <ViewFailed view={seen} />
        <Select
          label={t("weapon")}
          value={chosen}
          options={names.value.weapons.map((each) => [each.weapon, each.weapon] as const)}
          onPick={(value) => {
            weapon.value = value;
          }}
        />
        <Field
          label={t("since")}
          type="date"
          value={day.value}
          onInput={(value) => {
            day.value = value;
          }}
        />
        <Field
          label={t("incident")}
          keyboard="numeric"
          value={incident.value}
          hint={t("incidentHint")}
          onInput={(value) => {
            incident.value = value;
          }}
        />
        <Button look="main" busy={busy.value} submit onPress={() => undefined}>
          {t("show")}
        </Button>
      </form>
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} title={t("notShown")} /> : null}
      {failed.value instanceof NoAnswer ? <p class="fault">{shell("noAnswer")}</p> : null}
      {table.value ? <Whole table={table.value} /> : null}
    </div>
  );
}

function Whole({ table }: { readonly table: Table }) {
  return (
    <>
      <section class="stack-close">
        <h2>{t(table.about.kind === "incident" ? "ofIncident" : "ofWeapon", { name: table.about.name })}</h2>
        <p class="soft">{t("asOf", { n: numberOf(table.record), time: timeOf(table.as_of) })}</p>
        <p class="soft">{t("notLaw")}</p>
        {table.sealed ? <p class="soft">{t("sealed")}</p> : null}
      </section>
      <Uses uses={table.uses} />
      <Entries entries={table.entries} weapons={names.value.weapons.map((each) => each.weapon)} />
      <Print />
    </>
  );
}
