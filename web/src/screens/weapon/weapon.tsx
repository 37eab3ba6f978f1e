import "../../styles/things.css";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { roles } from "../../core/session";
import { en } from "../../text/en/weapon";
import { es } from "../../text/es/weapon";
import { Title } from "../../ui/basics";
import { Held } from "../../ui/held";
import { useSubject } from "../../ui/holdstop";
import { Photos } from "../../ui/photos";
import { Print } from "../../ui/print";
import { useView, ViewFailed } from "../../ui/view";
import { lookOf, Spoken } from "../../ui/weapon";
import { mayOpen, SCREENS, type ScreenProps } from "..";
import { Custody } from "./custody";
import { ProofTree } from "./tree";
import type { OneWeapon } from "./types";

const t = texts(en, es);

/** One weapon: contents first, what holds it, what its proof rests on, who had it when, and what it is. */
export default function TheWeapon({ params }: ScreenProps) {
  const name = params.tag ?? "";
  useSubject(name);
  const view = useView<OneWeapon>(`weapons/${encodeURIComponent(name)}`);
  const seen = view.value.value;
  const bench = SCREENS.find((screen) => screen.path === "/bench");
  return (
    <div class="stack paper">
      <div class="row">
        <div class="grow">
          <Title>{name}</Title>
        </div>
        {bench && mayOpen(bench, roles.value) ? (
          <a class="button" href={`/bench?w=${encodeURIComponent(name)}`}>
            {t("toBench")}
          </a>
        ) : null}
      </div>
      <ViewFailed view={view} />
      {seen ? <Whole name={name} seen={seen} /> : null}
    </div>
  );
}

function Whole({ name, seen }: { readonly name: string; readonly seen: OneWeapon }) {
  const { weapon } = seen;
  return (
    <>
      <div class={`weapon head ${lookOf(weapon)}`}>
        <Spoken weapon={weapon} />
        <p class="where" lang="en">
          {upper(weapon.where ?? "")}
        </p>
        <Held held={weapon.held} />
        <p lang="en">
          {weapon.proof} {weapon.bore}
        </p>
        {weapon.open?.map((matter) => (
          <p class="open-matter" lang="en" key={matter}>
            {matter}
          </p>
        ))}
      </div>
      <p class="soft">{t("asOf", { n: numberOf(seen.record), time: timeOf(seen.as_of) })}</p>
      <section class="stack-close">
        <h2>{t("proof")}</h2>
        <ProofTree name={t("contents")} tree={seen.proof_tree.contents} proven={seen.proven} />
        <ProofTree name={t("bore")} tree={seen.proof_tree.bore} proven={seen.proven} />
      </section>
      <Custody name={name} seen={seen} />
      <Facts thing={seen.thing} weapon={weapon} />
      <section class="stack-close">
        <h2>{t("photos")}</h2>
        <Photos photos={seen.photos} of={name} />
      </section>
      <Print />
    </>
  );
}

const FACTS = ["tag", "maker", "model", "calibre", "capacity", "barrel", "feed", "owner", "seal"] as const;

function Facts({ thing, weapon }: Pick<OneWeapon, "thing" | "weapon">) {
  return (
    <section class="stack-close">
      <h2>{t("whatItIs")}</h2>
      <dl class="what-it-is">
        <dt>{t("class")}</dt>
        <dd lang="en">
          {weapon.class}
          {weapon.action === "none" ? "" : `, ${weapon.action.replaceAll("-", " ")}`}
        </dd>
        {FACTS.filter((each) => thing[each]).map((each) => (
          <>
            <dt>{t(each)}</dt>
            <dd>{thing[each]}</dd>
          </>
        ))}
        <dt>{t("serial")}</dt>
        <dd>
          {thing.serial || t("noSerial")}
          <p class="soft">{t("serialSays")}</p>
        </dd>
      </dl>
    </section>
  );
}

export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
