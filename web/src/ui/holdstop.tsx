import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { now } from "../core/clock";
import { press } from "../core/press";
import type { Outcome } from "../core/say";
import { announce } from "./announce";
import { Button, Dialog, Notice } from "./basics";
import { t } from "./text";

/** The weapon or lot that the screen is about, so that a hold can be of this one alone; "" for the whole set. */
export const subject = signal("");

/** Say what a screen is about, while it is shown. */
export function useSubject(what: string): void {
  useEffect(() => {
    subject.value = what;
    return () => {
      subject.value = "";
    };
  }, [what]);
}

type Kind = "hold" | "stop";

/** Two bars for a hold, an octagon for a stop: neither is told by its colour alone. */
export function Sign({ kind }: { readonly kind: Kind }) {
  const path = kind === "hold" ? "M4 3h6v18H4zm10 0h6v18h-6z" : "M8 2h8l6 6v8l-6 6H8l-6-6V8z";
  return (
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path fill="currentColor" d={path} />
    </svg>
  );
}

const KEYS: Readonly<Record<string, Kind>> = { h: "hold", s: "stop" };

/** Hold and stop: on every screen, with no sign-in, in two touches. */
export function HoldStop() {
  const open = useSignal<Kind | null>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const kind = event.altKey && event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;
      if (!kind) return;
      event.preventDefault();
      open.value = kind;
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  const button = (kind: Kind) => (
    <Button
      look={`${kind} whole`}
      keys={`Alt+Shift+${kind === "hold" ? "H" : "S"}`}
      onPress={() => {
        open.value = kind;
      }}
    >
      <Sign kind={kind} /> {t(kind)}
    </Button>
  );
  return (
    <>
      <div class="press">
        {button("hold")}
        {button("stop")}
      </div>
      {open.value ? (
        <PressDialog
          key={open.value}
          kind={open.value}
          onClose={() => {
            open.value = null;
          }}
        />
      ) : null}
    </>
  );
}

function PressDialog({ kind, onClose }: { readonly kind: Kind; readonly onClose: () => void }) {
  const outcome = useSignal<Outcome | null>(null);
  const busy = useSignal(false);
  const said = useSignal<Kind | "incident">(kind);
  const touched = useSignal(now());
  const what = subject.value;
  const send = async (about: string, as: Kind | "incident" = kind): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    said.value = as;
    outcome.value = await press(as, about, "", touched.value);
    busy.value = false;
    announce(pressedText(as, outcome.value), true);
  };
  return (
    <Dialog title={t(kind === "hold" ? "holdTitle" : "stopTitle")} onClose={onClose}>
      {outcome.value ? (
        <Notice
          title={pressedText(said.value, outcome.value)}
          {...(outcome.value.is === "answer" ? {} : { look: "bad" })}
        >
          {outcome.value.is === "turned-away" ? <p lang="en">{outcome.value.refused.says}</p> : null}
          {said.value === "incident" ? (
            <a class="button whole" href="/incident" onClick={onClose}>
              {t("incidentNow")}
            </a>
          ) : null}
        </Notice>
      ) : (
        <>
          <Button look={`${kind} whole`} busy={busy.value} onPress={() => void send("")}>
            {t(kind === "hold" ? "holdSet" : "stopSet")}
          </Button>
          {what ? (
            <Button look={`${kind} whole`} busy={busy.value} onPress={() => void send(what)}>
              {t(kind === "hold" ? "holdOne" : "stopOne", { what })}
            </Button>
          ) : null}
          {kind === "stop" ? (
            <Button look="stop whole" busy={busy.value} onPress={() => void send(what, "incident")}>
              {t("incidentOne")}
            </Button>
          ) : null}
          <p>{t(kind === "hold" ? "holdSays" : "stopSays")}</p>
        </>
      )}
    </Dialog>
  );
}

const ON_RECORD = { hold: "pressedHold", stop: "pressedStop", incident: "pressedIncident" } as const;

function pressedText(kind: Kind | "incident", outcome: Outcome): string {
  if (outcome.is === "answer") return t(ON_RECORD[kind]);
  return t(outcome.is === "kept" ? "pressedKept" : "pressedLost");
}
