import { PutBy, Who } from "./head";
import { ruling } from "./noted";
import type { Review, Statement } from "./types";
import { sureness, t, whenOf, word } from "./words";

/** Which state a statement is in; whether who said it was confirmed with it, and whether a party said so. */
export function StateOf({ one }: { readonly one: Statement }) {
  const reviewed = one.state === "confirmed" || one.state === "corrected";
  return (
    <>
      <span class={`st ${one.state}`}>{word("state", one.state)}</span>
      {reviewed ? `: ${t(whatOf(one.who?.id ?? ""))}` : ""}
      {ruling(one)?.party ? (
        <>
          {" "}
          <span class="tag">{t("saidByParty")}</span>
        </>
      ) : null}
    </>
  );
}

const whatOf = (who: string): "wordsOnly" | "wordsAndWho" | "wordsUnknown" =>
  who ? (who === "unknown" ? "wordsUnknown" : "wordsAndWho") : "wordsOnly";

/** Who said it: whom a person confirmed, or what the source says of the speaker, which nobody has confirmed. */
export function Speaker({ one }: { readonly one: Statement }) {
  if (one.who) return <Who one={one.who} />;
  return <>{one.mention || t(one.names_somebody ? "namedCovered" : "namedNobody")}</>;
}

const nameOf = (one: string | Readonly<Record<string, unknown>>): string =>
  typeof one === "string" ? one : String(one.text ?? one.name ?? one.role ?? "");

/** What the reader found of a statement, and how sure its rule is. */
export function Read({ one }: { readonly one: Statement }) {
  return (
    <dl class="case-facts">
      <dt>{t("stateIs")}</dt>
      <dd>
        <StateOf one={one} />
      </dd>
      <dt>{t("saidBy")}</dt>
      <dd>
        <Speaker one={one} />
        {(one.alternatives ?? []).map((each) => `${t("or")}${nameOf(each)}`).join("")}
        {one.who ? "" : ` (${t("proposedOnly")})`}
      </dd>
      {one.to ? (
        <>
          <dt>{t("saidTo")}</dt>
          <dd>{one.to}</dd>
        </>
      ) : null}
      <dt>{t("how")}</dt>
      <dd>
        {word("how", one.directness)}
        {one.depth > 1 ? `, ${t("depth", { n: one.depth })}` : ""}
      </dd>
      <dt>{t("whenSaid")}</dt>
      <dd>
        {whenOf(one.said.edtf)} <span class="soft">({word("kind", one.said.kind)})</span>
      </dd>
      <dt>{t("aboutWhen")}</dt>
      <dd>{[...one.about.edtf.map(whenOf), ...one.about.events].join("; ") || t("notSaid")}</dd>
      {one.signs.length > 0 ? (
        <>
          <dt>{t("signs")}</dt>
          <dd>{one.signs.map((each) => word("sign", each)).join("; ")}</dd>
        </>
      ) : null}
      <dt>{t("foundBy")}</dt>
      <dd>
        {word("rule", one.rule)}: {sureness(one.confidence)}
      </dd>
    </dl>
  );
}

/** Everybody who reviewed it, the first one first; one that came too late is kept beside. */
export function Reviews({ one }: { readonly one: Statement }) {
  if (one.reviews.length === 0) return <p class="soft">{t("reviewsNone")}</p>;
  return (
    <ul class="case-rows">
      {one.reviews.map((each) => (
        <li class="case-line" key={each.record}>
          {word("state", each.as)}
          {each.as === "rejected" ? "" : `: ${reviewed(each)}`}
          {each.refused ? ` (${t("keptBeside")})` : ""}. <PutBy by={each} />
        </li>
      ))}
    </ul>
  );
}

function reviewed(one: Review): string {
  const who = String(one.content?.who ?? "");
  return `${t(whatOf(who))}${who && who !== "unknown" ? ` (${who})` : ""}`;
}
