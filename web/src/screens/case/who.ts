/** Whom a statement can be of, and how it can be put: what a reviewer chooses from. */

import type { Person } from "./types";
import { t } from "./words";

export const HOW = ["direct", "indirect", "mixed"];

export const whoCan = (people: readonly Person[]): readonly (readonly [string, string])[] => [
  ["unknown", t("unknownWho")],
  ...people.map((each) => [each.id, `${each.id}: ${each.name ?? each.role}`] as const),
];
