import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { untilAnswered } from "../core/ages";
import { call } from "../core/api";
import { person } from "../core/session";
import { Notice } from "./basics";
import { t } from "./text";

const COMMANDS: Readonly<Record<string, string>> = {
  badge: "showsafe badge DIR PERSON",
  device: "showsafe device DIR invite NAME by=PERSON witness=PERSON",
};

/** Where nobody has a badge, or no device is enrolled: what to do at the keyboard of the node. Else nothing. */
export function Begin() {
  const missing = useSignal<readonly string[]>([]);
  useEffect(() => {
    if (person.peek()) return;
    return untilAnswered(async () => {
      missing.value = (await call<{ missing?: readonly string[] }>("session")).missing ?? [];
    });
  }, []);
  if (person.value || missing.value.length === 0) return null;
  return (
    <Notice title={t("begin")} look="warn">
      <p>{t("beginSays")}</p>
      <ul class="stack-close">
        {missing.value.map((each) => (
          <li key={each}>
            <code lang="en">{COMMANDS[each]}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
