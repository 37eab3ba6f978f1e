import { numberOf, timeOf } from "../../core/i18n";
import type { Answer, Use } from "./types";
import { clausesOf, foundSays, inBoth, t } from "./words";

export interface UsesProps {
  readonly uses: readonly Use[];
  /** Whether the weapons are those of another production, which have no screen here. */
  readonly elsewhere?: boolean;
}

/** Each use with what it ought to rest on: first what has no record, or none that counts; then the rest in a line. */
export function Uses({ uses, elsewhere }: UsesProps) {
  return (
    <section class="stack-close">
      <h2>{t("uses")}</h2>
      <p class="soft">{t("usesWhy")}</p>
      {uses.length === 0 ? <p>{t("noUse")}</p> : null}
      {uses.map((use) => (
        <OneUse
          key={`${use.record} ${use.act} ${use.weapon} ${use.after}`}
          use={use}
          elsewhere={elsewhere ?? false}
        />
      ))}
    </section>
  );
}

function OneUse({ use, elsewhere }: { readonly use: Use; readonly elsewhere: boolean }) {
  const there = use.ought.filter((each) => each.found === "recorded");
  const rest = use.ought.filter((each) => each.found !== "recorded");
  return (
    <article class="use">
      <h3>
        {use.after ? `${t("after")}: ` : ""}
        {inBoth(use.name)},{" "}
        {elsewhere ? use.weapon : <a href={`/weapons/${encodeURIComponent(use.weapon)}`}>{use.weapon}</a>}
      </h3>
      <p class="soft">{t("recordAt", { n: numberOf(use.record), time: timeOf(use.at) })}</p>
      {rest.length > 0 ? (
        <ul class="lacking">
          {rest.map((each) => (
            <li key={`${each.gate} ${each.name.en}`}>
              <Lacking answer={each} />
            </li>
          ))}
        </ul>
      ) : null}
      {there.length > 0 ? (
        <p class="there">{t("onRecord", { all: there.map(numbered).join("; ") })}</p>
      ) : null}
    </article>
  );
}

const numbered = (answer: Answer): string =>
  `${inBoth(answer.name)} ${answer.records.map((each) => numberOf(each.record)).join(", ")}`;

function Lacking({ answer }: { readonly answer: Answer }) {
  return (
    <>
      <p>
        {inBoth(answer.name)}: <strong>{foundSays(answer)}</strong>
      </p>
      <p class="soft">
        {inBoth(answer.whose)}. {clausesOf(answer.clauses).join("; ")}
      </p>
      {answer.said.map((each) => (
        <p class="soft" lang="en" key={each.code + each.says}>
          {each.says}
        </p>
      ))}
    </>
  );
}
