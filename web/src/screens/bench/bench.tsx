import { useSignal } from "@preact/signals";
import { names, useNames, weaponOf } from "../../acts/item";
import { texts } from "../../core/i18n";
import { go, place } from "../../core/router";
import { en } from "../../text/en/bench";
import { es } from "../../text/es/bench";
import { announce } from "../../ui/announce";
import { Button, Title } from "../../ui/basics";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";
import { ViewFailed } from "../../ui/view";
import { OneWeapon } from "./weapon";

const t = texts(en, es);

/** The bench of a custodian: a tag is scanned, and the weapon's one next right act is the one big button. */
export default function Bench() {
  const weapon = place.value.query.get("w") ?? "";
  const fault = useSignal("");
  const seen = useNames();
  const open = (name: string): void => go(`/bench?w=${encodeURIComponent(name)}`);
  const take = async (code: string): Promise<void> => {
    const found = await weaponOf(code);
    fault.value = found ? "" : found === null ? shell("noAnswer") : t("unknownTag", { code });
    if (found) open(found);
    else announce(fault.value, true);
  };
  if (weapon) {
    return (
      <div class="stack">
        <div class="row">
          <div class="grow">
            <Title>{weapon}</Title>
          </div>
          <Button onPress={() => go("/bench")}>{t("another")}</Button>
        </div>
        <OneWeapon key={weapon} name={weapon} />
      </div>
    );
  }
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ScanBox label={t("tag")} hint={t("tagHint")} onCode={(code) => void take(code)} />
      {fault.value ? <p class="fault">{fault.value}</p> : null}
      <h2>{t("orChoose")}</h2>
      <ViewFailed view={seen} />
      <div class="picks">
        {names.value.weapons.map((each) => (
          <Button key={each.weapon} onPress={() => open(each.weapon)}>
            <span>{each.weapon}</span>
            <span class="soft" lang="en">
              {each.tag} {each.action.replaceAll("-", " ")}
            </span>
          </Button>
        ))}
      </div>
    </div>
  );
}
