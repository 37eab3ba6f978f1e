import { useSignal } from "@preact/signals";
import type { Question } from "../core/looks";
import type { Said } from "../core/tidy";
import { Button, Field } from "../ui/basics";
import { type Box, Boxes } from "../ui/boxes";
import { numberIn } from "./form";
import { fires } from "./item";
import { t } from "./text";

const QUESTION: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  check: "sCheck",
  load: "sLoad",
  unload: "sUnload",
  cycle: "sCheck",
};

/** What is counted: places, rounds, or pieces that lie there; of a box always rounds. */
const asked = (kind: string, firing: boolean): Parameters<typeof t>[0] =>
  kind === "recount" ? "sRecount" : firing ? (QUESTION[kind] ?? "sCheck") : "sPieces";

const SIGHTED = ["accept", "hand-over", "cycle"];

export interface SaysProps {
  readonly kind: string;
  readonly thing: string;
  readonly asks: readonly Question[];
  /** Whose PIN is asked with it, where it is said on somebody else's phone. */
  readonly pinOf?: string;
  readonly busy: boolean;
  readonly onSaid: (says: Said, pin: string) => void;
}

/** What only the second person says: what they counted or read themselves, never shown the first one's number. */
export function Says({ kind, thing, asks, pinOf, busy, onSaid }: SaysProps) {
  const typed = useSignal<Readonly<Record<string, string>>>({});
  const serial = useSignal("");
  const firing = fires(thing);
  const sighted = SIGHTED.includes(kind);
  const of = (name: string): string => typed.value[name] ?? "";
  const boxes: Box[] = [
    ...(asks.includes("seen") ? [{ name: "seen", label: t(asked(kind, firing)), value: of("seen") }] : []),
    ...(sighted
      ? [
          { name: "count", label: t(kind === "cycle" ? "sWentIn" : "sSight"), value: of("count") },
          ...(kind === "cycle" ? [] : [{ name: "seal", label: t("sSeal"), value: of("seal") }]),
        ]
      : []),
    ...(pinOf ? [{ name: "pin", label: t("pinOf", { who: pinOf }), value: of("pin"), hidden: true }] : []),
  ];
  const seen = numberIn(of("seen"));
  const count = numberIn(of("count"));
  const ready =
    (!asks.includes("seen") || seen !== null) &&
    (!asks.includes("serial") || serial.value.length === 3) &&
    (!pinOf || of("pin").length > 3);
  const sight = count !== null ? { count } : of("seal") ? { seal: of("seal") } : undefined;
  return (
    <div class="stack">
      {asks.includes("serial") ? (
        <Field
          label={t("sSerial", { thing })}
          value={serial.value}
          max={3}
          onInput={(text) => {
            serial.value = text.trim();
          }}
        />
      ) : null}
      {boxes.length > 0 ? (
        <Boxes
          boxes={boxes}
          {...(asks.includes("seen") ? { hint: t("sBlind") } : sighted ? { hint: t("sSightHint") } : {})}
          onBox={(name, value) => {
            typed.value = { ...typed.value, [name]: value };
          }}
        />
      ) : null}
      <Button
        look="main"
        busy={busy || !ready}
        onPress={() => onSaid({ seen: seen ?? undefined, serial: serial.value, sight }, of("pin"))}
      >
        {asks.includes("seen") ? t("sSay") : sighted ? t("sWatched") : t("sHere")}
      </Button>
    </div>
  );
}
