import { texts } from "../../core/i18n";
import { en } from "../../text/en/weapon";
import { es } from "../../text/es/weapon";
import type { Proven, Said } from "./types";

const t = texts(en, es);

const HOW = {
  passkey: "pPasskey",
  "badge-pin-own-device": "pOwn",
  "badge-pin-shared-device": "pShared",
  none: "pNone",
} as const;

/** By what it was known who said a record: the first and the second, and what was weak in it. */
export function HowProven({ proven }: { readonly proven: Proven | undefined }) {
  if (!proven) return null;
  const { first, second, unprotected, flags } = proven;
  return (
    <ul class="proven soft">
      {[first, ...second].map((each, at) => (
        <li key={`${each.person}${at}`}>
          {each.person}: {how(each, at > 0)}
          {each.weaker ? <strong class="weak">{t("weaker")}</strong> : null}
        </li>
      ))}
      {unprotected ? (
        <li>
          <strong class="weak">{t("unprotected")}</strong>
        </li>
      ) : null}
      {flags.includes("second.quick") ? (
        <li>
          <strong class="weak">{t("quick")}</strong>
        </li>
      ) : null}
    </ul>
  );
}

/** A second person who said nothing themselves was only named by the first. */
function how(said: Said, second: boolean): string {
  if (second && said.proof === "none") return t("pNamed");
  const known = HOW[said.proof as keyof typeof HOW];
  return known ? t(known) : said.by;
}
