import { useSignal } from "@preact/signals";
import { spoken } from "../../core/contents";
import { ask } from "../../core/say";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button, Field } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { t } from "./text";
import type { File, Member, Scan } from "./views";

/** The word for the whole file: hot if one of them is; else what each of them is, contents first. */
export function WordOf({ file }: { readonly file: File }) {
  const hot = file.weapons.filter((each) => each.word !== "cold");
  const first = file.weapons[0];
  if (!first) return <p>{t("empty")}</p>;
  const said = spoken(first.contents, first.word);
  const same = file.weapons.every((each) => each.contents === first.contents);
  return (
    <p>
      <strong>
        {hot.length
          ? t("hotOnes", { names: hot.map((each) => each.weapon).join(", ") })
          : same
            ? t("allSay", { n: file.weapons.length, spoken: `${said.contents} ${said.word}.` })
            : file.weapons.map((each) => `${each.weapon}: ${each.contents} ${each.word}`).join(", ")}
      </strong>
    </p>
  );
}

interface WeaponsProps {
  readonly file: File;
  readonly scans: readonly Scan[];
  /** Whether each has to be scanned now. */
  readonly scanning: boolean;
}

/** The weapons of a file by their marks: whose, what is in them, and how far each of them is. */
export function Weapons({ file, scans, scanning }: WeaponsProps) {
  return (
    <section class="stack-close">
      <h2>{t("weapons")}</h2>
      <p class="soft">{t("count", { n: file.weapons.length, most: file.most })}</p>
      <ol class="findings">
        {file.weapons.map((each) => (
          <Line
            key={each.weapon}
            member={each}
            scanned={scanning ? scans.some((scan) => scan.weapon === each.weapon) : null}
          />
        ))}
      </ol>
    </section>
  );
}

function Line({ member, scanned }: { readonly member: Member; readonly scanned: boolean | null }) {
  const said = spoken(member.contents, member.word);
  const words = [
    t(member.out ? "out" : "here", { who: member.user }),
    t(member.looked ? "lookedAt" : "notLooked"),
    ...(scanned === null ? [] : [t(scanned ? "isScanned" : "notScanned")]),
  ];
  return (
    <li data-member={member.weapon} class={scanned ? "counts" : ""}>
      <p class="says">
        {member.mark}. {member.weapon}{" "}
        <span lang={said.lang}>
          {said.contents} {said.word}.
        </span>
      </p>
      <p class={scanned ? "" : "soft"}>{words.join(", ")}</p>
    </li>
  );
}

/** One that may not go out is dropped out by its name; it stays hot, and the others go on. */
export function DropOut({ file }: { readonly file: File }) {
  const which = useSignal("");
  const why = useSignal("");
  const saying = useSaying();
  const drop = async (): Promise<void> => {
    const keys = { weapon: which.value, file: file.file, reason: why.value };
    const outcome = await saying.run(() => ask("drop-out", keys));
    if (outcome?.is === "answer") which.value = "";
  };
  return (
    <Folded title={t("dropTitle")}>
      <div class="stack">
        <div class="picks">
          {file.weapons.map((each) => (
            <Button
              key={each.weapon}
              pressed={which.value === each.weapon}
              onPress={() => {
                which.value = each.weapon;
              }}
            >
              {each.mark}. {each.weapon}
            </Button>
          ))}
        </div>
        <Field
          label={t("dropWhy")}
          value={why.value}
          onInput={(text) => {
            why.value = text;
          }}
        />
        <AnswerBox saying={saying} />
        <Button look="whole" busy={!which.value || saying.busy.value} onPress={() => void drop()}>
          {t("drop")}
        </Button>
      </div>
    </Folded>
  );
}
