import { useSignal } from "@preact/signals";
import type { Person } from "../core/views";
import { Button, Field } from "./basics";
import { t } from "./text";
import { known, useKnown, ViewFailed } from "./view";

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

/** Everybody on record with their roles. */
const people = known<{ readonly people: readonly Person[] }>("people");

/** Who it is: large names, the roles below them, and a filter where there are many. */
export function PersonPick({ label, value, onPick, roles, not }: PersonPickProps) {
  const part = useSignal("");
  const read = useKnown(people).value.value;
  const all = (read?.people ?? []).filter(
    (each) =>
      !each.erased &&
      !not?.includes(each.person) &&
      (!roles || each.roles.some((role) => roles.includes(role))),
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
      {read ? null : <ViewFailed view={people} />}
      {read && found.length === 0 ? <p class="soft">{t("pickNone")}</p> : null}
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
