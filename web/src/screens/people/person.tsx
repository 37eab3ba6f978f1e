import { names, useNames } from "../../acts/item";
import { person as me } from "../../core/session";
import type { Person } from "../../core/views";
import { Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { useView, ViewFailed } from "../../ui/view";
import { OFFICE, type ScreenProps, SUPERVISORS } from "..";
import { Badge } from "./badge";
import { has } from "./badges";
import { Duties, Erase, GivePaper, Roles } from "./forms";
import { Instruct } from "./instruct";
import { Papers } from "./papers";
import { rolesOf } from "./roles";
import { t } from "./words";

/** One person: what is on record of them, by right, and what may be done about it. */
export default function APerson({ params }: ScreenProps) {
  const who = params.person ?? "";
  const view = useView<{ people: readonly Person[] }>("people");
  useNames();
  const one = view.value.value?.people.find((each) => each.person === who);
  const may = (kind: string): boolean => names.value.may.includes(kind);
  const self = who === me.value;
  return (
    <div class="stack">
      <Title>{who}</Title>
      <ViewFailed view={view} />
      {view.value.value && !one ? <p>{t("none")}</p> : null}
      {one ? (
        <>
          <div class="stack-close">
            {one.name ? <p>{one.name}</p> : null}
            <p>
              <strong>{one.erased ? t("erased") : rolesOf(one.roles) || t("noRole")}</strong>
              {self ? ` (${t("you")})` : ""}
            </p>
            {one.duties.length > 0 ? <p>{t("todayDoes", { duties: one.duties.join(", ") })}</p> : null}
          </div>
          {has(SUPERVISORS) ? <Badge who={who} gives={has(OFFICE) && !one.erased} /> : null}
          <Papers of={one} />
          <div>
            {may("record-paper") ? (
              <Folded title={t("paper")}>
                <GivePaper who={who} />
              </Folded>
            ) : null}
            {may("instruct") && !self ? (
              <Folded title={t("instruct")}>
                <Instruct who={who} />
              </Folded>
            ) : null}
            {may("staff") && !self ? (
              <Folded title={t("duties")}>
                <Duties of={one} />
              </Folded>
            ) : null}
            {may("assign-role") && !self ? (
              <Folded title={t("roles")}>
                <Roles of={one} />
              </Folded>
            ) : null}
            {may("erase") && !one.erased ? (
              <Folded title={t("erase")}>
                <Erase who={who} />
              </Folded>
            ) : null}
          </div>
        </>
      ) : null}
    </div>
  );
}
