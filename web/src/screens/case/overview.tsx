import { timeOf } from "../../core/i18n";
import { Notice } from "../../ui/basics";
import { FoldedForm } from "./form";
import { Failed, type InCase, PutBy, Within } from "./head";
import { useCase } from "./load";
import { Stands } from "./people";
import type { Hold, Person } from "./types";
import { dayOf, t, word } from "./words";

/** What a case is about, how the matter stands for each person, what is open, and what holds it. */
export function OverviewScreen({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partOverview")} isOverview>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const people = useCase<{ people: readonly Person[] }>(`cases/${id}/people`);
  const { counts, may } = overview;
  const all = people.value.value?.people ?? [];
  return (
    <>
      {overview.holds
        .filter((each) => each.open)
        .map((each) => (
          <Notice key={each.hold} title={t("holdOpen", { day: dayOf(each.on) })} look="warn">
            <p>{each.order ?? t("erased")}</p>
            <p>{t("holdSays")}</p>
          </Notice>
        ))}
      {overview.retention_over ? <Notice title={t("retentionOver")} look="warn" /> : null}
      <section class="case-card stack-close">
        <h2>{t("about")}</h2>
        <dl class="case-facts">
          <Fact name={t("purpose")} says={overview.purpose} />
          <Fact name={t("production")} says={overview.production || t("notSaid")} />
          {overview.incident ? (
            <Fact name={t("incident")} says={t("recordN", { n: overview.incident })} />
          ) : null}
          <Fact name={t("retention")} says={dayOf(overview.retention)} />
          <Fact name={t("opened")} says={`${timeOf(overview.opened.at)}, ${overview.opened.by}`} />
          {overview.closed ? (
            <Fact name={t("closed")} says={`${timeOf(overview.closed.at)}: ${overview.closed.why}`} />
          ) : null}
        </dl>
      </section>
      <section class="case-card stack-close">
        <h2>{t("openTitle")}</h2>
        <ul class="case-open">
          <Open n={counts.proposed ?? 0} to={`/cases/${id}/sources`} says="openStatements" />
          {people.value.value ? (
            <Open
              n={all.filter((each) => each.no_reply_recorded).length}
              to={`/cases/${id}/people`}
              says="openReplies"
            />
          ) : null}
          <li class="case-line">
            <a href={`/cases/${id}/pairs`}>{t("openPairs", { n: counts.pairs_labelled ?? 0 })}</a>
          </li>
          <li class="case-line">
            {overview.taken.length === 0
              ? t("recordNone")
              : t("recordTaken", { n: counts.recorded ?? 0, size: overview.taken.at(-1)?.size ?? 0 })}
          </li>
        </ul>
      </section>
      <section class="case-card stack-close">
        <h2>{t("matterTitle")}</h2>
        <Failed view={people} />
        {people.value.value && all.length === 0 ? <p class="soft">{t("peopleNone")}</p> : null}
        <ul class="case-rows">
          {all.map((each) => (
            <li class="case-line" key={each.id}>
              <Stands one={each} short />
            </li>
          ))}
        </ul>
      </section>
      {overview.gone.length > 0 ? (
        <section class="case-card stack-close">
          <h2>{t("goneTitle")}</h2>
          <ul class="case-rows">
            {overview.gone.map((each) => (
              <li class="case-line" key={each.source}>
                {each.source}: {word("gone", each.how)} {each.on ? dayOf(each.on) : ""}
                {each.why ? `. ${each.why}` : ""} <PutBy by={each} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Acts id={id} overview={overview} holds={overview.holds.filter((each) => each.open)} may={may} />
    </>
  );
}

function Fact({ name, says }: { readonly name: string; readonly says: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{says}</dd>
    </>
  );
}

function Open(props: {
  readonly n: number;
  readonly to: string;
  readonly says: "openStatements" | "openReplies";
}) {
  return (
    <li class="case-line">
      <a href={props.to}>{t(props.says, { n: props.n })}</a>
    </li>
  );
}

function Acts({
  id,
  may,
  holds,
}: InCase & { readonly may: readonly string[]; readonly holds: readonly Hold[] }) {
  const can = (kind: string): boolean => may.includes(kind);
  return (
    <section class="stack-close">
      {can("take-record") ? (
        <FoldedForm title={t("takeRecord")} of={id} act="take-record" asks={[]} say={t("takeNow")}>
          <p>{t("takeSays")}</p>
        </FoldedForm>
      ) : null}
      {can("place-hold") ? (
        <FoldedForm
          title={t("placeHold")}
          of={id}
          act="place-hold"
          asks={[
            { key: "order", label: t("order"), kind: "long" },
            { key: "on", label: t("onDay"), kind: "day" },
          ]}
          say={t("placeHold")}
        />
      ) : null}
      {can("end-hold") && holds.length > 0 ? (
        <FoldedForm
          title={t("endHold")}
          of={id}
          act="end-hold"
          asks={[
            {
              key: "hold",
              label: t("whichHold"),
              options: holds.map((each) => [String(each.hold), `${each.hold}, ${dayOf(each.on)}`]),
            },
            { key: "on", label: t("onDay"), kind: "day" },
          ]}
          keys={(said) => ({ ...said, hold: Number(said.hold) })}
          say={t("endHold")}
        />
      ) : null}
      {can("close-case") ? (
        <FoldedForm
          title={t("closeCase")}
          of={id}
          act="close-case"
          asks={[{ key: "why", label: t("why") }]}
          say={t("closeCase")}
        />
      ) : null}
    </section>
  );
}
