import { numberOf, texts } from "../core/i18n";
import type { Held as Why } from "../core/views";
import { en } from "../text/en/board";
import { es } from "../text/es/board";
import { Sign } from "./holdstop";

const t = texts(en, es);

/** What holds one weapon, and since which record. */
export function Held({ held }: { readonly held: readonly Why[] }) {
  return (
    <>
      {held.map((each) => (
        <p class="held" key={`${each.why}${each.record}`}>
          <Sign kind="hold" /> {t("held")}: <span lang="en">{each.why}</span>
          {each.record ? `, ${t("since", { n: numberOf(each.record) })}` : ""}
        </p>
      ))}
    </>
  );
}
