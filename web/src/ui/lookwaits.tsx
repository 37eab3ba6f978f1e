import { useEffect } from "preact/hooks";
import { looks, watchLooks } from "../core/looks";
import { place } from "../core/router";
import { person, roles } from "../core/session";
import { announce } from "./announce";
import { t } from "./text";

/** Who is asked to be a second person; others see what waits on its own screen. */
const SECONDS = [
  "armorer",
  "property-master",
  "assistant-property-master",
  "assistant-armorer",
  "safety-advisor",
  "first-ad",
];

/** Wherever somebody is: that a second person is waited for, one tap away. */
export function LookWaits() {
  useEffect(() => watchLooks(), []);
  const asked = roles.value.some((role) => SECONDS.includes(role));
  const first = looks.value.find((look) => !look.mine && !look.answered);
  const shown = person.value !== "" && asked && first !== undefined && place.value.path !== "/witness";
  const text = first ? t("lookWaits", { who: first.by, what: first.thing }) : "";
  useEffect(() => {
    if (!shown) return;
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([60, 60, 60]);
    announce(text, true);
  }, [shown, first?.act_id]);
  if (!shown) return null;
  return (
    <a class="button main look-waits" href="/witness">
      {text}
    </a>
  );
}
