import "../../styles/things.css";
import { useSignal } from "@preact/signals";
import { names, useNames } from "../../acts/item";
import { numberOf, texts } from "../../core/i18n";
import { go } from "../../core/router";
import { report } from "../../core/say";
import { en } from "../../text/en/counts";
import { es } from "../../text/es/counts";
import { announce } from "../../ui/announce";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Button, Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { ScanBox } from "../../ui/scanbox";
import { useView, ViewFailed } from "../../ui/view";
import { ClosedDifference, OpenDifference } from "./difference";
import type { Counts, LotLine } from "./views";

const t = texts(en, es);

/** What is to be counted now, by two people apart; the differences that are open; and every lot, without a number. */
export default function TheCounts() {
  const view = useView<Counts>("counts");
  const seen = view.value.value;
  useNames();
  return (
    <div class="stack paper">
      <Title>{t("title")}</Title>
      <ViewFailed view={view} />
      {seen ? <Whole seen={seen} load={view.load} /> : null}
    </div>
  );
}

function Whole({ seen, load }: { readonly seen: Counts; readonly load: () => Promise<void> }) {
  const fault = useSignal("");
  const open = seen.discrepancies.filter((each) => each.open);
  const closed = seen.discrepancies.filter((each) => !each.open);
  const take = (code: string): void => {
    const found = seen.lots.find((each) => each.lot.toLowerCase() === code.toLowerCase());
    if (found) {
      go(`/counts/${encodeURIComponent(found.lot)}`);
      return;
    }
    fault.value = t("unknown", { code });
    announce(fault.value, true);
  };
  return (
    <>
      <section class="stack-close">
        <h2>{t("due")}</h2>
        {seen.due.length === 0 ? <p>{t("dueNone")}</p> : null}
        <ul class="picks">
          {seen.due.map((each) => (
            <li key={each.lot} data-due={each.lot}>
              <ToLot name={each.lot} soft={t(each.why)} />
            </li>
          ))}
        </ul>
        <Break load={load} />
      </section>
      <section class="stack-close">
        <h2>{t("open")}</h2>
        {open.length === 0 ? <p>{t("openNone")}</p> : null}
        <ul class="stack">
          {open.map((each) => (
            <OpenDifference key={`${each.of} ${each.name}`} found={each} load={load} />
          ))}
        </ul>
      </section>
      <section class="stack-close">
        <h2>{t("lots")}</h2>
        <ScanBox label={t("code")} onCode={take} />
        {fault.value ? <p class="fault">{fault.value}</p> : null}
        <ul class="picks">
          {seen.lots.map((each) => (
            <li key={each.lot}>
              <ToLot name={each.lot} soft={each.counting ? t("counting") : kindOf(each)} />
            </li>
          ))}
        </ul>
      </section>
      {closed.length > 0 ? (
        <Folded title={t("closed")} soft={numberOf(closed.length)}>
          <ul class="stack">
            {closed.map((each) => (
              <ClosedDifference key={`${each.of} ${each.name}`} found={each} />
            ))}
          </ul>
        </Folded>
      ) : null}
      <Weapons seen={seen} />
    </>
  );
}

const kindOf = (lot: LotLine): string => [lot.kind, lot.size, lot.calibre].filter(Boolean).join(", ");

function ToLot({ name, soft }: { readonly name: string; readonly soft: string }) {
  return (
    <a class="button whole-link" href={`/counts/${encodeURIComponent(name)}`}>
      <span>{name}</span>
      <span class="soft">{soft}</span>
    </a>
  );
}

/** A break is called by whoever calls it on the set; what moved since it was counted is then due. */
function Break({ load }: { readonly load: () => Promise<void> }) {
  const saying = useSaying();
  if (!names.value.may.includes("call-break")) return null;
  return (
    <>
      <Button
        busy={saying.busy.value}
        onPress={() => void saying.run(() => report("call-break", {})).then(() => load())}
      >
        {t("callBreak")}
      </Button>
      <AnswerBox saying={saying} />
    </>
  );
}

function Weapons({ seen }: { readonly seen: Counts }) {
  if (seen.weapons.length === 0) return null;
  return (
    <Folded title={t("weapons")} soft={numberOf(seen.weapons.length)}>
      <ul class="stack-close">
        {seen.weapons.map((each) => (
          <li key={each.weapon}>
            {t("weapon", {
              weapon: each.weapon,
              loaded: numberOf(each.loaded + each.extra),
              fired: numberOf(each.fired),
              out: numberOf(each.out),
              lost: numberOf(each.lost),
              in_it: numberOf(each.in_it),
            })}
            {each.unexplained > 0 ? `. ${t("unexplained", { n: numberOf(each.unexplained) })}` : ""}
          </li>
        ))}
      </ul>
    </Folded>
  );
}
