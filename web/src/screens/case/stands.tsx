import { StandsBeside } from "./people";
import type { Beside, Concerned, Person, Statement } from "./types";
import { t } from "./words";

export type Standing = Concerned & { readonly stands: Beside };

/** The people of the case whom statements are by or about, each once; who was confirmed stands before who is proposed. */
export function concernedBy(all: readonly Statement[], people: readonly Person[] = []): readonly Standing[] {
  const found = new Map<string, Standing>();
  const add = (given: Concerned): void => {
    const known = people.find((each) => each.id === given.id);
    const stands = given.stands ?? known;
    if (stands && (!found.has(given.id) || !given.as)) found.set(given.id, { ...known, ...given, stands });
  };
  for (const each of all) {
    if (each.who) add(each.who);
    const proposed = people.find((one) => one.id === each.proposed_person);
    if (proposed && !each.named) add({ ...proposed, as: "proposed-speaker" });
    for (const one of each.named ?? []) add(one);
  }
  return [...found.values()];
}

/** How the matter stands for everybody whom statements are by or about, and whether they replied: a line for each. */
export function StandsOf(props: { readonly all: readonly Statement[]; readonly people?: readonly Person[] }) {
  const found = concernedBy(props.all, props.people);
  if (found.length === 0) return null;
  return (
    <ul class="case-stands">
      {found.map((each) => (
        <li key={each.id}>
          {each.name ?? each.role} ({each.id}
          {each.as === "proposed-speaker" ? `, ${t("proposedOnly")}` : ""}
          {each.as === "in-the-words" ? `, ${t("namedThere")}` : ""}):{" "}
          <StandsBeside beside={each.stands} line />
        </li>
      ))}
    </ul>
  );
}
