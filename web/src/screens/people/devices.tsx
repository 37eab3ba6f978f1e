import { numberOf, texts } from "../../core/i18n";
import { device as here } from "../../core/keys";
import { ask } from "../../core/say";
import { en } from "../../text/en/devices";
import { es } from "../../text/es/devices";
import { AnswerBox, useSaying } from "../../ui/answer";
import { Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { useView, ViewFailed } from "../../ui/view";
import { Invite } from "./invite";
import { Sure } from "./sure";

const t = texts(en, es);

export interface Device {
  readonly device: string;
  readonly name: string;
  readonly person: string;
  readonly since: number;
  /** The record that took it off; 0 while it is in use. */
  readonly until: number;
}

/** The phones and tablets: bring one in, take a lost one off. */
export default function Devices() {
  const view = useView<{ devices: readonly Device[] }>("devices");
  const all = view.value.value?.devices ?? [];
  const used = all.filter((each) => !each.until);
  const off = all.filter((each) => each.until);
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ViewFailed view={view} />
      <Folded title={t("invite")}>
        <Invite devices={used} />
      </Folded>
      {view.value.value && used.length === 0 ? <p>{t("none")}</p> : null}
      <ul class="findings">
        {used.map((each) => (
          <li key={each.device}>
            <OneDevice device={each} onLost={() => void view.load()} />
          </li>
        ))}
      </ul>
      {off.length > 0 ? (
        <section class="stack-close">
          <h2>{t("off")}</h2>
          <ul class="findings">
            {off.map((each) => (
              <li key={each.device}>
                <strong>{each.name}</strong>, {t("until", { n: numberOf(each.until) })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function OneDevice({ device, onLost }: { readonly device: Device; readonly onLost: () => void }) {
  const { name, person, since } = device;
  const saying = useSaying();
  const own = device.device === here.value?.id;
  const lose = async (): Promise<void> => {
    await saying.run(() => ask("revoke-key", { key_id: device.device, reason: "lost" }));
    onLost();
  };
  return (
    <div class="stack-close">
      <p>
        <strong>{name}</strong>
        {own ? ` (${t("here")})` : ""}
      </p>
      <p class="soft">
        {person ? t("own", { who: person }) : t("shared")}, {t("since", { n: numberOf(since) })}
      </p>
      <Sure what={t("lost")} busy={saying.busy.value} onSure={() => void lose()}>
        <p>{t("lostSays", { name })}</p>
        {own ? <p>{t("lostHere")}</p> : null}
      </Sure>
      <AnswerBox saying={saying} />
    </div>
  );
}
