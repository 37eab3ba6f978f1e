import { useSignal } from "@preact/signals";
import { timeOf } from "../../core/i18n";
import { FoldedForm } from "./form";
import { Failed, type InCase, Pager, PutBy, Within } from "./head";
import { useCase } from "./load";
import type { By, Page } from "./types";
import { dayOf, t, word } from "./words";

interface Accesses extends Page {
  readonly given: readonly (By & {
    readonly person: string;
    readonly role: string;
    readonly purpose: string;
    readonly until: string;
    readonly valid: boolean;
    readonly is_party?: boolean;
    readonly ended: (By & { readonly why: string }) | null;
  })[];
  readonly looks: readonly {
    readonly record: number;
    readonly at: string;
    readonly by: string;
    readonly party?: boolean;
    readonly what: string;
  }[];
}

const FEW = 100;
const NAMED = ", with names";
const VIEWS = ["sources", "timeline", "pairs", "people", "history", "duties"];

/** Who has access and for what, who looked at what, and what was erased. */
export function Access({ id }: { readonly id: string }) {
  return (
    <Within id={id} title={t("partAccess")}>
      {(within) => <Body {...within} />}
    </Within>
  );
}

function Body({ id, overview }: InCase) {
  const offset = useSignal(0);
  const view = useCase<Accesses>(`cases/${id}/access?offset=${offset.value}&limit=${FEW}`);
  const all = view.value.value;
  const can = (kind: string): boolean => overview.may.includes(kind);
  const people = (all?.given ?? [])
    .filter((each) => each.valid)
    .map((each) => [each.person, each.person] as const);
  return (
    <>
      <Failed view={view} />
      <section class="case-card stack-close">
        <h2>{t("given")}</h2>
        <ul class="case-rows">
          {all?.given.map((each) => (
            <li class="case-line" key={`${each.record} ${each.person}`}>
              <strong>{each.person}</strong>, {word("role", each.role)}
              {each.is_party && each.role !== "party" ? `, ${t("party")}` : ""}: {each.purpose}.{" "}
              {each.until ? t("until", { day: dayOf(each.until) }) : ""}
              {each.ended ? ` ${t("accessEnded", { when: timeOf(each.ended.at), why: each.ended.why })}` : ""}{" "}
              <PutBy by={each} />
            </li>
          ))}
        </ul>
      </section>
      <section class="case-card stack-close">
        <h2>{t("looks")}</h2>
        <p class="soft">{t("looksSays")}</p>
        <div class="case-scroll">
          <table class="case-table">
            <thead>
              <tr>
                <th>{t("when")}</th>
                <th>{t("whoLooked")}</th>
                <th>{t("atWhat")}</th>
              </tr>
            </thead>
            <tbody>
              {all?.looks.map((each) => (
                <tr key={each.record}>
                  <td>{timeOf(each.at)}</td>
                  <td>
                    {each.by}
                    {each.party ? `, ${t("party")}` : ""}
                  </td>
                  <td>{lookedAt(each.what)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {all ? <Pager {...all} onPage={(to) => (offset.value = to)} /> : null}
      </section>
      {overview.erasures.length > 0 ? (
        <section class="case-card stack-close">
          <h2>{t("erasures")}</h2>
          <ul class="case-rows">
            {overview.erasures.map((each) => (
              <li class="case-line" key={each.record}>
                {each.what}: {each.reason}. {each.refused ? t("erasureRefused") : ""} <PutBy by={each} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {can("give-access") ? (
        <FoldedForm
          title={t("giveAccess")}
          of={id}
          act="give-access"
          asks={[
            { key: "person", label: t("personHere"), hint: t("personHereSays") },
            {
              key: "role",
              label: t("asWhat"),
              options: ["reader", "reviewer", "party", "owner"].map((each) => [each, word("role", each)]),
            },
            { key: "purpose", label: t("purpose") },
            { key: "until", label: t("untilDay"), kind: "day", free: true },
          ]}
          say={t("giveAccess")}
        />
      ) : null}
      {can("end-access") && people.length > 1 ? (
        <FoldedForm
          key={people.length}
          title={t("endAccess")}
          of={id}
          act="end-access"
          asks={[
            { key: "person", label: t("whom"), options: people },
            { key: "why", label: t("why") },
          ]}
          say={t("endAccess")}
        />
      ) : null}
      {can("erase") ? (
        <FoldedForm
          title={t("erase")}
          of={id}
          act="erase"
          asks={[
            { key: "what", label: t("eraseWhat"), hint: t("eraseWhatSays") },
            { key: "reason", label: t("why") },
          ]}
          say={t("eraseNow")}
        >
          <p>{t("eraseSays")}</p>
        </FoldedForm>
      ) : null}
    </>
  );
}

function lookedAt(what: string): string {
  const named = what.endsWith(NAMED);
  const bare = named ? what.slice(0, -NAMED.length) : what;
  return `${VIEWS.includes(bare) ? word("view", bare) : bare}${named ? ` (${t("withNames")})` : ""}`;
}
