import { timeOf } from "../../core/i18n";
import { Title } from "../../ui/basics";
import { Failed } from "./head";
import { useCase } from "./load";
import type { Overview } from "./types";
import { dayOf, t, word } from "./words";

interface Listed {
  readonly cases: readonly Pick<
    Overview,
    "id" | "title" | "purpose" | "role" | "party" | "opened" | "closed" | "counts"
  >[];
  readonly not_open: readonly { readonly id: string; readonly says: string; readonly now: string }[];
}

/** The cases that somebody has access to, and why one cannot be opened. */
export function List() {
  const view = useCase<Listed>("cases");
  const all = view.value.value;
  return (
    <div class="case stack">
      <Title>{t("title")}</Title>
      <p>{t("listSays")}</p>
      <Failed view={view} />
      {all && all.cases.length === 0 ? <p>{t("listNone")}</p> : null}
      <ul class="case-list">
        {all?.cases.map((each) => (
          <li key={each.id} class="case-card">
            <h2>
              <a href={`/cases/${each.id}`}>{each.title ?? each.id}</a>
            </h2>
            <p>{each.purpose}</p>
            <p class="soft">
              {t("openedOn", { day: dayOf(each.opened.at.slice(0, 10)) })}{" "}
              {t("yourAccess", { role: word("role", each.role) })}
              {each.closed ? ` ${t("closedOn", { when: timeOf(each.closed.at) })}` : ""}
            </p>
            <p>
              {t("counts", {
                sources: each.counts.sources ?? 0,
                statements: each.counts.statements ?? 0,
                open: each.counts.proposed ?? 0,
              })}
            </p>
          </li>
        ))}
        {all?.not_open.map((each) => (
          <li key={each.id} class="case-card notice warn">
            <h2>{t("notOpen", { id: each.id })}</h2>
            <p lang="en">{each.says}</p>
            <p lang="en">{each.now}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
