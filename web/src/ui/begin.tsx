import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, NoAnswer, Refused } from "../core/api";
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
    call<{ missing?: readonly string[] }>("session").then(
      (said) => {
        missing.value = said.missing ?? [];
      },
      (error: unknown) => {
        if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      },
    );
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
