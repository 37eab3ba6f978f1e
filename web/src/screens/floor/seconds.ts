import { names } from "../../acts/item";
import { person } from "../../core/session";

/** Who can be the second of a plan or a meeting: a custodian where the 1st AD says it, and the other way round. */
export function secondsOf(kind: "plan" | "meet"): string[] {
  const people = names.value.people.filter((each) => each.person !== person.value);
  const custodians = people.filter((each) => each.custodian);
  const ads = people.filter((each) => each.roles.includes("first-ad"));
  const safety = people.filter((each) => each.roles.includes("safety-advisor"));
  const order = kind === "plan" ? [...ads, ...custodians, ...safety] : [...custodians, ...ads, ...safety];
  return order.map((each) => each.person);
}
