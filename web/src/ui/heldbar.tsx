import { useEffect } from "preact/hooks";
import { board } from "../core/live";
import { place } from "../core/router";
import type { Held } from "../core/views";
import { announce } from "./announce";
import { Sign } from "./holdstop";
import { t } from "./text";

/** What holds the set, in words: a hold is somebody's doubt, everything else is a stop. */
export function heldWords(held: readonly Held[]): string {
  const [first] = held.filter((each) => each.why !== "hold");
  if (!first) return t("setHeldHold");
  return first.why === "stop" ? t("setHeldStop") : `${t("setHeldStop")}: ${first.why.replaceAll("-", " ")}`;
}

/** That the set is held, on every screen, above hold and stop: it moves nothing, and leads to what lifts it. */
export function HeldBar() {
  const held = board.value?.set.held ?? [];
  const all = held.map((each) => each.record).join();
  useEffect(() => {
    if (all) announce(t("setHeld", { what: heldWords(held) }), true);
  }, [all]);
  if (held.length === 0) return null;
  const stops = held.some((each) => each.why !== "hold");
  const to = board.value?.set.incidents ? "/incident" : "/release";
  const here = place.value.path === to;
  return (
    <a class="heldbar" href={to} aria-current={here ? "page" : undefined}>
      <Sign kind={stops ? "stop" : "hold"} />
      <span>{t("setHeld", { what: heldWords(held) })}</span>
    </a>
  );
}
