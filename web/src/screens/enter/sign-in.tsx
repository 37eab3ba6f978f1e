import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { NoAnswer, Refused } from "../../core/api";
import { texts } from "../../core/i18n";
import { device } from "../../core/keys";
import { go, place } from "../../core/router";
import { endedBy, forgetBadge, ownBadge, session, signIn } from "../../core/session";
import { en } from "../../text/en/enter";
import { es } from "../../text/es/enter";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Button, Notice, Title } from "../../ui/basics";
import { Pin } from "../../ui/pads";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";

const t = texts(en, es);

/** Sign in: a badge, then its PIN. On somebody's own phone the badge is known, and only the PIN is asked. */
export default function SignIn() {
  const badge = useSignal("");
  const known = useSignal("");
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
      {device.value === null ? (
        <NoDevice />
      ) : badge.value ? (
        <ThePin
          badge={badge.value}
          who={known.value}
          onOther={() => {
            badge.value = "";
            known.value = "";
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
    </div>
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

interface ThePinProps {
  readonly badge: string;
  readonly who: string;
  readonly onOther: () => void;
}

function ThePin({ badge, who, onOther }: ThePinProps) {
  const pin = useSignal("");
  const busy = useSignal(false);
  const failed = useSignal<Refused | NoAnswer | null>(null);
  const enter = async (): Promise<void> => {
    if (busy.value || pin.value.length < 4) return;
    busy.value = true;
    failed.value = null;
    try {
      const now = await signIn(badge, pin.value);
      announce(t("welcome", { who: now.person }));
      go(wayOn(), true);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      failed.value = error;
      pin.value = "";
      announce(error instanceof Refused ? error.says : shell("noAnswer"), true);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} title={t("notIn")} /> : null}
      {failed.value instanceof NoAnswer ? <Notice title={shell("noAnswer")} look="bad" /> : null}
      <Pin
        label={who ? t("pinOf", { who }) : t("pin")}
        hint={t("pinHint")}
        value={pin.value}
        onDigits={(next) => {
          pin.value = next;
        }}
      />
      <Button submit look="main" busy={busy.value} onPress={() => undefined}>
        {t("enter")}
      </Button>
      <Button onPress={onOther}>{t("notMe")}</Button>
    </form>
  );
}

/** Where somebody wanted to go before they had to sign in; only within this app. */
function wayOn(): string {
  const to = place.value.query.get("to") ?? "/";
  return /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") && !to.startsWith("/join-device") ? to : "/";
}
