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

const PARTS = ["returned", "in_weapons", "fired", "faulty", "recovered", "destroyed", "missing"] as const;

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
          {PARTS.map((part) => (
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
        </tbody>
      </table>
      <p>{sum(sums)}</p>
    </>
  );
}

/** The sum in one line: issued is what is in the box, in weapons, fired and so on. */
export function sum(sums: Sums): string {
  const parts = PARTS.filter((part) => sums[part] > 0 || part === "returned");
  return `${numberOf(sums.issued)} = ${parts.map((part) => `${numberOf(sums[part])} ${t(part).toLowerCase()}`).join(" + ")}`;
}
