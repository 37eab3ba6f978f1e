import { useSignal } from "@preact/signals";
import { numberOf, timeOf } from "../core/i18n";
import { drop, type Entry, entries, mayKeep, unsynced } from "../core/outbox";
import { finish, giveUp, unfinished } from "../core/say";
import { AnswerBox, useSaying } from "./answer";
import { Button, Dialog, Notice } from "./basics";
import { t } from "./text";

/** How much from this phone is not on record yet: always in view, and what it is behind it. */
export function Unsent() {
  const open = useSignal(false);
  const count = unsynced.value + (unfinished.value ? 1 : 0);
  return (
    <>
      <Button
        look="plain"
        onPress={() => {
          open.value = true;
        }}
      >
        {count ? t("unsent", { n: numberOf(count) }) : t("allSent")}
      </Button>
      {open.value ? (
        <UnsentDialog
          onClose={() => {
            open.value = false;
          }}
        />
      ) : null}
    </>
  );
}

function UnsentDialog({ onClose }: { readonly onClose: () => void }) {
  const saying = useSaying();
  const left = unfinished.value;
  return (
    <Dialog title={t("unsentTitle")} onClose={onClose}>
      {mayKeep() ? null : <p>{t("unsentHttp")}</p>}
      {left ? (
        <Notice title={t("unfinished")} look="bad">
          <p lang="en">
            {left.body.kind} {String(left.body.keys.weapon ?? left.body.keys.lot ?? "")}
          </p>
          <div class="row">
            <Button busy={saying.busy.value} onPress={() => void saying.run(() => finish(left))}>
              {t("askAgain")}
            </Button>
            <Button onPress={() => void giveUp()}>{t("didNotHappen")}</Button>
          </div>
        </Notice>
      ) : null}
      <AnswerBox saying={saying} />
      {entries.value.length === 0 && !left ? <p>{t("unsentNone")}</p> : null}
      <ol class="findings">
        {entries.value.map((entry) => (
          <Line key={entry.seq} entry={entry} />
        ))}
      </ol>
    </Dialog>
  );
}

function Line({ entry }: { readonly entry: Entry }) {
  return (
    <li class="stack-close">
      <p class="says">
        <span lang="en">
          {entry.kind} {entry.about}
        </span>
        , {timeOf(entry.at)}
      </p>
      {entry.turnedAway ? (
        <>
          <p lang="en">
            {entry.turnedAway.says} {entry.turnedAway.now}
          </p>
          <Button onPress={() => void drop(entry)}>{t("done")}</Button>
        </>
      ) : (
        <p class="soft">{entry.by ? t("unsentBy", { who: entry.by }) : t("unsentPressed")}</p>
      )}
    </li>
  );
}
