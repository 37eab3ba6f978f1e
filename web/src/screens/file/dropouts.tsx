import { spoken } from "../../core/contents";
import type { Finding } from "../../core/views";
import { Findings } from "../../ui/answer";
import { Notice } from "../../ui/basics";
import { t } from "./text";
import type { File } from "./views";

const DROPS = "file.drops-out";
const NAMED = /^(.+) drops out: /;
/** Noted of each weapon of an issue, and never why one stays. */
const ALWAYS = ["duty.witness-order", "plan.inert-enough", DROPS];

/** Which weapons an answer, or a dry run, leaves behind by name. */
export const leftBehind = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap((each) => (each.code === DROPS ? (NAMED.exec(each.says)?.slice(1) ?? []) : []));

/** Why one weapon stays: what was found of it alone. */
export function whyOf(findings: readonly Finding[], weapon: string): readonly Finding[] {
  const before = `${weapon}: `;
  return findings
    .filter((each) => each.says.startsWith(before) && !ALWAYS.includes(each.code))
    .map((each) => ({ ...each, says: each.says.slice(before.length) }));
}

/** What stays here, each by name, and why: it is shown before anything that went out. */
export function LeftBehind({
  findings,
  would,
}: {
  readonly findings: readonly Finding[];
  readonly would?: boolean;
}) {
  return (
    <>
      {leftBehind(findings).map((weapon) => (
        <Notice key={weapon} title={t(would ? "wouldStay" : "staysHere", { weapon })} look="bad">
          <Findings findings={whyOf(findings, weapon)} />
        </Notice>
      ))}
    </>
  );
}

/** What dropped out of a file, in words, before everything else of it. */
export function Dropouts({ file }: { readonly file: File }) {
  if (file.dropped.length === 0) return null;
  return (
    <section class="notice bad stack-close" data-dropped={file.file}>
      {file.dropped.map((each) => {
        const said = spoken(each.contents, each.word);
        return (
          <div key={each.weapon} class="stack-close">
            <p>
              <strong>{t("staysHere", { weapon: each.weapon })}</strong>
            </p>
            <p>
              <span lang={said.lang}>
                {said.contents} {said.word}.
              </span>{" "}
              <span lang="en">{each.where}</span>
            </p>
          </div>
        );
      })}
    </section>
  );
}
