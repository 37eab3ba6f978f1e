import { FoldedForm } from "./form";
import { Failed, type InCase, PutBy, Who, Within } from "./head";
import { useCase } from "./load";
import { Noted } from "./noted";
import { StandsBeside } from "./people";
import type { Beside, By, Named, Note, Reply } from "./types";
import { dayOf, t, word } from "./words";

interface Entry extends By {
  readonly id: string;
  readonly about: { readonly person?: Named; readonly weapon?: string; readonly lot?: string };
  readonly type: string;
  readonly on: string;
  readonly source: string;
  readonly expires: string;
  readonly expired: boolean;
  readonly erased: boolean;
  readonly text: string | null;
  readonly contested: readonly Note[];
  readonly corrections: readonly Note[];
  readonly replies: readonly Reply[];
  readonly beside?: Beside;
}

const OF_PEOPLE = ["allegation", "denial", "account", "finding"];
const OF_THINGS = ["concern", "incident", ...OF_PEOPLE];

/** The safety history of weapons, lots and people: dated and typed; of people sourced, ending, and contestable. */
export function History({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partHistory")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const view = useCase<{ entries: readonly Entry[]; left_out: number }>(`cases/${id}/history`);
  const all = view.value.value;
  const can = (kind: string): boolean => overview.may.includes(kind);
  return (
    <>
      <p>{t("historySays")}</p>
      <Failed view={view} />
      {all?.entries.length === 0 ? <p>{t("historyNone")}</p> : null}
      {all && all.left_out > 0 ? <p>{t("historyLeft", { n: all.left_out })}</p> : null}
      <ul class="case-list">
        {all?.entries.map((each) => (
          <li key={each.id} class="case-card stack-close">
            <One id={id} one={each} may={can("contest")} />
          </li>
        ))}
      </ul>
      {can("add-history") ? (
        <FoldedForm
          title={t("addHistory")}
          of={id}
          act="add-history"
          asks={[
            {
              key: "what",
              label: t("aboutWhat"),
              options: ["weapon", "lot", "person"].map((each) => [each, word("thing", each)]),
            },
            { key: "which", label: t("aboutWhich"), hint: t("aboutWhichSays") },
            {
              key: "type",
              label: t("typeOf"),
              options: OF_THINGS.map((each) => [each, word("history", each)]),
            },
            { key: "on", label: t("onDay"), kind: "day" },
            { key: "text", label: t("historyText"), kind: "long" },
            { key: "source", label: t("sourceId"), hint: t("sourceForPeople"), free: true },
            { key: "expires", label: t("expires"), kind: "day", hint: t("expiresSays"), free: true },
          ]}
          keys={({ what = "", which = "", ...said }) => ({ ...said, about: { [what]: which } })}
          say={t("addHistory")}
        />
      ) : null}
    </>
  );
}

function One({ id, one, may }: { readonly id: string; readonly one: Entry; readonly may: boolean }) {
  const { person, weapon, lot } = one.about;
  const hidden = one.text === null && !one.erased;
  return (
    <>
      <h2>
        {word("history", one.type)}: {person ? <Who one={person} /> : (weapon ?? lot)}
      </h2>
      <p class="soft">
        {one.id}, {dayOf(one.on)}
        {one.source ? `, ${t("fromSource", { id: one.source })}` : ""}
        {one.expires ? `. ${t(one.expired ? "expiredOn" : "expiresOn", { day: dayOf(one.expires) })}` : ""}
      </p>
      <p>{one.text ?? t(hidden ? "notShown" : "erased")}</p>
      {one.beside ? <StandsBeside beside={one.beside} short /> : null}
      <Noted all={one.contested} says="contested" hidden={hidden} />
      <Noted all={one.corrections} says="correctionOf" hidden={hidden} />
      {one.replies.map((each) => (
        <p key={each.record}>
          {t("replyOn", { day: dayOf(each.on), to: each.to })} {each.text ?? ""} <PutBy by={each} />
        </p>
      ))}
      <p>
        <PutBy by={one} />
      </p>
      {may ? (
        <FoldedForm
          title={t("contest")}
          of={id}
          act="contest"
          draft={`contest ${one.id}`}
          asks={[
            { key: "text", label: t("contestText"), kind: "long" },
            { key: "by", label: t("contestBy"), hint: t("contestBySays"), free: true },
          ]}
          keys={(said) => ({ ...said, entry: one.id })}
          say={t("contest")}
        />
      ) : null}
    </>
  );
}
