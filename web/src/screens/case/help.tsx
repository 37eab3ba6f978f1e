import { Dialog } from "../../ui/basics";
import { t } from "./words";

const ALL = [
  ["j ↓", "keyNext"],
  ["k ↑", "keyBack"],
  ["w", "keyWho"],
  ["c", "keyConfirm"],
  ["x", "keyCorrect"],
  ["r", "keyReject"],
  ["?", "keyHelp"],
] as const;

/** Which keys there are. */
export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t("keys")} onClose={onClose}>
      <dl class="case-facts">
        {ALL.map(([key, says]) => (
          <>
            <dt key={key}>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(says)}</dd>
          </>
        ))}
      </dl>
      <p class="soft">{t("keysSays")}</p>
    </Dialog>
  );
}
