import { inBoth, language } from "../../core/i18n";
import { Notice, Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { Print } from "../../ui/print";
import { Extending, Returning } from "./consign";
import { Failed } from "./failed";
import { useHire } from "./load";
import { Noting } from "./noting";
import type { Condition, One, Thing } from "./types";
import { dayOf, differenceOf, markOf, placeOf, stateOf, t, withOf } from "./words";

/** One hire: condition out and condition in beside each other, every difference, and what is done with it. */
export function OneHire({ id }: { readonly id: string }) {
  const view = useHire<One>(`hires/${encodeURIComponent(id)}`);
  const one = view.value.value;
  return (
    <div class="hire stack">
      <Title>{`${t("hire")} ${id}`}</Title>
      <p>
        <a href="/hire">{t("back")}</a>
      </p>
      <Failed view={view} />
      {one ? <Whole one={one} /> : null}
    </div>
  );
}

function Whole({ one }: { readonly one: One }) {
  const late = one.state === "overdue";
  return (
    <>
      <Notice
        title={`${withOf(one)}. ${t("dayRange", { since: dayOf(one.since), until: dayOf(one.until) })}`}
        {...(late ? { look: "bad" as const } : {})}
      >
        <p>
          <strong>{stateOf(one)}</strong>
        </p>
        {one.extended > 0 ? <p>{t("extendedTo", { first: dayOf(one.agreed), n: one.extended })}</p> : null}
      </Notice>
      <section class="stack-close">
        <h2>{t("differences", { n: one.differences.length })}</h2>
        {one.differences.length === 0 ? <p>{t("noDifferences")}</p> : null}
        <ul class="hire-differences">
          {one.differences.map((each) => (
            <li key={`${each.code} ${each.thing} ${each.before} ${each.entry}`} class="notice warn">
              <strong>{each.thing}</strong> {each.says ? `${inBoth(each.says)}. ` : ""}
              {differenceOf(each)}{" "}
              {each.entry ? <span class="soft">{t("entry", { n: each.entry })}</span> : null}
            </li>
          ))}
        </ul>
      </section>
      {one.things.map((each) => (
        <OneThing key={each.thing} thing={each} />
      ))}
      <Consignments one={one} />
      {one.state === "over" ? null : (
        <>
          <Folded title={t(one.way === "in" ? "sendBack" : "takeBack")}>
            <Returning hire={one} />
          </Folded>
          <Folded title={t("extend")}>
            <Extending hire={one.hire} />
          </Folded>
        </>
      )}
      <Folded title={t("note")}>
        <Noting hire={one.hire} things={one.things.map((each) => each.thing)} />
      </Folded>
      <Papers hire={one} />
      <Print />
    </>
  );
}

/** What is handed over with it, as PDF. */
function Papers({ hire }: { readonly hire: One }) {
  const left = hire.consignments.some((each) => each.way === "out");
  const papers = [
    ...(left ? [["packing-list", t("packingList")] as const] : []),
    ["condition-report", t("conditionReport")] as const,
    ["hire-return", t("returnPaper")] as const,
  ];
  return (
    <section class="stack-close no-print">
      <h2>{t("papersOfHire")}</h2>
      <ul class="picks">
        {papers.map(([name, called]) => (
          <li key={name}>
            <a
              class="button"
              target="_blank"
              rel="noopener"
              href={`/api/v1/papers/${name}?hire=${encodeURIComponent(hire.hire)}&lang=${language.value}`}
            >
              {called}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const AGAINST = {
  "here-by-the-record": "againstHere",
  "gone-by-the-record": "againstGone",
  "not-on-record": "againstNone",
} as const;

function OneThing({ thing }: { readonly thing: Thing }) {
  const against = AGAINST[thing.against as keyof typeof AGAINST];
  const used = thing.used ? ` ${t("used", { n: thing.used })}.` : "";
  const noted = thing.points.filter((each) => markable(each.before) || markable(each.after));
  return (
    <section class="stack-close hire-one">
      <h2>{thing.thing}</h2>
      <p class="soft" lang="en">
        {thing.is}
      </p>
      <p>
        {thing.serial ? `${t("serial")} ${thing.serial}. ` : ""}
        {t("sent", { sent: thing.sent, back: thing.returned, left: thing.outstanding })}.{used}
      </p>
      {thing.where.place === "not-on-record" && !against ? null : (
        <p>{`${t("record")}: ${placeOf(thing.where)}.`}</p>
      )}
      {against ? <Notice title={t(against)} look="warn" /> : null}
      {noted.length > 0 ? (
        <table>
          <caption>{t("wentCame")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("point")}</th>
              <th scope="col">{t("went")}</th>
              <th scope="col">{t("cameBack")}</th>
            </tr>
          </thead>
          <tbody>
            {noted.map((each) => (
              <tr key={each.point} class={each.worse ? "worse" : ""}>
                <th scope="row">{inBoth(each.says)}</th>
                <td>{markOf(each.before)}</td>
                <td>
                  {markOf(each.after)}
                  {each.worse ? <strong> {t("worse")}</strong> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <Noted of={thing.thing} side={t("went")} noted={thing.before} />
      <Noted of={thing.thing} side={t("cameBack")} noted={thing.after} />
    </section>
  );
}

const markable = (mark: string): boolean => mark !== "" && mark !== "not-looked";

function Noted({
  of,
  side,
  noted,
}: {
  readonly of: string;
  readonly side: string;
  readonly noted: Condition | null;
}) {
  if (!noted) return <p class="soft">{`${side}: ${t("notNoted")}`}</p>;
  return (
    <div class="stack-close">
      <p class="soft">{`${side}: ${t("notedOn", { day: dayOf(noted.on), n: noted.entry })}`}</p>
      {noted.says ? <p>{t("wordsThere", { says: noted.says })}</p> : null}
      <ul class="gallery">
        {noted.photos.map((each, at) => (
          <li key={each}>
            <a href={`/api/v1/hires/photos/${each}`} target="_blank" rel="noopener">
              <img
                loading="lazy"
                src={`/api/v1/hires/photos/${each}`}
                alt={t("photo", { thing: of, n: `${side} ${at + 1}` })}
              />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Consignments({ one }: { readonly one: One }) {
  return (
    <section class="stack-close">
      <h2>{t("consignments")}</h2>
      <ul>
        {one.consignments.map((each) => {
          const parts = [
            t(each.way === "out" ? "left_" : "came_", { day: dayOf(each.on) }),
            each.carrier ? t("by", { carrier: each.carrier }) : "",
            each.packing ? t("list", { n: each.packing }) : "",
            each.seals.length > 0 ? t("seals", { all: each.seals.join(", ") }) : "",
            t("entry", { n: each.entry }),
          ];
          return <li key={each.entry}>{parts.filter(Boolean).join(", ")}</li>;
        })}
      </ul>
    </section>
  );
}
