import { numberOf, texts } from "../../core/i18n";
import { en } from "../../text/en/lot";
import { es } from "../../text/es/lot";
import { Notice } from "../../ui/basics";

const t = texts(en, es);

export interface Sums {
  readonly issued: number;
  readonly fired: number;
  readonly returned: number;
  readonly faulty: number;
  readonly recovered: number;
  readonly missing: number;
  readonly in_weapons: number;
  readonly destroyed: number;
  readonly sampled: number;
  readonly sent_back: number;
  readonly too_many: number;
  readonly adds_up: boolean;
}

export interface Lot {
  readonly lot: string;
  readonly kind: string;
  readonly size: string;
  readonly calibre: string;
  readonly where: string;
  readonly held: readonly string[];
  readonly tainted: string;
  readonly box: number;
  readonly proven: number;
  readonly by_difference: number;
  readonly seal?: string;
  readonly supplier?: string;
  readonly maker?: string;
  readonly sums: Sums;
}

const PARTS = [
  "returned",
  "in_weapons",
  "fired",
  "faulty",
  "recovered",
  "destroyed",
  "sampled",
  "sent_back",
  "missing",
] as const;

/** Parts that are shown only where there is one. */
const SELDOM: readonly string[] = ["sampled", "sent_back"];

/** Where every round is, and the sum: all of them together are those that came in. */
export function Rounds({ lot }: { readonly lot: Lot }) {
  const { sums } = lot;
  return (
    <>
      {sums.missing > 0 ? (
        <Notice title={t("missingSays", { n: numberOf(sums.missing) })} look="bad">
          <p>{t("missingDo")}</p>
        </Notice>
      ) : null}
      <table class="rounds">
        <caption class="unseen">{t("rounds")}</caption>
        <tbody>
          {PARTS.filter((part) => sums[part] > 0 || !SELDOM.includes(part)).map((part) => (
            <tr key={part} class={part === "missing" && sums.missing > 0 ? "off" : ""}>
              <th scope="row">
                {t(part)}
                {part === "fired" && lot.by_difference > 0 ? (
                  <span class="soft"> {t("difference", { n: numberOf(lot.by_difference) })}</span>
                ) : null}
              </th>
              <td>{numberOf(sums[part])}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">{t("issued")}</th>
            <td>{numberOf(sums.issued)}</td>
          </tr>
          {sums.too_many > 0 ? (
            <tr class="off">
              <th scope="row">{t("too_many")}</th>
              <td>{numberOf(sums.too_many)}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      <p>{sum(sums)}</p>
    </>
  );
}

/** The sum in one line: issued is what is in the box, in weapons, fired and so on. */
export function sum(sums: Sums): string {
  const parts = PARTS.filter((part) => sums[part] > 0 || part === "returned");
  const over = sums.too_many > 0 ? ` + ${numberOf(sums.too_many)} ${t("too_many").toLowerCase()}` : "";
  return `${numberOf(sums.issued)}${over} = ${parts.map((part) => `${numberOf(sums[part])} ${t(part).toLowerCase()}`).join(" + ")}`;
}
