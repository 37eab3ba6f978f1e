import "../../styles/things.css";
import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import type { Form } from "../../acts/form";
import { ReceiveForm, RegisterForm } from "../../acts/intake";
import { type Item, names, readNames, useNames } from "../../acts/item";
import { texts } from "../../core/i18n";
import { go } from "../../core/router";
import type { Outcome } from "../../core/say";
import { en } from "../../text/en/lot";
import { es } from "../../text/es/lot";
import { announce } from "../../ui/announce";
import { isPermitted } from "../../ui/answer";
import { Notice, Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";
import { ViewFailed } from "../../ui/view";

const t = texts(en, es);

/** The boxes of rounds: one is scanned or chosen; and what comes in is received or enrolled here. */
export default function Lots() {
  const fault = useSignal("");
  const scanned = useSignal("");
  const seen = useNames();
  // What is on record is asked first: a box is never called unknown because its name was not read yet.
  const take = async (code: string): Promise<void> => {
    const known = await readNames();
    const found = names.value.lots.find((each) => each.lot.toLowerCase() === code.toLowerCase());
    if (found) return go(`/lots/${encodeURIComponent(found.lot)}`);
    fault.value = known ? t("unknown", { code }) : shell("noAnswer");
    scanned.value = known ? code : "";
    announce(fault.value, true);
  };
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ScanBox label={t("code")} onCode={(code) => void take(code)} />
      {fault.value ? <p class="fault">{fault.value}</p> : null}
      <ViewFailed view={seen} />
      <ul class="picks">
        {names.value.lots.map((each) => (
          <li key={each.lot}>
            <a class="button whole-link" href={`/lots/${encodeURIComponent(each.lot)}`}>
              <span>{each.lot}</span>
              <span class="soft" lang="en">
                {[each.kind, each.size, each.calibre].filter(Boolean).join(", ")}: {each.box}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {names.value.may.includes("receive") ? (
        <Intake kind="receive" form={ReceiveForm} title={t("receive")} code={scanned.value} />
      ) : null}
      {names.value.may.includes("register") ? (
        <Intake kind="register" form={RegisterForm} title={t("register")} code={scanned.value} />
      ) : null}
    </div>
  );
}

interface IntakeProps {
  readonly kind: "receive" | "register";
  readonly form: Form;
  readonly title: string;
  /** A code that was scanned and that nobody knows: the name of a box, the tag of a weapon. */
  readonly code: string;
}

/** What comes in: said here, then empty for the next one. */
function Intake({ kind, form, title, code }: IntakeProps) {
  const turn = useSignal(0);
  const last = useSignal("");
  const item: Item = {
    ...{
      kind,
      door: "ask",
      keys: code ? { [kind === "receive" ? "lot" : "tag"]: code } : {},
      asks: [],
      second: kind === "receive",
      second_says: [],
      seconds: [],
    },
    ...{ who: [], findings: [], announce: "", things: [] },
  };
  const done = (outcome: Outcome): void => {
    if (!isPermitted(outcome) || outcome.is !== "answer") return;
    last.value = t("cameIn", { n: outcome.answer.record });
    turn.value += 1;
    void readNames();
  };
  return (
    <Folded title={title}>
      <div class="stack">
        {last.value ? <Notice title={last.value} /> : null}
        <Act key={`${turn.value} ${code}`} item={item} about={null} form={form} onDone={done} />
      </div>
    </Folded>
  );
}
