import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../../core/api";
import { now } from "../../core/clock";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/devices";
import { es } from "../../text/es/devices";
import { announce } from "../../ui/announce";
import { Button, Field, Notice } from "../../ui/basics";
import { Code } from "../../ui/code";
import { Pin } from "../../ui/pads";
import { PersonPick } from "../../ui/pick";
import { ScanBox } from "../../ui/scanbox";
import { useEntering, WhyNot } from "../enter/entering";
import type { Device } from "./devices";
import { t as people } from "./words";

const t = texts(en, es);

interface Made {
  readonly address: string;
  readonly qr: string;
  readonly name: string;
  /** Which devices there were before. */
  readonly before: readonly string[];
  readonly until: number;
}

const GOOD_FOR = 600_000;
const NOTHING = { name: "", person: "", own: true, badge: "", pin: "" };

/** A code for one device, which two people answer for: who is signed in, and who shows badge and PIN. */
export function Invite({ devices }: { readonly devices: readonly Device[] }) {
  const said = useSignal(NOTHING);
  const made = useSignal<Made | null>(null);
  const entering = useEntering();
  const put = (more: Partial<typeof NOTHING>): void => {
    said.value = { ...said.value, ...more };
  };
  const { name, person, own, badge, pin } = said.value;
  const make = async (): Promise<void> => {
    const body = { name, person: own ? person : "", badge, pin };
    const done = await entering.run(async () => {
      const { address, qr } = await call<Pick<Made, "address" | "qr">>("devices/tokens", { body });
      const before = devices.map((each) => each.device);
      made.value = { address, qr, name, before, until: now().getTime() + GOOD_FOR };
    });
    put(done ? NOTHING : { pin: "", badge: "" });
  };
  if (made.value) {
    return (
      <Shown
        made={made.value}
        came={devices.some(
          (each) => each.name === made.value?.name && !made.value.before.includes(each.device),
        )}
        onDone={() => {
          made.value = null;
        }}
      />
    );
  }
  const named = name !== "" && (person !== "" || !own);
  return (
    <div class="stack">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        value={name}
        onInput={(text) => put({ name: text.replace(/\s+/g, "-") })}
      />
      <div class="row">
        <Button pressed={own} onPress={() => put({ own: true })}>
          {t("isOwn")}
        </Button>
        <Button pressed={!own} onPress={() => put({ own: false })}>
          {t("isShared")}
        </Button>
      </div>
      {own ? <PersonPick label={t("whose")} value={person} onPick={(who) => put({ person: who })} /> : null}
      <WhyNot entering={entering} title={people("notDone")} />
      {named && !badge ? (
        <ScanBox label={t("second")} hint={t("secondHint")} onCode={(code) => put({ badge: code })} />
      ) : null}
      {named && badge ? (
        <>
          <Pin label={t("pin")} value={pin} onDigits={(next) => put({ pin: next })} />
          <Button look="main" busy={entering.busy.value} onPress={() => void make()}>
            {t("make")}
          </Button>
          <Button onPress={() => put({ badge: "", pin: "" })}>{t("another")}</Button>
        </>
      ) : null}
    </div>
  );
}

interface ShownProps {
  readonly made: Made;
  readonly came: boolean;
  readonly onDone: () => void;
}

/** The code with its ten minutes, until the device has come in. */
function Shown({ made, came, onDone }: ShownProps) {
  const left = useSignal(Math.max(0, made.until - now().getTime()));
  useEffect(() => {
    const timer = setInterval(() => {
      left.value = Math.max(0, made.until - now().getTime());
    }, 500);
    return () => clearInterval(timer);
  }, [made]);
  const over = left.value === 0;
  const end = came ? t("came", { name: made.name }) : over ? t("over") : "";
  useEffect(() => {
    if (end) announce(end);
  }, [end]);
  const seconds = Math.ceil(left.value / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <section class="stack">
      {end ? (
        <Notice title={end} {...(came ? {} : { look: "warn" as const })} />
      ) : (
        <>
          <h2>{t("scan", { name: made.name })}</h2>
          <Code svg={made.qr} alt={t("code")} />
          <p class="soft">{t("scanSays")}</p>
          <p>
            <code>{made.address}</code>
          </p>
          <p role="timer">
            <strong>{t("left", { time })}</strong>
          </p>
        </>
      )}
      <Button onPress={onDone}>{t("done")}</Button>
    </section>
  );
}
