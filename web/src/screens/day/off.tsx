import { texts } from "../../core/i18n";
import { roles } from "../../core/session";
import { en } from "../../text/en/day";
import { es } from "../../text/es/day";
import { mayOpen, SCREENS } from "..";

const t = texts(en, es);

export interface OffThing {
  readonly thing: string;
  readonly kind: "weapon" | "lot" | "count";
  readonly where: string;
}

interface OffProps {
  readonly off: readonly OffThing[];
  readonly lots: readonly { readonly lot: string }[];
  /** Whether the day is open: what is left open may be named then. */
  readonly open: boolean;
}

const DO = { weapon: "doWeapon", lot: "doLot", count: "doCount" } as const;

/** What is out, off or unknown, each with what to do: the day does not close over it unseen. */
export function Off({ off, lots, open }: OffProps) {
  return (
    <section class="stack-close">
      <h2>{t("off")}</h2>
      {off.length === 0 ? <p>{t("offNone")}</p> : null}
      <ul class="steps">
        {off.map((each) => (
          <li key={`${each.thing}${each.kind}${each.where}`} data-off={each.thing}>
            <p>
              <a class="to-thing" href={place(each, lots)}>
                {each.thing}
              </a>
              , <span lang="en">{each.where}</span>
            </p>
            <p>
              {t(DO[each.kind])} {open ? t("orName") : ""}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where it is seen to: a lot on its own screen, a weapon at the bench for whoever works there. */
function place(off: OffThing, lots: OffProps["lots"]): string {
  const name = encodeURIComponent(off.thing);
  if (lots.some((each) => each.lot === off.thing)) return `/lots/${name}`;
  const bench = SCREENS.find((screen) => screen.path === "/bench");
  return bench && mayOpen(bench, roles.value) ? `/bench?w=${name}` : `/weapons/${name}`;
}
