import { numberOf, texts, timeOf } from "../core/i18n";
import { board } from "../core/live";
import { roles } from "../core/session";
import { type Board, many, type Weapon } from "../core/views";
import { en } from "../text/en/board";
import { es } from "../text/es/board";
import { Notice, Title } from "../ui/basics";
import { Begin } from "../ui/begin";
import { Sign } from "../ui/holdstop";
import { WeaponCard } from "../ui/weapon";
import { mayOpen, SCREENS } from ".";

const t = texts(en, es);

/** The board: one card a weapon, for everybody, and on a television at video village. */
export default function TheBoard() {
  const shown = board.value;
  if (!shown) {
    return (
      <div class="stack">
        <Title>{t("title")}</Title>
        <p>{t("waitingFor")}</p>
      </div>
    );
  }
  const weapon = SCREENS.find((screen) => screen.path === "/weapons/:tag");
  const opens = weapon !== undefined && mayOpen(weapon, roles.value);
  return (
    <div class="stack">
      <div class="row">
        <div class="grow">
          <Title>{t("title")}</Title>
        </div>
        <p class="soft" data-record={shown.record}>
          {t("asOf", { record: numberOf(shown.record), time: timeOf(shown.as_of) })}
          {!shown.witnessed ? "" : `, ${t("witnessed", { n: numberOf(shown.witnessed) })}`}
        </p>
      </div>
      <Begin />
      <OfTheSet board={shown} />
      {shown.weapons.length === 0 ? <p>{t("none")}</p> : null}
      <ul class="board">
        {sorted(shown.weapons).map((each) => (
          <li key={each.weapon}>
            <WeaponCard
              weapon={each}
              {...(opens ? { to: `/weapons/${encodeURIComponent(each.weapon)}` } : {})}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is out first: in hands, then lying somewhere, then what is locked away. */
function sorted(weapons: readonly Weapon[]): readonly Weapon[] {
  const place = (each: Weapon): number => {
    if (each.in_hands ?? Boolean(each.holder)) return 0;
    return (each.locked_away ?? Boolean(each.container)) ? 2 : 1;
  };
  return [...weapons].sort((one, other) => place(one) - place(other));
}

/** What stands against the whole set, and what waits. */
function OfTheSet({ board: shown }: { readonly board: Board }) {
  const held = shown.set.held ?? [];
  const counts = [
    [many(shown.set.live), "live"],
    [many(shown.set.concerns), "concerns"],
    [shown.waiting.length, "waiting"],
  ] as const;
  const open = counts.filter(([count]) => count > 0);
  return (
    <div class="stack-close of-the-set">
      {held.length > 0 ? (
        <Notice
          title={
            <>
              <Sign kind="hold" /> {t("setHeld")}
            </>
          }
          look="bad"
        >
          <ul>
            {held.map((each) => (
              <li key={each.record}>
                <span lang="en">{[each.why, each.about].filter(Boolean).join(" ")}</span>,{" "}
                {t("since", { n: numberOf(each.record) })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <p class="row">
        <span>{t(shown.set.day_open ? "dayOpen" : "dayClosed")}</span>
        {open.map(([count, key]) => (
          <strong key={key}>{t(key, { n: numberOf(count) })}</strong>
        ))}
      </p>
    </div>
  );
}
