import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { untilAnswered } from "../../core/ages";
import { texts, timeOf } from "../../core/i18n";
import { hasPasskeys, type Passkey, register, withdraw } from "../../core/passkeys";
import { person } from "../../core/session";
import { en } from "../../text/en/enter";
import { es } from "../../text/es/enter";
import { announce } from "../../ui/announce";
import { Button, Title } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";
import { useEntering, WhyNot } from "./entering";

const t = texts(en, es);

/** One's own passkeys: add one, take one back. */
export default function Passkeys() {
  const view = useView<{ passkeys: readonly Passkey[] }>("passkeys");
  const own = view.value.value?.passkeys.filter((each) => each.person === person.value);
  /** Whether this page may use them; null until it is known. */
  const here = useSignal<boolean | null>(null);
  const entering = useEntering();
  useEffect(
    () =>
      untilAnswered(async () => {
        here.value = await hasPasskeys();
      }),
    [],
  );
  const add = async (): Promise<void> => {
    const done = await entering.run(async () => {
      await register();
      await view.load();
    });
    if (done) announce(t("passkeyAdded"));
  };
  const take = (id: string): Promise<boolean> =>
    entering.run(async () => {
      await withdraw(id);
      await view.load();
    });
  return (
    <div class="stack">
      <Title>{t("passkeys")}</Title>
      <p>{t("passkeysSays")}</p>
      <WhyNot entering={entering} />
      {here.value ? (
        <Button look="main" busy={entering.busy.value} onPress={() => void add()}>
          {t("passkeyAdd")}
        </Button>
      ) : null}
      {here.value === false ? <p>{t("passkeyOff")}</p> : null}
      <ViewFailed view={view} />
      {own?.length === 0 ? <p class="soft">{t("passkeyNone")}</p> : null}
      <ul class="findings">
        {own?.map((each) => (
          <li class="row" key={each.id}>
            <span class="grow">
              {each.id.slice(0, 8)}, {t("passkeySince", { time: timeOf(each.since) })}
              {each.locked ? <strong> {t("passkeyLocked")}</strong> : null}
            </span>
            <Button onPress={() => void take(each.id)}>{t("passkeyTake")}</Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
