import { numberOf } from "../../core/i18n";
import { t } from "./text";
import type { Run } from "./views";

/** What a run is for, how much of it is left, or what ended it. */
export function RunLines({ run }: { readonly run: Run }) {
  const rounds = run.rounds.map(({ lot, count }) => t("rounds", { n: count, lot })).join(", ");
  const minutes = Math.ceil(run.seconds_left / 60);
  return (
    <div class="stack-close">
      <p>{t("for", { who: run.user, scene: run.scene, rounds })}</p>
      {run.ended ? (
        <p>
          <strong>{t("endedBy", { why: run.ended, n: numberOf(run.ended_by) })}</strong>
        </p>
      ) : (
        <>
          <p>
            <strong>
              {t("done", { n: run.cycles, most: run.most })}{" "}
              {minutes ? t("left", { n: minutes }) : t("leftNone")}
            </strong>
          </p>
          <p class="soft">{t("people", { who: run.custodian, second: run.watcher })}</p>
        </>
      )}
    </div>
  );
}
