import { match, place } from "../../core/router";
import styles from "../../styles/case.css?url";
import { useDressed } from "../../ui/dressed";
import { t as shell } from "../../ui/text";
import { Access } from "./access";
import { Duties } from "./duties";
import { Exports } from "./exports";
import { History } from "./history";
import { List } from "./list";
import { OverviewScreen } from "./overview";
import { Pairs } from "./pairs";
import { People } from "./people";
import { SourceScreen } from "./source";
import { Sources } from "./sources";
import { Timeline } from "./timeline";

const PARTS = {
  "": OverviewScreen,
  sources: Sources,
  timeline: Timeline,
  pairs: Pairs,
  duties: Duties,
  people: People,
  history: History,
  access: Access,
  exports: Exports,
} as const;

/** The cases, and everything of one: a desk's work, so its looks are loaded with it and with nothing else. */
export default function Cases() {
  if (!useDressed(styles)) return <p>{shell("loading")}</p>;
  const { id = "", part = "", one = "" } = here(place.value.path);
  if (!id) return <List />;
  if (part === "sources" && one) return <SourceScreen key={one} id={id} source={one} />;
  const Part = PARTS[part as keyof typeof PARTS] ?? OverviewScreen;
  return <Part key={part} id={id} />;
}

const PATHS = ["/cases/:id", "/cases/:id/:part", "/cases/:id/:part/:one"];

const here = (path: string): Readonly<Record<string, string>> =>
  PATHS.map((each) => match(each, path)).find((each) => each !== null) ?? {};
