/** Addresses of screens, by the history of the browser. Going somewhere moves the focus to its heading. */

import { signal } from "@preact/signals";

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stands after #, as the code of a device that comes in: it is never sent to the node. */
  readonly hash: string;
}

export const place = signal<Place>(here());
/** Counts up where somebody went to another screen, so that its heading takes the focus. */
export const arrivals = signal(0);

let elsewise: (to: string) => boolean = () => false;

/** Let something else bring the page to another screen: it returns whether it does, by loading it anew. */
export function onGoing(take: (to: string) => boolean): void {
  elsewise = take;
}

function here(): Place {
  const { pathname, search, hash } = location;
  return { path: pathname, query: new URLSearchParams(search), hash: hash.slice(1) };
}

export function go(to: string, replace = false): void {
  if (elsewise(to)) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  arrive();
}

export const back = (): void => history.back();

function arrive(): void {
  place.value = here();
  arrivals.value += 1;
  scrollTo(0, 0);
}

export function startRouter(): void {
  addEventListener("popstate", arrive);
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.origin !== location.origin)
      return;
    if (link.hasAttribute("download") || /^\/(api|join|schema)(\/|$)/.test(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

/** Match `/weapon/:tag` against a path; returns what stands for its names, or null. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split("/");
  const have = path.replace(/\/$/, "").split("/");
  if (pattern === "/" ? path !== "/" : want.length !== have.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of want.entries()) {
    const said = have[index] ?? "";
    if (part.startsWith(":")) found[part.slice(1)] = decoded(said);
    else if (part !== said) return null;
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
