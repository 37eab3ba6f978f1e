import type { Item } from "../../acts/item";
import { t as acts } from "../../acts/text";
import { ageOf } from "../../core/ages";
import { texts, timeOf } from "../../core/i18n";
import { board } from "../../core/live";
import { en } from "../../text/en/hands";
import { es } from "../../text/es/hands";
import { Held } from "../../ui/held";
import { useSubject } from "../../ui/holdstop";
import { lookOf, Spoken } from "../../ui/weapon";

const t = texts(en, es);

export interface Hand {
  readonly weapon: string;
  readonly class: string;
  readonly action: string;
  readonly state: string;
  readonly contents: string;
  readonly word: string;
  readonly spoken: string;
  readonly offered: boolean;
  readonly from: string;
  readonly scene: string;
  readonly since: string;
  readonly record: number;
  readonly checked: { readonly by: string; readonly witness: string; readonly at: string } | null;
  readonly loaded: {
    readonly by: string;
    readonly at: string;
    readonly kind: string;
    readonly size: string;
    readonly count: number;
  } | null;
  readonly proof: string;
  readonly bore: string;
  readonly watched_by: string;
  readonly accept: Item | null;
  readonly decline: Item | null;
}

export interface Hands {
  readonly hands: readonly Hand[];
}

const ROUNDS = { dummy: "rDummy", blank: "rBlank", "snap-cap": "rSnap" } as const;

function roundsOf(count: number, kind: string): string {
  const word = ROUNDS[kind as keyof typeof ROUNDS];
  return `${count} ${word ? acts(word).toLowerCase() : kind}`;
}

/** One weapon: contents in words, then the word, and from whom it is or since when. */
export function HandCard({ hand }: { readonly hand: Hand }) {
  useSubject(hand.weapon);
  const weapon = { ...hand, held: [], at: "", proof: hand.proof };
  const held = board.value?.weapons.find((each) => each.weapon === hand.weapon)?.held ?? [];
  return (
    <article class={`weapon head ${lookOf(weapon)}`}>
      <h2>
        {hand.weapon}{" "}
        <span class="soft" lang="en">
          {hand.action === "none" ? hand.class : hand.action.replaceAll("-", " ")}
        </span>
      </h2>
      <Spoken weapon={weapon} />
      <p class="where">
        {hand.offered
          ? t(hand.scene ? "offersIn" : "offers", { who: hand.from, scene: hand.scene })
          : t("has", { time: timeOf(hand.since), age: ageOf(hand.since), who: hand.from || t("custodian") })}
      </p>
      <Held held={held} />
    </article>
  );
}

/** Who looked, who witnessed it, who loaded what and when; and that no screen shows what is in it. */
export function Facts({ hand }: { readonly hand: Hand }) {
  return (
    <div class="stack-close">
      <dl class="told">
        <div>
          <dt>{t("checked")}</dt>
          <dd>
            {hand.checked
              ? t("checkedBy", {
                  ...{ by: hand.checked.by, witness: hand.checked.witness || "-" },
                  ...{ time: timeOf(hand.checked.at), age: ageOf(hand.checked.at) },
                })
              : t("unchecked")}
          </dd>
        </div>
        {hand.loaded ? (
          <div>
            <dt>{t("loaded")}</dt>
            <dd>
              {t("loadedBy", {
                ...{ by: hand.loaded.by, time: timeOf(hand.loaded.at) },
                rounds: roundsOf(hand.loaded.count, hand.loaded.kind),
              })}
            </dd>
          </div>
        ) : null}
        {hand.watched_by ? (
          <div>
            <dt>{t("watched")}</dt>
            <dd>{hand.watched_by}</dd>
          </div>
        ) : null}
      </dl>
      <p>
        <strong>{t("lookTitle")}</strong> {t("lookSays")}
      </p>
      <details class="fold">
        <summary>{t("rests")}</summary>
        <p class="proof" lang="en">
          {hand.proof} {hand.bore}
        </p>
      </details>
    </div>
  );
}
