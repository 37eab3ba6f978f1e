import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { loadPeople, people } from "../core/people";
import { Button, Field } from "./basics";
import { t } from "./text";

export interface PersonPickProps {
  readonly label: string;
  readonly value: string;
  readonly onPick: (person: string) => void;
  /** Only people with one of these roles. */
  readonly roles?: readonly string[];
  /** Who it cannot be, as the first person of two. */
  readonly not?: readonly string[];
}

const FEW = 8;

/** Who it is: large names, the roles below them, and a filter where there are many. */
export function PersonPick({ label, value, onPick, roles, not }: PersonPickProps) {
  const part = useSignal("");
  useEffect(() => void loadPeople(), []);
  const all = people.value.filter(
    (each) => !not?.includes(each.person) && (!roles || each.roles.some((role) => roles.includes(role))),
  );
  const wanted = part.value.trim().toLowerCase();
  const found = all.filter((each) => `${each.person} ${each.name ?? ""}`.toLowerCase().includes(wanted));
  return (
    <fieldset class="stack-close">
      <legend class="label">{label}</legend>
      {all.length > FEW ? (
        <Field
          label={t("pickFilter")}
          value={part.value}
          type="search"
          onInput={(text) => {
            part.value = text;
          }}
        />
      ) : null}
      {found.length === 0 ? <p class="soft">{t("pickNone")}</p> : null}
      <div class="picks">
        {found.map((each) => (
          <Button key={each.person} pressed={each.person === value} onPress={() => onPick(each.person)}>
            <span>{each.person}</span>
            <span class="soft" lang="en">
              {each.roles.join(", ")}
            </span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
