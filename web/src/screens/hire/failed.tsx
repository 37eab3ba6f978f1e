import { Refused } from "../../core/api";
import { TurnedAway } from "../../ui/answer";
import { t as shell } from "../../ui/text";
import type { Shown } from "./load";
import { t } from "./words";

/** Why something is not shown. */
export function Failed({ view }: { readonly view: Shown<unknown> }) {
  const failed = view.failed.value;
  if (!failed) return null;
  if (failed instanceof Refused) return <TurnedAway refused={failed} title={t("notFound")} />;
  return <p class="fault">{shell("noAnswer")}</p>;
}
