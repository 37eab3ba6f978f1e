import { useEffect } from "preact/hooks";
import { kindName } from "../../acts/names";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { looksChanged } from "../../core/live";
import { en } from "../../text/en/counts";
import { es } from "../../text/es/counts";
import { Notice } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";
import { Rounds } from "../lot/rounds";
import type { Account } from "./views";

const t = texts(en, es);

/** The account of a lot, opened by whoever does not count it now: the sum, samples, cases, and record by record. */
export function TheAccount({ name }: { readonly name: string }) {
  const view = useView<Account>(`counts/${encodeURIComponent(name)}`);
  const seen = view.value.value;
  // Somebody begins to count it, or has said their number: what is hidden meanwhile goes at once.
  useEffect(() => looksChanged.subscribe(() => void view.load()), [name]);
  return (
    <div class="stack-close">
      <ViewFailed view={view} />
      {seen ? seen.lot.counting ? <Notice title={t("hidden")} /> : <Open seen={seen} /> : null}
    </div>
  );
}

function Open({ seen }: { readonly seen: Account }) {
  const { lot, lines } = seen;
  return (
    <>
      <Rounds lot={lot} />
      <ul>
        {lot.samples.map((each) => (
          <li key={`${each.holder}${each.place}`}>
            {t("sampleLine", { n: numberOf(each.count), who: each.holder, place: each.place })}
          </li>
        ))}
      </ul>
      {lot.cases > 0 ? <p>{t("cases", { n: numberOf(lot.cases), of: numberOf(lot.spent) })}</p> : null}
      <p>
        {lot.counted.record > 0
          ? t("countedAt", { n: numberOf(lot.counted.record), time: timeOf(lot.counted.at) })
          : t("countedNever")}
      </p>
      <h3>{t("lines")}</h3>
      <ol class="chain">
        {lines.map((each) => (
          <li key={each.record}>
            {t("line", { n: numberOf(each.record), what: kindName(each.kind), who: each.by })}
          </li>
        ))}
      </ol>
    </>
  );
}
