import type { JSX } from "preact";
import { ageOf } from "../core/ages";
import { spoken } from "../core/contents";
import { numberOf, texts, timeOf } from "../core/i18n";
import { late } from "../core/live";
import type { Weapon } from "../core/views";
import { en } from "../text/en/board";
import { es } from "../text/es/board";
import { Sign } from "./holdstop";

const t = texts(en, es);

export type Look = "hot" | "known" | "unknown" | "out";

/** How a weapon looks: a shape and a colour for what the record believes. What is not known is hot. */
export function lookOf(weapon: Weapon): Look {
  if (late.value) return "unknown";
  if (weapon.state === "FAULT" || weapon.state === "QUARANTINE") return "out";
  if (weapon.state === "UNKNOWN") return "unknown";
  return weapon.word === "cold" ? "known" : "hot";
}

const PATHS: Readonly<Record<Look, JSX.Element>> = {
  hot: (
    <path
      fill="currentColor"
      d="M16 1 31 16 16 31 1 16zM14.5 8l.7 11h1.6l.7-11zM16 21a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
      fill-rule="evenodd"
    />
  ),
  unknown: (
    <g fill="none" stroke="currentColor" stroke-width="2.5">
      <path d="M16 2.5 29.5 16 16 29.5 2.5 16z" />
      <path d="M12.5 13a3.5 3.5 0 1 1 5 3.1c-1 .6-1.5 1.2-1.5 2.6M16 21.5v2.4" />
    </g>
  ),
  known: <circle cx="16" cy="16" r="12.5" fill="none" stroke="currentColor" stroke-width="4" />,
  out: <path fill="currentColor" d="M3 3h26v26H3zm4 10.5v5h18v-5z" fill-rule="evenodd" />,
};

export function Shape({ look }: { readonly look: Look }) {
  return (
    <svg class="shape" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {PATHS[look]}
    </svg>
  );
}

/**
 * What is spoken over a weapon: contents first, then the word; never the word alone. Of what may be old only the contents
 * are told, as what was last known, and no word: then it is hot.
 */
export function Spoken({ weapon }: { readonly weapon: Weapon }) {
  const said = spoken(weapon.contents, weapon.word);
  return (
    <p class="spoken">
      <Shape look={lookOf(weapon)} />
      <span class="words" lang={said.lang}>
        <span>{late.value ? t("wasSaid", { contents: said.contents }) : said.contents} </span>
        {late.value ? null : <span>{said.word}.</span>}
      </span>
    </p>
  );
}

/** One weapon: contents in words, the word, who has it, the proof as a sentence with its age, and what holds it. */
export function WeaponCard({ weapon, to }: { readonly weapon: Weapon; readonly to?: string }) {
  return (
    <article class={`weapon ${lookOf(weapon)}`} data-weapon={weapon.weapon}>
      <h2>
        {to ? <a href={to}>{weapon.weapon}</a> : weapon.weapon}{" "}
        <span class="soft" lang="en">
          {weapon.action === "none" ? "" : weapon.action.replaceAll("-", " ")}
        </span>
      </h2>
      <Spoken weapon={weapon} />
      <Where weapon={weapon} />
      {weapon.held.map((held) => (
        <p class="held" key={`${held.why}${held.record}`}>
          <Sign kind="hold" /> {t("held")}: <span lang="en">{held.why}</span>
          {held.record ? `, ${t("since", { n: numberOf(held.record) })}` : ""}
        </p>
      ))}
      <Proof weapon={weapon} />
      {weapon.open?.map((matter) => (
        <p class="proof" lang="en" key={matter}>
          {matter}
        </p>
      ))}
      <p class="soft">{t("changed", { n: numberOf(weapon.record), age: ageOf(weapon.at) })}</p>
    </article>
  );
}

function Where({ weapon }: { readonly weapon: Weapon }) {
  if (weapon.where !== undefined) {
    return (
      <p class="where" lang="en">
        {weapon.where.charAt(0).toUpperCase() + weapon.where.slice(1)}
      </p>
    );
  }
  return (
    <p class="where">{t(weapon.in_hands ? "inHands" : weapon.locked_away ? "lockedAway" : "nowhere")}</p>
  );
}

function Proof({ weapon }: { readonly weapon: Weapon }) {
  if (weapon.rests_on !== undefined) {
    const looked = weapon.rests_on.contents?.renewed;
    return (
      <>
        <p class="proof" lang="en">
          {weapon.proof} {weapon.bore}
        </p>
        {looked ? <p class="soft">{t("looked", { age: ageOf(looked) })}</p> : null}
      </>
    );
  }
  if (weapon.proof === "stands") {
    const looked = weapon.looked ?? "";
    return <p class="proof">{t("proofStands", { time: timeOf(looked), age: ageOf(looked) })}</p>;
  }
  return <p class="proof">{t(weapon.proof === "void" ? "proofVoid" : "proofNone")}</p>;
}
