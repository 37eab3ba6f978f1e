import { type Signal, useSignal } from "@preact/signals";
import { NoAnswer, Refused } from "../../core/api";
import { texts } from "../../core/i18n";
import { NoPasskey } from "../../core/passkeys";
import { go, place } from "../../core/router";
import type { Session } from "../../core/session";
import { en } from "../../text/en/enter";
import { es } from "../../text/es/enter";
import { announce } from "../../ui/announce";
import { TurnedAway } from "../../ui/answer";
import { Notice } from "../../ui/basics";
import { t as shell } from "../../ui/text";

const t = texts(en, es);

/** One try after another to be let in: busy while it lasts, and why not, where not. */
export interface Entering {
  readonly busy: Signal<boolean>;
  readonly failed: Signal<Refused | string | null>;
  /** Try; returns whether it went well. */
  run(attempt: () => Promise<void>): Promise<boolean>;
}

export function useEntering(): Entering {
  const busy = useSignal(false);
  const failed = useSignal<Refused | string | null>(null);
  return {
    busy,
    failed,
    async run(attempt) {
      if (busy.value) return false;
      busy.value = true;
      failed.value = null;
      try {
        await attempt();
        return true;
      } catch (error) {
        failed.value = why(error);
        announce(failed.value instanceof Refused ? failed.value.says : failed.value, true);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}

function why(error: unknown): Refused | string {
  if (error instanceof Refused) return error;
  if (error instanceof NoAnswer) return shell("noAnswer");
  if (error instanceof NoPasskey) return t("noPasskey");
  throw error;
}

export function WhyNot({ entering, title }: { readonly entering: Entering; readonly title?: string }) {
  const failed = entering.failed.value;
  if (!failed) return null;
  if (typeof failed === "string") return <Notice title={failed} look="bad" />;
  return <TurnedAway refused={failed} title={title ?? t("notIn")} />;
}

/** Somebody is let in: greet them, and go on to where they wanted to go; only within this app. */
export function goOn(now: Session): void {
  announce(t("welcome", { who: now.person }));
  const to = place.value.query.get("to") ?? "/";
  const own = /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") && !to.startsWith("/join-device");
  go(own ? to : "/", true);
}
