import { kindName } from "../../acts/names";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { en } from "../../text/en/weapon";
import { es } from "../../text/es/weapon";
import { HowProven } from "./proven";
import type { Node, OneWeapon, Tree } from "./types";

const t = texts(en, es);

interface TreeProps {
  readonly name: string;
  readonly tree: Tree | null;
  readonly proven: OneWeapon["proven"];
}

/** A proof as a tree: what it says, whether it stands or what voided it, and the records that it rests on. */
export function ProofTree({ name, tree, proven }: TreeProps) {
  if (!tree) {
    return (
      <p>
        <strong>{name}.</strong> {t("noProof")}
      </p>
    );
  }
  return (
    <div class={`tree ${tree.stands ? "" : "void"}`}>
      <p>
        <strong>{name}.</strong> {t(tree.stands ? "stands" : "void")} <span lang="en">{tree.says}</span>
      </p>
      <ul>
        {tree.voided_by ? (
          <li class="leaf broke">
            <p>
              {t("voidedBy")} <span lang="en">{tree.because}</span>
            </p>
            <Leaf node={tree.voided_by} proven={proven} />
          </li>
        ) : null}
        {tree.rests_on.map((each) => (
          <li class="leaf" key={each.record}>
            <Leaf node={each} proven={proven} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Leaf({ node, proven }: { readonly node: Node; readonly proven: OneWeapon["proven"] }) {
  const { record, kind, by, second, lot, claimed_at, door, deviation } = node;
  return (
    <>
      <p>
        <strong>{kindName(kind)}</strong>, {second ? t("byTwo", { one: by, two: second }) : by}
        {lot ? `, ${lot}` : ""}, {timeOf(claimed_at)}
      </p>
      <p class="soft">
        {t(door === "report" ? "reported" : "asked", { n: numberOf(record) })}
        {deviation ? `, ${t("outside")}` : ""}
      </p>
      <HowProven proven={proven[String(record)]} />
    </>
  );
}
