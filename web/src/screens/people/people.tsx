import { useSignal } from "@preact/signals";
import { person } from "../../core/session";
import type { Paper, Person } from "../../core/views";
import { Field, Title } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";
import { GIVERS, OFFICE, SUPERVISORS } from "..";
import { type Badges, has } from "./badges";
import { rolesOf } from "./roles";
import { ending, isSoon, paperName, t } from "./words";

const FEW = 8;

/** Everybody on this production: who is locked out and whose papers end first, for those whose part that is. */
export default function People() {
  const view = useView<{ people: readonly Person[] }>("people");
  const supervises = has(SUPERVISORS);
  const badges = useView<Badges>(supervises ? "badges" : "");
  const part = useSignal("");
  const all = view.value.value?.people ?? [];
  const given = badges.value.value?.badges;
  const wanted = part.value.trim().toLowerCase();
  const found = all.filter((each) =>
    `${each.person} ${each.name ?? ""} ${rolesOf(each.roles)}`.toLowerCase().includes(wanted),
  );
  const locked = (given ?? []).filter((each) => each.locked).map((each) => each.person);
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ViewFailed view={view} />
      {locked.length > 0 ? <Locked who={locked} /> : null}
      {has(OFFICE) ? <Soon all={all} /> : null}
      {has(GIVERS) ? (
        <a class="button whole" href="/enrol">
          {t("enrol")}
        </a>
      ) : null}
      {all.length > FEW ? (
        <Field
          label={t("filter")}
          type="search"
          value={part.value}
          onInput={(text) => {
            part.value = text;
          }}
        />
      ) : null}
      {view.value.value && found.length === 0 ? <p class="soft">{t("none")}</p> : null}
      <ul class="people">
        {found.map((each) => (
          <li key={each.person}>
            <a class="entry" href={`/people/${encodeURIComponent(each.person)}`}>
              <strong>
                {each.person}
                {each.person === person.value ? ` (${t("you")})` : ""}
              </strong>
              <span>
                {each.erased ? t("erased") : rolesOf(each.roles) || t("noRole")}
                {each.duties.length > 0 ? `. ${t("todayDoes", { duties: each.duties.join(", ") })}` : ""}
              </span>
              {given && !each.erased && !given.some((one) => one.person === each.person) ? (
                <span class="soft">{t("noBadge")}</span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Locked({ who }: { readonly who: readonly string[] }) {
  return (
    <section class="notice warn stack-close">
      <h2>{t("locked")}</h2>
      <p>{t("lockedSays")}</p>
      <ul class="people">
        {who.map((each) => (
          <li key={each}>
            <a class="entry" href={`/people/${encodeURIComponent(each)}`}>
              <strong>{each}</strong>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Papers that have ended or soon do, of those who are on the production, the first to end first. */
function Soon({ all }: { readonly all: readonly Person[] }) {
  const ends = all
    .filter((each) => !each.erased)
    .flatMap((each) => (each.papers ?? []).filter(isSoon).map((paper) => [each.person, paper] as const))
    .sort(([, one], [, other]) => one.expires.localeCompare(other.expires));
  if (ends.length === 0) return null;
  return (
    <section class="stack-close">
      <h2>{t("soonTitle")}</h2>
      <ul class="people">
        {ends.map(([who, paper]: readonly [string, Paper]) => (
          <li key={`${who} ${paper.kind}`}>
            <a class="entry" href={`/people/${encodeURIComponent(who)}`}>
              <strong>{who}</strong>
              <span>
                {paperName(paper.kind)}: <b>{ending(paper.expires)}</b>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
