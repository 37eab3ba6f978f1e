import { useSignal } from "@preact/signals";
import { numberOf, timeOf } from "../core/i18n";
import { confirm, drop, type Entry, entries, mayKeep, unsynced } from "../core/outbox";
import { finish } from "../core/say";
import { session } from "../core/session";
import { type Sending, settled, unfinished } from "../core/unfinished";
import { AnswerBox, useSaying } from "./answer";
import { Button, Dialog, Notice } from "./basics";
import { t } from "./text";

/** How much from this phone is not on record yet: always in view, and what it is behind it. */
export function Unsent() {
  const open = useSignal(false);
  const count = unsynced.value + unfinished.value.length;
  const asks = entries.value.some(mayConfirm);
  return (
    <>
      <Button
        look="plain"
        onPress={() => {
          open.value = true;
        }}
      >
        {count ? t(asks ? "unsentLook" : "unsent", { n: numberOf(count) }) : t("allSent")}
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

/** Said with no PIN, in the name of whoever is signed in now. */
function mayConfirm({ unproven, turnedAway, by }: Entry): boolean {
  const now = session.value;
  return Boolean(unproven && !turnedAway && now && now.person === by && now.proof !== "none");
}

function UnsentDialog({ onClose }: { readonly onClose: () => void }) {
  const saying = useSaying();
  const left = unfinished.value;
  return (
    <Dialog title={t("unsentTitle")} onClose={onClose}>
      {mayKeep() ? null : <p>{t("unsentHttp")}</p>}
      {left.map((each) => (
        <Unfinished key={each.body.act_id} sending={each} saying={saying} />
      ))}
      <AnswerBox saying={saying} />
      {entries.value.length === 0 && left.length === 0 ? <p>{t("unsentNone")}</p> : null}
      <ol class="findings">
        {entries.value.map((entry) => (
          <Line key={entry.seq} entry={entry} />
        ))}
      </ol>
    </Dialog>
  );
}

interface UnfinishedProps {
  readonly sending: Sending;
  readonly saying: ReturnType<typeof useSaying>;
}

function Unfinished({ sending, saying }: UnfinishedProps) {
  const { act_id, kind, by, claimed_at, keys } = sending.body;
  return (
    <Notice title={t("unfinished")} look="bad">
      <p>
        <span lang="en">
          {kind} {String(keys.weapon ?? keys.lot ?? "")}
        </span>
        , {by}, {timeOf(claimed_at)}
      </p>
      <div class="row">
        <Button busy={saying.busy.value} onPress={() => void saying.run(() => finish(sending))}>
          {t("askAgain")}
        </Button>
        <Button onPress={() => void settled(act_id)}>{t("didNotHappen")}</Button>
      </div>
    </Notice>
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
      ) : mayConfirm(entry) ? (
        <>
          <p>{t("unproven", { who: entry.by })}</p>
          <div class="row">
            <Button onPress={() => void confirm(entry)}>{t("wasMe")}</Button>
            <Button onPress={() => void drop(entry)}>{t("wasNotMe")}</Button>
          </div>
        </>
      ) : (
        <p class="soft">{entry.by ? t("unsentBy", { who: entry.by }) : t("unsentPressed")}</p>
      )}
    </li>
  );
}
