import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { kindName } from "../../acts/names";
import { spoken } from "../../core/contents";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { KINDS } from "../../core/kinds";
import { theme } from "../../core/theme";
import { en } from "../../text/en/weapon";
import { es } from "../../text/es/weapon";
import { Button } from "../../ui/basics";
import { HowProven } from "./proven";
import type { OneWeapon, Span } from "./types";

const t = texts(en, es);

const FEW = 12;
const SIZES = [1, 1.5, 2.25, 3.5, 5];
const MOST = 2400;

interface CustodyProps {
  readonly name: string;
  readonly seen: OneWeapon;
}

/** Who had it when: a picture that can be moved and made larger, and the same as a list. */
export function Custody({ name, seen }: CustodyProps) {
  const all = useSignal(false);
  const chain = [...seen.chain].reverse();
  const shown = all.value ? chain : chain.slice(0, FEW);
  return (
    <section class="stack-close">
      <h2>{t("custody")}</h2>
      <Picture name={name} seen={seen} />
      <ol class="chain" reversed>
        {shown.map((span) => (
          <li key={span.record}>
            <OneSpan span={span} seen={seen} />
          </li>
        ))}
      </ol>
      {shown.length < chain.length ? (
        <Button
          look="whole"
          onPress={() => {
            all.value = true;
          }}
        >
          {t("all", { n: numberOf(chain.length) })}
        </Button>
      ) : null}
    </section>
  );
}

function Picture({ name, seen }: CustodyProps) {
  const frame = useRef<HTMLElement>(null);
  const wide = useSignal(0);
  const size = useSignal(0);
  useEffect(() => {
    const measure = (): void => {
      wide.value = frame.current?.clientWidth ?? 0;
    };
    measure();
    addEventListener("resize", measure);
    return () => removeEventListener("resize", measure);
  }, []);
  const night = useNight();
  const width = Math.round(Math.min(MOST, Math.max(320, wide.value * (SIZES[size.value] ?? 1))));
  const step = (by: number): void => {
    size.value = Math.min(SIZES.length - 1, Math.max(0, size.value + by));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard too */}
      <section class="pan" ref={frame} aria-label={t("picture")} tabIndex={0}>
        {wide.value > 0 ? (
          <img
            width={width}
            src={`/api/v1/weapons/${encodeURIComponent(name)}/custody.svg?night=${night}&width=${width}&r=${seen.record}`}
            alt={t("pictureAlt", { name })}
          />
        ) : null}
      </section>
      <div class="row no-print">
        <Button busy={size.value === 0} label={t("smaller")} onPress={() => step(-1)}>
          −
        </Button>
        <Button busy={size.value === SIZES.length - 1} label={t("larger")} onPress={() => step(1)}>
          +
        </Button>
        <span class="soft grow">{t("pan")}</span>
      </div>
    </>
  );
}

/** Whether the page is dark now, as somebody chose or as the phone has it. */
function useNight(): boolean {
  const night = useSignal(document.documentElement.dataset.theme === "night");
  useEffect(() => {
    const read = (): void => {
      night.value = document.documentElement.dataset.theme === "night";
    };
    const seen = new MutationObserver(read);
    seen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    read();
    return () => seen.disconnect();
  }, [theme.value]);
  return night.value;
}

/** The act that an event comes from. */
const actOf = (event: string): string =>
  Object.entries(KINDS).find(([, kind]) => kind.event === event)?.[0] ?? event;

function OneSpan({ span, seen }: { readonly span: Span; readonly seen: OneWeapon }) {
  const [, contents = span.spoken, word = "hot"] = /^(.*) (\w+)\.$/.exec(span.spoken) ?? [];
  const said = spoken(contents, word.toLowerCase());
  const until = span.to ? timeOf(span.to) : t("now");
  return (
    <>
      <p>
        <strong lang={said.lang}>
          {said.contents} {said.word}.
        </strong>
      </p>
      <p>
        {t("fromTo", { from: timeOf(span.from), to: until })}: <span lang="en">{span.where}</span>
      </p>
      <p class="soft">
        {kindName(actOf(span.kind))}, {t("record", { n: numberOf(span.record) })}
        {span.deviation ? <strong class="weak">{t("outside")}</strong> : null}
        {span.reset
          ? ` ${t("reset", { who: span.reset.by, what: span.reset.steps.map(kindName).join(", ") })}`
          : ""}
      </p>
      <HowProven proven={seen.proven[String(span.record)]} />
    </>
  );
}
