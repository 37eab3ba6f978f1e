import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { untilAnswered } from "../../core/ages";
import { texts } from "../../core/i18n";
import { device } from "../../core/keys";
import { hasPasskeys, signIn as signInByPasskey } from "../../core/passkeys";
import { endedBy, forgetBadge, ownBadge, session, signIn, workAlone } from "../../core/session";
import { en } from "../../text/en/enter";
import { es } from "../../text/es/enter";
import { Button, Notice, Title } from "../../ui/basics";
import { Begin } from "../../ui/begin";
import { Pin } from "../../ui/pads";
import { ScanBox } from "../../ui/scanbox";
import { type Entering, goOn, useEntering, WhyNot } from "./entering";

const t = texts(en, es);
const SHORTEST_PIN = 4;

/** Sign in: a badge, then its PIN. On somebody's own phone the badge is known, and only the PIN is asked. */
export default function SignIn() {
  const badge = useSignal("");
  const known = useSignal("");
  const entering = useEntering();
  useEffect(() => {
    void ownBadge().then((own) => {
      if (!own || badge.value) return;
      badge.value = own.badge;
      known.value = own.person;
    });
  }, []);
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      {endedBy.value === "idle" ? <p>{t("idle")}</p> : null}
      {session.value ? <p>{t("already", { who: session.value.person })}</p> : null}
      <Begin />
      <WhyNot entering={entering} />
      {known.value && typeof entering.failed.value === "string" ? <Alone who={known.value} /> : null}
      {device.value === null ? (
        <NoDevice />
      ) : badge.value ? (
        <ThePin
          badge={badge.value}
          who={known.value}
          entering={entering}
          onOther={() => {
            badge.value = "";
            known.value = "";
            entering.failed.value = null;
            void forgetBadge();
          }}
        />
      ) : (
        <ScanBox
          label={t("badge")}
          hint={t("badgeHint")}
          onCode={(code) => {
            badge.value = code;
          }}
        />
      )}
      {device.value ? <ByPasskey entering={entering} /> : null}
    </div>
  );
}

/** No answer, on somebody's own phone: the safe direction can be said, and waits. */
function Alone({ who }: { readonly who: string }) {
  const alone = async (): Promise<void> => {
    await workAlone();
    if (session.value) goOn(session.value);
  };
  return (
    <Notice title={t("alone", { who })} look="warn">
      <p>{t("aloneSays")}</p>
      <Button onPress={() => void alone()}>{t("aloneGo")}</Button>
    </Notice>
  );
}

function NoDevice() {
  return (
    <Notice title={t("noDevice")} look="warn">
      <p>{t("noDeviceSays")}</p>
      <a class="button" href="/join-device">
        {t("joinGo")}
      </a>
    </Notice>
  );
}

/** Only where the node and this browser know passkeys. */
function ByPasskey({ entering }: { readonly entering: Entering }) {
  const here = useSignal(false);
  useEffect(
    () =>
      untilAnswered(async () => {
        here.value = await hasPasskeys();
      }),
    [],
  );
  if (!here.value) return null;
  const enter = (): Promise<boolean> => entering.run(async () => goOn(await signInByPasskey()));
  return (
    <Button look="whole" busy={entering.busy.value} onPress={() => void enter()}>
      {t("passkey")}
    </Button>
  );
}

interface ThePinProps {
  readonly badge: string;
  readonly who: string;
  readonly entering: Entering;
  readonly onOther: () => void;
}

function ThePin({ badge, who, entering, onOther }: ThePinProps) {
  const pin = useSignal("");
  const enter = async (): Promise<void> => {
    if (pin.value.length < SHORTEST_PIN) return;
    const done = await entering.run(async () => goOn(await signIn(badge, pin.value)));
    if (!done) pin.value = "";
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <Pin
        label={who ? t("pinOf", { who }) : t("pin")}
        hint={t("pinHint")}
        value={pin.value}
        onDigits={(next) => {
          pin.value = next;
        }}
      />
      <Button submit look="main" busy={entering.busy.value} onPress={() => undefined}>
        {t("enter")}
      </Button>
      <Button onPress={onOther}>{t("notMe")}</Button>
    </form>
  );
}
