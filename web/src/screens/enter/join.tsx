import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Refused } from "../../core/api";
import { enrol } from "../../core/enrol";
import { texts } from "../../core/i18n";
import { device } from "../../core/keys";
import { go, place } from "../../core/router";
import { hasWebCrypto } from "../../core/sha256";
import { en } from "../../text/en/enter";
import { es } from "../../text/es/enter";
import { announce } from "../../ui/announce";
import { Button, Notice, Title } from "../../ui/basics";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";
import { useEntering, WhyNot } from "./entering";

const t = texts(en, es);

/** Bring a device in: the QR of the production office opens `/join-device#CODE`; the code is never sent in an address. */
export default function Join() {
  const code = useSignal(place.value.hash);
  const entering = useEntering();
  const done = useSignal(false);
  useEffect(() => {
    // The code leaves the address, so that no history keeps it.
    if (place.value.hash) history.replaceState(null, "", "/join-device");
  }, []);
  const join = async (): Promise<void> => {
    done.value = await entering.run(async () => {
      await enrol(code.value);
    });
    if (done.value) announce(t("joined"));
  };
  if (done.value) {
    return (
      <div class="stack">
        <Title>{t("joinTitle")}</Title>
        <Notice title={t("joined")} />
        <Button look="main" onPress={() => go("/sign-in")}>
          {shell("signIn")}
        </Button>
      </div>
    );
  }
  return (
    <div class="stack">
      <Title>{t("joinTitle")}</Title>
      <p>{t("joinSays")}</p>
      {device.value?.unit ? <Notice title={t("joinReplace")} look="warn" /> : null}
      {hasWebCrypto() ? null : <Notice title={t("weak")} look="warn" />}
      <WhyNot entering={entering} />
      {code.value && !(entering.failed.value instanceof Refused) ? (
        <Button look="main" busy={entering.busy.value} onPress={() => void join()}>
          {t("joinGo")}
        </Button>
      ) : (
        <ScanBox
          label={t("joinCode")}
          onCode={(next) => {
            code.value = next;
            void join();
          }}
        />
      )}
    </div>
  );
}
