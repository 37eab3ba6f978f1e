import "../../styles/floor.css";
import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { type Item, names, useNames } from "../../acts/item";
import { claimName } from "../../acts/names";
import { numberOf, texts } from "../../core/i18n";
import { board } from "../../core/live";
import { ask } from "../../core/say";
import { person } from "../../core/session";
import type { Weapon, Held as Why } from "../../core/views";
import { en } from "../../text/en/release";
import { es } from "../../text/es/release";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button, Notice, Title } from "../../ui/basics";
import { Held } from "../../ui/held";
import { Sign } from "../../ui/holdstop";
import { ViewFailed } from "../../ui/view";

const t = texts(en, es);

const WORDS: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  hold: "hold",
  stop: "stop",
  live: "live",
  incident: "incident",
  freeze: "freeze",
  "missing-dummy": "missing",
};

/** What holds the set and what lifts it; and that the way back stays open, whatever is held. */
export default function Release() {
  const shown = board.value;
  const held = shown?.set.held ?? [];
  const released = useSignal(false);
  const seen = useNames();
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      {released.value && held.length === 0 ? <Notice title={t("released")} /> : null}
      {person.value ? <ViewFailed view={seen} /> : null}
      {held.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <TheSet
          held={held}
          onDone={() => {
            released.value = true;
          }}
        />
      )}
      <WayBack weapons={shown?.weapons ?? []} />
      <OnesOfTheirOwn weapons={shown?.weapons ?? []} />
    </div>
  );
}

function TheSet({ held, onDone }: { readonly held: readonly Why[]; readonly onDone: () => void }) {
  const grave = held.some((each) => each.why !== "hold");
  const item = releaseOf(grave);
  const mine = item.who.includes(person.value);
  return (
    <section class="stack">
      <h2>{t("theSet")}</h2>
      <ul class="stack-close">
        {held.map((each) => (
          <li class="notice bad" key={each.record} data-held={each.why}>
            <p>
              <Sign kind={each.why === "hold" ? "hold" : "stop"} /> {t(WORDS[each.why] ?? "stop")}
              {each.about ? `, ${t("about", { what: each.about })}` : ""},{" "}
              {t("since", { n: numberOf(each.record) })}
            </p>
          </li>
        ))}
      </ul>
      <p>{t(grave ? "liftsStop" : "liftsHold")}</p>
      {item.who.length > 0 ? (
        <p>
          {t("withWhom", {
            custodians: item.who.join(", "),
            reviewers: item.seconds.slice(0, 4).join(", "),
          })}
        </p>
      ) : null}
      {mine ? (
        <div class="stack">
          <h3>{t("yours")}</h3>
          <p>{t("asCustodian")}</p>
          <Act item={item} about={null} onDone={(outcome) => isPermitted(outcome) && onDone()} />
        </div>
      ) : (
        <p>
          {person.value ? (
            item.who.length > 0 && t("notYours", { who: item.who.join(", ") })
          ) : (
            <a class="button" href="/sign-in?to=/release">
              {t("signIn")}
            </a>
          )}
        </p>
      )}
    </section>
  );
}

/** A release of the whole set: begun by a custodian, with a second one from outside. Nobody is left out for having pressed. */
function releaseOf(grave: boolean): Item {
  const outside = ["producer", "production-manager"];
  const first = grave
    ? ["safety-advisor", ...outside, "first-ad"]
    : ["first-ad", "safety-advisor", ...outside];
  const with_ = (role: string) => names.value.people.filter((each) => each.roles.includes(role));
  const all = first.flatMap(with_).map((each) => each.person);
  return {
    ...{ kind: "release", door: "ask", keys: { set: true }, asks: ["cause"], second: true, second_says: [] },
    seconds: [...new Set(all)],
    who: names.value.people.filter((each) => each.custodian).map((each) => each.person),
    ...{ findings: [], announce: "", things: [] },
  };
}

/** Everything that is out, and that it may come back now. */
function WayBack({ weapons }: { readonly weapons: readonly Weapon[] }) {
  const out = weapons.filter((each) => each.in_hands ?? Boolean(each.holder));
  return (
    <section class="stack-close">
      <h2>{t("back")}</h2>
      <p>{t("backSays")}</p>
      {out.length === 0 ? <p>{t("nothingOut")}</p> : null}
      <ul class="lines">
        {out.map((each) => (
          <Out key={each.weapon} weapon={each} />
        ))}
      </ul>
    </section>
  );
}

/** One that is out: taken back here in one touch by a custodian, whatever is held. */
function Out({ weapon }: { readonly weapon: Weapon }) {
  const saying = useSaying();
  const custodians = names.value.people.filter((each) => each.custodian).map((each) => each.person);
  const holder = weapon.holder ?? "";
  const mine = custodians.includes(person.value);
  return (
    <li class="stack-close">
      <div class="row">
        <span class="grow">
          <strong>{weapon.weapon}</strong> <span lang="en">{weapon.where ?? ""}</span>
        </span>
        {mine && !custodians.includes(holder) ? (
          <Button
            busy={saying.busy.value}
            onPress={() => void saying.run(() => ask("collect", { weapon: weapon.weapon, from: holder }))}
          >
            {claimName("collect")}
          </Button>
        ) : mine ? (
          <ToBench name={weapon.weapon} />
        ) : null}
      </div>
      <AnswerBox saying={saying} />
    </li>
  );
}

function ToBench({ name }: { readonly name: string }) {
  return (
    <a class="button" href={`/bench?w=${encodeURIComponent(name)}`}>
      {t("takeBack")}
    </a>
  );
}

/** Weapons that something stands against by themselves: a fault, a deviation. */
function OnesOfTheirOwn({ weapons }: { readonly weapons: readonly Weapon[] }) {
  const held = weapons.filter((each) => each.held.length > 0);
  const custodian = names.value.people.some((each) => each.custodian && each.person === person.value);
  if (held.length === 0) return null;
  return (
    <section class="stack-close">
      <h2>{t("one")}</h2>
      <ul class="lines">
        {held.map((each) => (
          <li class="stack-close" key={each.weapon}>
            <p class="row">
              <strong class="grow">{each.weapon}</strong>
              {custodian ? <ToBench name={each.weapon} /> : null}
            </p>
            <Held held={each.held} />
          </li>
        ))}
      </ul>
    </section>
  );
}
