import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { kindName } from "../../acts/names";
import { numberOf, texts, timeOf } from "../../core/i18n";
import type { Outcome } from "../../core/say";
import { en } from "../../text/en/counts";
import { es } from "../../text/es/counts";
import { isPermitted } from "../../ui/answer";
import { Folded } from "../../ui/folded";
import { CloseForm, OwnForm } from "./forms";
import type { Difference } from "./views";

const t = texts(en, es);

const WHY = { short: "wShort", over: "wOver", apart: "wApart", cases: "wCases", weapon: "wWeapon" } as const;

export interface OpenProps {
  readonly found: Difference;
  readonly load: () => Promise<void>;
}

/** A difference that is open: of what, how many, since when, who owns it, and what one may do about it. */
export function OpenDifference({ found, load }: OpenProps) {
  return (
    <li class="notice bad stack-close" data-difference={found.name}>
      <Named found={found} />
      <p>
        <strong>{found.owner ? t("owner", { who: found.owner }) : t("ownerNone")}</strong>
      </p>
      {found.acts.map((each) => (
        <OfIt key={each.kind} item={each} load={load} />
      ))}
    </li>
  );
}

/** One act about a difference. Once it is done its own form folds away; what was opened beside it stays open. */
function OfIt({
  item,
  load,
}: {
  readonly item: Difference["acts"][number];
  readonly load: OpenProps["load"];
}) {
  const turn = useSignal(0);
  const done = (outcome: Outcome): void => {
    if (isPermitted(outcome)) turn.value += 1;
    void load();
  };
  const form = item.kind === "own-discrepancy" ? OwnForm : CloseForm;
  return (
    <Folded key={turn.value} title={kindName(item.kind)}>
      {item.kind === "close-discrepancy" && closesNot(item.findings) ? (
        <p>{t("closesNot")}</p>
      ) : (
        <Act item={item} about={null} form={form} onDone={done} />
      )}
    </Folded>
  );
}

const closesNot = (findings: Difference["acts"][number]["findings"]): boolean =>
  findings.some((each) => each.code === "count.closes-own");

/** A difference that somebody closed: what it was, who closed it, and why. It stays. */
export function ClosedDifference({ found }: { readonly found: Difference }) {
  const { by = "", record = 0, at = "", reason = "", found_again: again = 0 } = found.closed;
  return (
    <li class="stack-close">
      <Named found={found} />
      <p>
        {t("closedBy", { who: by, n: numberOf(record), time: timeOf(at) })}
        {again ? `; ${t("found", { n: numberOf(again) })}` : ""}: {reason}
      </p>
    </li>
  );
}

function Named({ found }: { readonly found: Difference }) {
  const path = found.thing === "lot" ? "counts" : "weapons";
  return (
    <div>
      <p>
        <a class="to-thing" href={`/${path}/${encodeURIComponent(found.name)}`}>
          {found.name}
        </a>
        : {t(WHY[found.why], { n: numberOf(found.count) })}
      </p>
      <p class="soft">
        {t("since", {
          n: numberOf(found.record),
          time: timeOf(found.at),
          who: found.counted_by.join(", "),
        })}
      </p>
    </div>
  );
}
