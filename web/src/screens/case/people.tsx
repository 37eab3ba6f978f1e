import { FoldedForm } from "./form";
import { Failed, type InCase, PutBy, Who, Within } from "./head";
import { useCase } from "./load";
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
                ["", t("no")],
                ["yes", t("yes")],
              ],
              free: true,
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

/** The state of the matter, and the reply or that there is none. */
export function StandsBeside({ beside, short }: { readonly beside: Beside; readonly short?: boolean }) {
  const replies = beside.replies.filter((each) => each.received);
  return (
    <ul class="case-beside">
      {beside.matters.map((each) => (
        <li class="case-beside-line" key={each.record}>
          {t("matterOn", { state: word("matter", each.state), day: dayOf(each.on), source: each.source })}
          {each.matter && !short ? `: ${each.matter}` : ""}
        </li>
      ))}
      {beside.no_charge_as_of ? (
        <li class="case-beside-line">
          <strong>{t("noCharge", { day: dayOf(beside.no_charge_as_of) })}</strong>
        </li>
      ) : null}
      {beside.no_reply_recorded ? (
        <li class="case-beside-line">
          {t("noReply")}
          {beside.replies.length > 0
            ? ` ${t("askedOn", { day: dayOf(beside.replies.at(-1)?.on ?? "") })}`
            : ` ${t("neverAsked")}`}
        </li>
      ) : null}
      {short && replies.length > 0 ? (
        <li class="case-beside-line">{t("replyHere", { n: replies.length })}</li>
      ) : null}
      {short ? null : replies.map((each) => <ReplyLine key={each.record} one={each} />)}
    </ul>
  );
}

function ReplyLine({ one }: { readonly one: Reply }) {
  return (
    <li class="case-beside-line">
      {t("replyOn", { day: dayOf(one.on), to: one.to })}{" "}
      {one.text === null ? t("erased") : <q class="case-said">{one.text}</q>} <PutBy by={one} />
    </li>
  );
}
