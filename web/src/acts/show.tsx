import { useSignal } from "@preact/signals";
import { Button } from "../ui/basics";
import { PersonPick } from "../ui/pick";
import { type FormProps, useSaid } from "./form";
import { t } from "./text";

/** Show it: to whom, and whether they looked or did not want to; looking is their right, not their duty. */
export default function ShowForm({ item, said }: FormProps) {
  const people = useSignal<readonly string[]>((item.keys.to ?? []) as string[]);
  const away = useSignal<readonly string[]>([]);
  const adding = useSignal(people.value.length === 0);
  useSaid(said, people.value.length > 0 ? { ...item.keys, to: people.value, declined: away.value } : null);
  const flip = (who: string, declined: boolean): void => {
    away.value = [...away.value.filter((each) => each !== who), ...(declined ? [who] : [])];
  };
  return (
    <div class="stack">
      <ul class="stack-close">
        {people.value.map((who) => (
          <li key={who} class="choices">
            <strong class="whole">{who}</strong>
            <Button
              pressed={!away.value.includes(who)}
              label={`${who}: ${t("looked")}`}
              onPress={() => flip(who, false)}
            >
              {t("looked")}
            </Button>
            <Button
              pressed={away.value.includes(who)}
              label={`${who}: ${t("lookedAway")}`}
              onPress={() => flip(who, true)}
            >
              {t("lookedAway")}
            </Button>
          </li>
        ))}
      </ul>
      {adding.value ? (
        <PersonPick
          label={t("showAlso")}
          value=""
          not={people.value}
          onPick={(who) => {
            people.value = [...people.value, who];
            adding.value = false;
          }}
        />
      ) : (
        <Button
          onPress={() => {
            adding.value = true;
          }}
        >
          {t("showAlso")}
        </Button>
      )}
    </div>
  );
}
