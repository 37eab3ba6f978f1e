import { Act } from "../../acts/act";
import { type Item, names } from "../../acts/item";
import { kindName } from "../../acts/names";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { board } from "../../core/live";
import { person } from "../../core/session";
import type { Keys } from "../../core/statement";
import type { Frozen } from "../../core/views";
import { en } from "../../text/en/incident";
import { es } from "../../text/es/incident";
import { Folded } from "../../ui/folded";
import { MadeSafeForm } from "./made-safe";

const t = texts(en, es);

const OUTSIDE = ["safety-advisor", "producer", "production-manager", "first-ad"];
const TOLD = ["unplanned-discharge", "misfire", "drop"];
const KEY = { weapon: "weapon", lot: "lot", container: "in" } as const;

function item(
  kind: string,
  door: "ask" | "report",
  keys: Keys,
  asks: readonly string[],
  second = false,
): Item {
  return {
    kind,
    door,
    keys,
    asks,
    second,
    second_says: [],
    seconds: [],
    who: [],
    findings: [],
    announce: "",
    things: [],
  };
}

/** Everything that is frozen: what it is, what may be done with it now, and who lets it go. */
export function Things({ frozen }: { readonly frozen: readonly Frozen[] }) {
  const me = names.value.people.find((each) => each.person === person.value);
  if (frozen.length === 0) return <p>{t("nothing")}</p>;
  return (
    <>
      <section class="stack">
        <h2>{t("frozen")}</h2>
        <p>{t("frozenSays")}</p>
        <ul class="lines">
          {frozen.map((each) => (
            <li class="stack-close" key={`${each.thing} ${each.name}`} data-frozen={each.name}>
              <p>
                {t(each.thing)} <strong>{each.name}</strong>,{" "}
                <span class="soft">{t("since", { time: timeOf(each.at), n: numberOf(each.record) })}</span>
              </p>
              {each.thing === "weapon" ? (
                <Weapon name={each.name} custodian={me?.custodian ?? false} />
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      {person.value ? (
        <Release frozen={frozen} mine={me?.roles.some((role) => OUTSIDE.includes(role)) ?? false} />
      ) : (
        <a class="button" href="/sign-in?to=/incident">
          {t("signIn")}
        </a>
      )}
    </>
  );
}

/** Taken back from whoever has it, isolated unopened; made safe where that is not safe; what happened, told later. */
function Weapon({ name, custodian }: { readonly name: string; readonly custodian: boolean }) {
  const line = board.value?.weapons.find((each) => each.weapon === name);
  const shut = Boolean(line?.container) || line?.locked_away === true;
  const from = line?.holder ?? "";
  const mine = from === person.value;
  return (
    <>
      {line?.where ? <p lang="en">{line.where}</p> : null}
      {custodian && !shut ? (
        <>
          {mine ? null : (
            <>
              <p>{t("collect")}</p>
              <Said item={item("collect", "ask", { weapon: name, ...(from ? { from } : {}) }, [])} />
            </>
          )}
          <p>{t("isolate")}</p>
          <Said item={item("isolate", "ask", { weapon: name }, ["in"])} />
          <Folded title={t("unsafe")}>
            <p>{t("unsafeSays")}</p>
            <Said item={item("clear", "ask", { weapon: name }, ["found"], true)} made />
          </Folded>
        </>
      ) : null}
      {person.value ? (
        <Folded title={t("later")}>
          <p>{t("laterSays")}</p>
          {TOLD.map((kind) => (
            <Folded key={kind} title={kindName(kind)}>
              <Said item={item(kind, "report", { weapon: name }, [])} />
            </Folded>
          ))}
        </Folded>
      ) : null}
    </>
  );
}

function Said({ item: one, made }: { readonly item: Item; readonly made?: boolean }) {
  return <Act item={one} about={null} onDone={nothing} {...(made ? { form: MadeSafeForm } : {})} />;
}

/** By its name, each by two people from outside: whoever may asks here, and names the one who reviews. */
function Release({ frozen, mine }: { readonly frozen: readonly Frozen[]; readonly mine: boolean }) {
  const outside = names.value.people.filter((each) => each.roles.some((role) => OUTSIDE.includes(role)));
  const others = outside.map((each) => each.person).filter((each) => each !== person.value);
  return (
    <section class="stack">
      <h2>{t("release")}</h2>
      <p>{t("releaseSays")}</p>
      <p>{t("who", { who: outside.map((each) => each.person).join(", ") })}</p>
      {mine
        ? frozen.map((each) => (
            <Folded key={`${each.thing} ${each.name}`} title={`${t(each.thing)} ${each.name}`}>
              <Said
                item={{
                  ...item("release", "ask", { [KEY[each.thing]]: each.name }, ["cause"], true),
                  seconds: others,
                }}
              />
            </Folded>
          ))
        : null}
    </section>
  );
}

function nothing(): void {}
