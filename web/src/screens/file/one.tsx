import { useSignal } from "@preact/signals";
import { names, weaponOf } from "../../acts/item";
import { numberOf } from "../../core/i18n";
import type { Outcome } from "../../core/say";
import { person } from "../../core/session";
import { announce } from "../../ui/announce";
import { Button, Notice } from "../../ui/basics";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";
import { Dropouts, LeftBehind, leftBehind } from "./dropouts";
import { Looking } from "./looking";
import { t } from "./text";
import { Together } from "./together";
import { type File, readyIn, type Scan } from "./views";
import { DropOut, Weapons, WordOf } from "./weapons";

const MODES = { look: "mLook", out: "mOut", back: "mBack" } as const;

type Mode = keyof typeof MODES;

type Answered = Outcome & { is: "answer" };

interface Came {
  readonly kind: "issue-file" | "return-file" | "close-file";
  readonly outcome: Answered;
  readonly scans: number;
}

interface OneFileProps {
  readonly name: string;
  /** Absent where it is not open, or no longer. */
  readonly file: File | undefined;
  readonly load: () => Promise<void>;
  readonly onAll: () => void;
}

/** One file: what stays here first, then what is done now, one weapon after the other by its own scan. */
export function OneFile({ name, file, load, onAll }: OneFileProps) {
  const came = useSignal<Came | null>(null);
  const all = (
    <Button look="whole" onPress={onAll}>
      {t("another")}
    </Button>
  );
  if (!file) {
    return (
      <>
        {came.value ? <CameOf came={came.value} /> : <p>{t("none")}</p>}
        {all}
      </>
    );
  }
  return (
    <div class="stack" data-file={name}>
      <Dropouts file={file} />
      {file.held ? (
        <Notice title={t("holds", { why: file.held })} look="warn">
          <p>{t("holdsNow")}</p>
        </Notice>
      ) : null}
      {came.value ? <CameOf came={came.value} /> : null}
      <WordOf file={file} />
      <p class="soft">{t("people", { who: file.custodian, second: file.watcher })}</p>
      {file.custodian === person.value ? (
        <Working
          file={file}
          load={load}
          onCame={(next) => {
            came.value = next;
            scrollTo(0, 0);
          }}
        />
      ) : (
        <>
          <Notice title={t("notYours", { who: file.custodian })} />
          <Weapons file={file} scans={[]} scanning={false} />
        </>
      )}
      {all}
    </div>
  );
}

/** What came of handing out, taking back or closing: what stays is said before what went. */
function CameOf({ came }: { readonly came: Came }) {
  const { answer } = came.outcome;
  const stays = leftBehind(answer.findings).length;
  const n2 = numberOf(answer.record);
  const went = came.scans - stays;
  const title =
    came.kind === "close-file"
      ? t("closed", { n2 })
      : came.kind === "return-file"
        ? t("back", { n: came.scans, n2 })
        : stays
          ? t("someOut", { n: went, of: came.scans, n2 })
          : t("allOut", { n: went, n2 });
  return (
    <div class="stack-close" data-came={came.kind}>
      <LeftBehind findings={answer.findings} />
      <Notice title={title} {...(stays ? { look: "warn" as const } : {})} />
    </div>
  );
}

/** What is done now, as far as the record tells: until somebody says otherwise. */
function usual(file: File): Mode {
  if (file.weapons.some((each) => each.out)) return "back";
  const all = file.weapons.length > 0 && file.weapons.every((each) => readyIn(file, each.weapon));
  return all ? "out" : "look";
}

interface WorkingProps {
  readonly file: File;
  readonly load: () => Promise<void>;
  readonly onCame: (came: Came | null) => void;
}

function Working({ file, load, onCame }: WorkingProps) {
  const mode = useSignal<Mode>(usual(file));
  const scans = useSignal<readonly Scan[]>([]);
  const hand = useSignal<Scan | null>(null);
  const fault = useSignal("");
  const turn = useSignal(0);
  const say = (text: string): void => {
    fault.value = text;
    if (text) announce(text, true);
  };
  const change = (to: Mode): void => {
    mode.value = to;
    scans.value = [];
    hand.value = null;
    say("");
  };
  const take = async (code: string): Promise<void> => {
    const weapon = await weaponOf(code);
    const known = names.value.weapons.find((each) => each.weapon === weapon)?.tag ?? "";
    const tag = known.toLowerCase() === code.toLowerCase() ? known : code;
    if (!weapon) return say(weapon === null ? shell("noAnswer") : t("unknownTag", { code }));
    say("");
    if (mode.value === "look") {
      onCame(null);
      hand.value = { weapon, tag };
      return;
    }
    if (!file.weapons.some((each) => each.weapon === weapon)) return say(t("notInIt", { weapon }));
    scans.value = [...scans.value.filter((each) => each.weapon !== weapon), { weapon, tag }];
    announce(`${weapon}: ${t("scanned", { n: scans.value.length, of: file.weapons.length })}`);
  };
  const done = async (kind: Came["kind"], outcome: Outcome): Promise<void> => {
    if (outcome.is !== "answer" || outcome.answer.outcome === "refuse") return;
    onCame({ kind, outcome, scans: scans.value.length });
    turn.value += 1;
    change(kind === "issue-file" ? "back" : mode.value);
    await load();
  };
  const dry = file.acts.find((each) => each.kind === "issue-file")?.findings ?? [];
  const nobodyOut = !file.weapons.some((each) => each.out);
  return (
    <>
      <fieldset class="modes">
        <legend class="unseen">{t("modes")}</legend>
        {(Object.keys(MODES) as Mode[]).map((each) => (
          <Button key={each} pressed={mode.value === each} onPress={() => change(each)}>
            {t(MODES[each])}
          </Button>
        ))}
      </fieldset>
      <ScanBox
        label={t("tag")}
        {...(mode.value === "look" ? {} : { hint: t(mode.value === "out" ? "scanEach" : "scanBack") })}
        onCode={(code) => void take(code)}
      />
      {fault.value ? <p class="fault">{fault.value}</p> : null}
      {mode.value === "look" && hand.value ? (
        <Looking key={hand.value.weapon} file={file} {...hand.value} load={load} />
      ) : null}
      {mode.value === "look" ? null : (
        <>
          {mode.value === "out" ? <LeftBehind findings={dry} would /> : null}
          <p>
            <strong>{t("scanned", { n: scans.value.length, of: file.weapons.length })}</strong>
          </p>
          <Together
            key={`${mode.value} ${turn.value}`}
            kind={mode.value === "out" ? "issue-file" : "return-file"}
            file={file}
            scans={scans.value}
            onDone={(outcome) => void done(mode.value === "out" ? "issue-file" : "return-file", outcome)}
          />
          <Weapons file={file} scans={scans.value} scanning />
        </>
      )}
      {mode.value === "look" ? <Weapons file={file} scans={[]} scanning={false} /> : null}
      {mode.value === "back" && nobodyOut ? (
        <section class="stack">
          <h2>{t("closeTitle")}</h2>
          <Together
            key={`close ${turn.value}`}
            kind="close-file"
            file={file}
            scans={[]}
            onDone={(outcome) => void done("close-file", outcome)}
          />
        </section>
      ) : null}
      {file.weapons.length ? <DropOut file={file} /> : null}
    </>
  );
}
