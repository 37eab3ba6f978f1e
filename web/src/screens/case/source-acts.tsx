import { Folded } from "../../ui/folded";
import { FoldedForm } from "./form";
import { PutBy } from "./head";
import { LinkLine } from "./noted";
import type { Source } from "./types";
import { t, word } from "./words";

export interface SourceActsProps {
  readonly id: string;
  readonly one: Source;
  readonly may: readonly string[];
}

/** What can be done with a source as a whole, and the reviews of what was read of it before. */
export function SourceActs({ id, one, may }: SourceActsProps) {
  const day = { key: "on", label: t("onDay"), kind: "day" } as const;
  const source = (said: Readonly<Record<string, string>>) => ({ ...said, source: one.id });
  return (
    <section class="stack-close">
      {one.earlier_reviews?.length ? (
        <Folded title={t("earlier", { n: one.earlier_reviews.length })}>
          <ul class="case-rows">
            {one.earlier_reviews.map((each) => (
              <li class="case-line" key={each.record}>
                <q>{each.text}</q>: {word("state", each.as)} <PutBy by={each} />
              </li>
            ))}
          </ul>
        </Folded>
      ) : null}
      {one.earlier_links?.length ? (
        <Folded title={t("earlierLinks", { n: one.earlier_links.length })}>
          <ul class="case-links">
            {one.earlier_links.map((each) => (
              <LinkLine
                key={each.in_case}
                one={each}
                to={`${each.statement}, ${t("recordN", { n: each.record })}`}
              />
            ))}
          </ul>
        </Folded>
      ) : null}
      {may.includes("read-source") && !one.gone ? (
        <FoldedForm
          title={t("readAgain")}
          of={id}
          act="read-source"
          asks={[]}
          keys={source}
          say={t("readAgain")}
        >
          <p>{t("readAgainSays")}</p>
        </FoldedForm>
      ) : null}
      {may.includes("correct") ? (
        <FoldedForm
          title={t("correctSource")}
          of={id}
          act="correct"
          draft={`correct ${one.id}`}
          asks={[{ key: "text", label: t("correctText"), kind: "long" }]}
          keys={(said) => ({ ...said, what: one.id })}
          say={t("correctSource")}
        />
      ) : null}
      {may.includes("seal-source") && !one.gone ? (
        <FoldedForm
          title={t("seal")}
          of={id}
          act="seal-source"
          asks={[{ key: "order", label: t("order"), kind: "long" }, day]}
          keys={source}
          say={t("seal")}
        />
      ) : null}
      {may.includes("withdraw-source") && !one.gone ? (
        <FoldedForm
          title={t("withdraw")}
          of={id}
          act="withdraw-source"
          asks={[{ key: "why", label: t("why"), kind: "long" }]}
          keys={source}
          say={t("withdraw")}
        />
      ) : null}
    </section>
  );
}
