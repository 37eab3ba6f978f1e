import { texts } from "../../core/i18n";
import { en } from "../../text/en/lists";
import { es } from "../../text/es/lists";
import type { Table } from "./types";

export const t = texts(en, es);

const NAMES = {
  weapons: "tweapons",
  lots: "tlots",
  people: "tpeople",
  certificates: "tcertificates",
  "ammunition-match": "tammunition",
  "look-alikes": "tlookalikes",
  imports: "timports",
  schedule: "tschedule",
  hires: "thires",
  services: "tservices",
  "bound-book": "tbound",
} as const;

/** What a table is called here; one that this screen does not know by the node's own title. */
export function titleOf(table: Table): string {
  const key = NAMES[table.name as keyof typeof NAMES];
  return key ? t(key) : table.title;
}
