import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Refused } from "../../core/api";
import { timeOf } from "../../core/i18n";
import { place } from "../../core/router";
import { TurnedAway } from "../../ui/answer";
import { Button, Notice, Title } from "../../ui/basics";
import { t as shell } from "../../ui/text";
import { names, type Shown, useCase } from "./load";
import type { By, Named, Overview } from "./types";
import { t, word } from "./words";

const PARTS = [
  ["", "partOverview"],
  ["/sources", "partSources"],
  ["/timeline", "partTimeline"],
  ["/pairs", "partPairs"],
  ["/duties", "partDuties"],
  ["/people", "partPeople"],
  ["/history", "partHistory"],
  ["/access", "partAccess"],
  ["/exports", "partExports"],
] as const;

export interface InCase {
  readonly id: string;
  readonly overview: Overview;
}

export interface WithinProps {
  readonly id: string;
  readonly title: string;
  /** Whether the overview is what is looked at: with names that is a look of its own, and recorded as one. */
  readonly isOverview?: boolean;
  readonly children: (within: InCase) => ComponentChildren;
}

/** What stands around each screen of a case: which case, its parts, and whether names are shown. */
export function Within({ id, title, isOverview, children }: WithinProps) {
  const view = useCase<Overview>(`cases/${id}`, !isOverview);
  const overview = view.value.value;
  return (
    <div class="case stack">
      <p class="case-of">
        <a href="/cases">{t("title")}</a> / <a href={`/cases/${id}`}>{overview?.title ?? id}</a>
      </p>
      <Title>{title}</Title>
      <Parts id={id} />
      <Failed view={view} />
      {overview ? (
        <>
          <WhoLooks overview={overview} />
          {children({ id, overview })}
        </>
      ) : null}
    </div>
  );
}

function Parts({ id }: { readonly id: string }) {
  const here = place.value.path.replace(/\/$/, "");
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  return (
    <nav ref={bar} class="case-parts" aria-label={t("parts")}>
      {PARTS.map(([path, name]) => {
        const to = `/cases/${id}${path}`;
        const current = here === to || (path === "/sources" && here.startsWith(`${to}/`));
        return (
          <a
            key={path}
            href={to}
            aria-current={current ? "page" : undefined}
            onFocus={(event) => event.currentTarget.scrollIntoView({ block: "nearest", inline: "center" })}
          >
            {t(name)}
          </a>
        );
      })}
    </nav>
  );
}

function WhoLooks({ overview }: { readonly overview: Overview }) {
  const may = overview.role === "owner" || overview.role === "reviewer";
  return (
    <div class="row case-who">
      <span class="grow soft">
        {t("yourAccess", { role: word("role", overview.role) })}
        {overview.party ? ` ${t("youParty")}` : ""} {t("lookKept")}
      </span>
      {may ? (
        <Button
          pressed={names.value}
          onPress={() => {
            names.value = !names.value;
          }}
        >
          {t(names.value ? "namesOff" : "namesOn")}
        </Button>
      ) : null}
    </div>
  );
}

/** Why nothing is shown, where that is so. */
export function Failed({ view }: { readonly view: Shown<unknown> }) {
  const failed = view.failed.value;
  if (failed instanceof Refused) return <TurnedAway refused={failed} title={shell("notShown")} />;
  if (!failed) return view.value.value === null ? <p>{shell("loading")}</p> : null;
  return (
    <Notice title={t("noAnswer")} look="bad">
      <Button onPress={() => void view.load()}>{shell("again")}</Button>
    </Notice>
  );
}

/** Somebody of the case: by role, with the name where names are shown, and whether they are a party. */
export function Who({ one }: { readonly one: Named | null }) {
  if (!one) return <span>{t("nobodySaid")}</span>;
  if (one.id === "unknown") return <span>{t("unknownWho")}</span>;
  return (
    <span>
      {one.name ? `${one.name}, ` : ""}
      {one.role || one.id} <span class="soft">({one.id})</span>
      {one.party ? (
        <>
          {" "}
          <span class="tag">{t("party")}</span>
        </>
      ) : null}
    </span>
  );
}

/** Who put something on record, when, and as which record; that they are a party is said. */
export function PutBy({ by }: { readonly by: By }) {
  return (
    <span class="soft">
      {t("putBy", { who: by.by, when: timeOf(by.at), n: by.record })}
      {by.party ? ` ${t("byParty")}` : ""}
    </span>
  );
}

/** A page of a long list, with the way to the next. */
export function Pager(props: {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly onPage: (offset: number) => void;
}) {
  const { offset, limit, total, onPage } = props;
  if (total <= limit) return null;
  return (
    <div class="row case-pager">
      <Button busy={offset === 0} onPress={() => onPage(Math.max(0, offset - limit))}>
        {t("pageBack")}
      </Button>
      <span>{t("pageOf", { from: offset + 1, to: Math.min(offset + limit, total), total })}</span>
      <Button busy={offset + limit >= total} onPress={() => onPage(offset + limit)}>
        {t("pageOn")}
      </Button>
    </div>
  );
}
