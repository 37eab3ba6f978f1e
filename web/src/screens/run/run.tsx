import { useSignal } from "@preact/signals";
import { useNames, weaponOf } from "../../acts/item";
import { spoken } from "../../core/contents";
import { go, place } from "../../core/router";
import { announce } from "../../ui/announce";
import { Title } from "../../ui/basics";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";
import { useView, ViewFailed } from "../../ui/view";
import { RunLines } from "./lines";
import { OneRun } from "./one";
import { t } from "./text";
import type { Run, Runs } from "./views";

/** Runs: one scan of the weapon as it comes back begins its reset. */
export default function RunScreen() {
  const weapon = place.value.query.get("w") ?? "";
  const scanned = useSignal("");
  const fault = useSignal("");
  const open = (name: string): void => go(name ? `/run?w=${encodeURIComponent(name)}` : "/run");
  const take = async (code: string): Promise<void> => {
    const found = await weaponOf(code);
    fault.value = found ? "" : found === null ? shell("noAnswer") : t("unknownTag", { code });
    if (!found) {
      announce(fault.value, true);
      return;
    }
    scanned.value = found;
    open(found);
  };
  if (weapon) {
    return (
      <div class="stack">
        <Title>{`${t("title")}: ${weapon}`}</Title>
        <OneRun
          key={weapon}
          name={weapon}
          begun={scanned.value === weapon}
          onAnother={() => {
            scanned.value = "";
            open("");
          }}
        />
      </div>
    );
  }
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ScanBox label={t("scan")} hint={t("scanHint")} onCode={(code) => void take(code)} />
      {fault.value ? <p class="fault">{fault.value}</p> : null}
      <AllRuns />
      <p class="soft">{t("says")}</p>
    </div>
  );
}

function AllRuns() {
  const view = useView<Runs>("runs");
  useNames();
  const all = view.value.value?.runs;
  if (!all) return <ViewFailed view={view} />;
  const parts: readonly (readonly [Parameters<typeof t>[0], readonly Run[]])[] = [
    ["open", all.filter((run) => !run.ended)],
    ["endedOnes", all.filter((run) => run.ended)],
  ];
  return (
    <>
      <ViewFailed view={view} />
      {all.length === 0 ? <p>{t("noRuns")}</p> : null}
      {parts.map(([title, runs]) =>
        runs.length ? (
          <section class="stack" key={title}>
            <h2>{t(title)}</h2>
            {runs.map((run) => (
              <OneLine key={run.weapon} run={run} />
            ))}
          </section>
        ) : null,
      )}
    </>
  );
}

function OneLine({ run }: { readonly run: Run }) {
  const said = spoken(run.contents, run.word);
  return (
    <article class="notice stack-close" data-run={run.weapon}>
      <h3>
        <a class="button whole" href={`/run?w=${encodeURIComponent(run.weapon)}`}>
          {run.weapon}
        </a>
      </h3>
      <p lang={said.lang}>
        <strong>
          {said.contents} {said.word}.
        </strong>
      </p>
      <RunLines run={run} />
    </article>
  );
}
