import { FoldedForm } from "./form";
import { Failed, type InCase, PutBy, Who, Within } from "./head";
import { useCase } from "./load";
import { Noted } from "./noted";
import type { Beside, Person, Reply } from "./types";
import { dayOf, t, word } from "./words";

const MATTERS = [
  ...["no-charge", "under-investigation", "charged", "dismissed", "acquitted"],
  ...["pleaded", "convicted", "appeal"],
];

/** The people of a case: their role, how the matter stands officially, and what they replied. */
export function People({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partPeople")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const view = useCase<{ people: readonly Person[] }>(`cases/${id}/people`);
  const all = view.value.value?.people ?? [];
  const who = all.map((each) => [each.id, `${each.id}: ${each.name ?? each.role}`] as const);
  const can = (kind: string): boolean => overview.may.includes(kind);
  return (
    <>
      <Failed view={view} />
      {view.value.value && all.length === 0 ? <p>{t("peopleNone")}</p> : null}
      <ul class="case-list">
        {all.map((each) => (
          <li key={each.id} class="case-card stack-close">
            <Stands one={each} />
          </li>
        ))}
      </ul>
      {can("name-person") ? (
        <FoldedForm
          title={t("namePerson")}
          of={id}
          act="name-person"
          asks={[
            { key: "name", label: t("fullName"), hint: t("fullNameSays") },
            { key: "also", label: t("alsoNames"), hint: t("alsoSays"), free: true },
            { key: "role", label: t("roleThere"), hint: t("roleSays") },
            { key: "ledger_id", label: t("ledgerId"), free: true },
            {
              key: "party",
              label: t("isParty"),
              options: [
                ["no", t("no")],
                ["yes", t("yes")],
              ],
            },
          ]}
          keys={({ also, party, ...said }) => ({
            ...said,
            party: party === "yes",
            ...(also
              ? {
                  also: also
                    .split(",")
                    .map((each) => each.trim())
                    .filter(Boolean),
                }
              : {}),
          })}
          say={t("namePerson")}
        />
      ) : null}
      {can("state-matter") && who.length > 0 ? (
        <FoldedForm
          title={t("stateMatter")}
          of={id}
          act="state-matter"
          asks={[
            { key: "person", label: t("whom"), options: who },
            { key: "state", label: t("state"), options: MATTERS.map((each) => [each, word("matter", each)]) },
            { key: "matter", label: t("matterWords"), kind: "long" },
            { key: "on", label: t("onDay"), kind: "day" },
            { key: "source", label: t("sourceId"), hint: t("sourceOfficial") },
          ]}
          say={t("stateMatter")}
        />
      ) : null}
      {can("reply") && who.length > 0 ? (
        <FoldedForm
          title={t("recordReply")}
          of={id}
          act="reply"
          draft="reply"
          asks={[
            { key: "person", label: t("whom"), options: who },
            { key: "to", label: t("replyTo"), hint: t("replyToSays") },
            { key: "on", label: t("onDay"), kind: "day" },
            { key: "text", label: t("replyText"), kind: "long", hint: t("replyTextSays"), free: true },
            { key: "source", label: t("sourceId"), free: true },
          ]}
          say={t("recordReply")}
        />
      ) : null}
    </>
  );
}

/** One person: who they are here, and what has to stand beside whatever is said of them. */
export function Stands({ one, short }: { readonly one: Person; readonly short?: boolean }) {
  return (
    <>
      <p>
        <strong>
          <Who one={one} />
        </strong>
        {one.erased ? ` ${t("erased")}` : ""}
      </p>
      {short ? null : <p class="soft">{t("saysOf", { n: one.statements })}</p>}
      {one.also?.length ? <p class="soft">{t("alsoKnown", { names: one.also.join(", ") })}</p> : null}
      <StandsBeside beside={one} short={short ?? false} />
    </>
  );
}

/** What has to stand beside whatever is said of somebody, a sentence for each: the matter, and what was asked of them. */
export function standing(beside: Beside, how: "whole" | "short" | "line"): readonly string[] {
  const whole = how === "whole";
  const never = how === "line" ? "" : t("neverAsked");
  const replies = beside.replies.filter((each) => each.received).length;
  const asked = beside.replies.filter((each) => !each.received).at(-1);
  return [
    ...beside.matters.map((each) => {
      const says = { state: word("matter", each.state), day: dayOf(each.on), source: each.source };
      return `${t("matterOn", says)}${each.matter && whole ? `: ${each.matter}` : ""}`;
    }),
    beside.matters_withheld ? t("matterWithheld") : "",
    beside.no_charge_as_of ? t("noCharge", { day: dayOf(beside.no_charge_as_of) }) : "",
    beside.no_reply_recorded
      ? `${t("noReply")} ${asked ? t("askedOn", { day: dayOf(asked.on) }) : never}`.trim()
      : "",
    replies > 0 && !whole ? t("replyHere", { n: replies }) : "",
  ].filter(Boolean);
}

/** The state of the matter, and the reply or that there is none: short without words of either, or on one line. */
export function StandsBeside(props: {
  readonly beside: Beside;
  readonly short?: boolean;
  readonly line?: boolean;
}) {
  const { beside, short, line } = props;
  if (line) return <>{standing(beside, "line").map(ended).join(" ")}</>;
  return (
    <>
      <ul class="case-beside">
        {standing(beside, short ? "short" : "whole").map((each) => (
          <li class="case-beside-line" key={each}>
            {each}
          </li>
        ))}
        {short
          ? null
          : beside.replies
              .filter((each) => each.received)
              .map((each) => <ReplyLine key={each.record} one={each} />)}
      </ul>
      <Noted all={beside.corrections} says="correctionOf" />
    </>
  );
}

const ended = (text: string): string => (text.endsWith(".") ? text : `${text}.`);

function ReplyLine({ one }: { readonly one: Reply }) {
  return (
    <li class="case-beside-line">
      {t("replyOn", { day: dayOf(one.on), to: one.to })}{" "}
      {one.text === null ? t("erased") : <q class="case-said">{one.text}</q>} <PutBy by={one} />
    </li>
  );
}
