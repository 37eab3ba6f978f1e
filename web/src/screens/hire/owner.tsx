import { Notice, Title } from "../../ui/basics";
import { Print } from "../../ui/print";
import { Failed } from "./failed";
import { useHire } from "./load";
import type { Owned } from "./types";
import { dayOf, placeOf, serviceOf, t } from "./words";

/** What of an owner is where, in whose custody by role, and what is due back. */
export function Owner({ owner }: { readonly owner: string }) {
  const view = useHire<Owned>(`owners?name=${encodeURIComponent(owner)}`);
  const all = view.value.value;
  return (
    <div class="hire stack">
      <Title>{owner}</Title>
      <p>
        <a href="/hire">{t("back")}</a>
      </p>
      <Failed view={view} />
      {all ? (
        <>
          <p>{t("here", { n: all.here, all: all.things.length })}</p>
          {all.overdue > 0 ? <Notice title={t("late", { n: all.overdue })} look="bad" /> : null}
          {all.things.length === 0 ? <p>{t("nothingOf", { owner })}</p> : null}
          <ul class="hire-lines">
            {all.things.map((each) => (
              <li key={each.thing} class="stack-close">
                <p>
                  <strong>{each.thing}</strong>{" "}
                  <span class="soft" lang="en">
                    {each.is}
                  </span>
                  {each.serial ? ` ${t("serial")} ${each.serial}` : ""}
                </p>
                <p>
                  {[
                    placeOf(each.where),
                    each.due_back ? t("dueBack", { day: dayOf(each.due_back) }) : "",
                    each.service && each.service !== "none"
                      ? t("serviceIs", { state: serviceOf(each.service) })
                      : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                  {each.hire ? (
                    <>
                      {" "}
                      <a href={`/hire/${encodeURIComponent(each.hire)}`}>{each.hire}</a>
                    </>
                  ) : null}
                </p>
              </li>
            ))}
          </ul>
          <p class="soft">{t("ownerSays")}</p>
          <Print />
        </>
      ) : null}
    </div>
  );
}
