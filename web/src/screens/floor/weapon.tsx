import { kindName } from "../../acts/names";
import { texts } from "../../core/i18n";
import { person, roles } from "../../core/session";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import { Folded } from "../../ui/folded";
import { lookOf, Spoken } from "../../ui/weapon";
import { mayOpen, SCREENS } from "..";
import type { Block, Planned } from "./types";
import { planWords } from "./words";

const t = texts(en, es);

/** A planned weapon: what is in it, by which plan, who looked, and what stands before its next take, first things first. */
export function OnTheFloor({ planned }: { readonly planned: Planned }) {
  const weapon = { ...planned, held: [], record: 0, at: "", proof: "" };
  const [first, ...rest] = planned.blocks;
  return (
    <article class={`weapon head ${lookOf(weapon)}`} data-weapon={planned.weapon}>
      <h3>
        {planned.weapon}{" "}
        <span class="soft" lang="en">
          {planned.where}
        </span>
      </h3>
      <Spoken weapon={weapon} />
      {first ? (
        <section class="stack-close" aria-label={t("before", { n: planned.blocks.length })}>
          <p class="label">{t("before", { n: planned.blocks.length })}</p>
          <ol class="blocks">
            <OneBlock block={first} weapon={planned.weapon} />
          </ol>
          {rest.length > 0 ? (
            <Folded title={t("after", { n: rest.length })}>
              <ol class="blocks" start={2}>
                {rest.map((each) => (
                  <OneBlock key={each.code + each.says} block={each} weapon={planned.weapon} />
                ))}
              </ol>
            </Folded>
          ) : null}
        </section>
      ) : planned.in_take ? (
        <p class="where">{t("inTake", { n: planned.shots })}</p>
      ) : (
        <p class="where">
          {planned.next.kind === "take" || planned.next.kind === "rehearse"
            ? t("readyTake")
            : t("readyHand", { what: kindName(planned.next.kind), who: planned.next.who.join(", ") })}
        </p>
      )}
      <p class="proof">
        {planWords(planned.plan)} {planned.plan.reason ? <q lang="">{planned.plan.reason}</q> : null}
      </p>
      <Shown planned={planned} />
    </article>
  );
}

function OneBlock({ block, weapon }: { readonly block: Block; readonly weapon: string }) {
  const mine = block.who.includes(person.value);
  const bench = SCREENS.find((screen) => screen.path === "/bench");
  return (
    <li data-code={block.code} class="stack-close">
      <p class="says" lang="en">
        {block.says}
      </p>
      <p lang="en">{block.next}</p>
      {block.act ? (
        <p>
          <strong>
            {mine ? t("you") : block.who.slice(0, 4).join(", ") || t("nobody")}: {kindName(block.act)}
          </strong>
        </p>
      ) : null}
      {mine && bench && mayOpen(bench, roles.value) ? (
        <a class="button" href={`/bench?w=${encodeURIComponent(weapon)}`}>
          {t("onBench")}
        </a>
      ) : null}
    </li>
  );
}

/** What was offered to be seen: who looked, who did not want to. Nobody has to look. */
function Shown({ planned }: { readonly planned: Planned }) {
  const declined = planned.shown.declined;
  const looked = planned.shown.looked.filter((each) => !declined.includes(each));
  if (looked.length + declined.length === 0) return <p class="soft">{t("notShown")}</p>;
  return (
    <p class="soft">
      {looked.length > 0 ? t("looked", { who: looked.join(", ") }) : ""}{" "}
      {declined.length > 0 ? t("declined", { who: declined.join(", ") }) : ""}
    </p>
  );
}
