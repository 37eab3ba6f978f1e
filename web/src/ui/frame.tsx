import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ahead } from "../core/clock";
import { inBoth, numberOf, timeOf } from "../core/i18n";
import { fewer, late, shown } from "../core/live";
import { lost } from "../core/outbox";
import { place } from "../core/router";
import { lock, roles, session } from "../core/session";
import { isOffered, SCREENS } from "../screens";
import { Announcements } from "./announce";
import { Button, Notice } from "./basics";
import { HeldBar } from "./heldbar";
import { HoldStop } from "./holdstop";
import { LookWaits } from "./lookwaits";
import { Settings } from "./settings";
import { t } from "./text";
import { Unsent } from "./unsent";

/** What stands around every screen: who is signed in, what is late or not sent, and hold and stop. */
export function Frame({ children, wide }: { readonly children: ComponentChildren; readonly wide: boolean }) {
  return (
    <div class={`frame ${late.value ? "late" : ""}`}>
      <header class="top">
        <button type="button" class="button skip" onClick={() => document.getElementById("screen")?.focus()}>
          {t("skip")}
        </button>
        <Who />
        <Unsent />
        <Settings />
      </header>
      <Banners />
      <main id="screen" class={wide ? "wide" : ""} tabIndex={-1}>
        {children}
      </main>
      <footer class="bottom">
        <HeldBar />
        <LookWaits />
        <Navigation />
        <HoldStop />
      </footer>
      <Announcements />
    </div>
  );
}

function Who() {
  const now = session.value;
  return (
    <>
      {now ? (
        <a class="who" href="/me">
          {now.person}
        </a>
      ) : (
        <span class="who soft">{t("nobody")}</span>
      )}
      {now ? (
        <Button onPress={() => void lock()}>{t("lock")}</Button>
      ) : (
        <a class="button" href={`/sign-in?to=${encodeURIComponent(place.value.path)}`}>
          {t("signIn")}
        </a>
      )}
    </>
  );
}

function Banners() {
  const last = shown.value;
  return (
    <div class="banners">
      {late.value ? (
        <p class="banner" role="alert">
          {last ? t("late", { time: timeOf(last.at) }) : t("lateNothing")}
        </p>
      ) : null}
      {fewer.value ? (
        <p class="banner">{t("fewer", { has: numberOf(fewer.value.has), had: numberOf(fewer.value.had) })}</p>
      ) : null}
      {Math.abs(ahead.value) > 120_000 ? (
        <p class="banner">
          {t(ahead.value > 0 ? "clockAhead" : "clockBehind", {
            n: numberOf(Math.round(Math.abs(ahead.value) / 60_000)),
          })}
        </p>
      ) : null}
      {lost.value ? (
        <Notice title={t("lost", { n: numberOf(lost.value) })} look="bad">
          <Button
            onPress={() => {
              lost.value = 0;
            }}
          >
            {t("done")}
          </Button>
        </Notice>
      ) : null}
    </div>
  );
}

const FIRST = 3;

/** Where somebody may go: on a narrow screen the first few and the one that is open, the others behind "More". */
function Navigation() {
  const more = useSignal(false);
  const { path } = place.value;
  useEffect(() => {
    more.value = false;
  }, [path]);
  const open = SCREENS.filter((screen) => isOffered(screen, roles.value));
  if (open.length < 2) return null;
  const folds = open.length > FIRST + 1;
  const here = open.findIndex((screen) => screen.path === path);
  const isFirst = (at: number): boolean => at === here || at < (here < FIRST ? FIRST : FIRST - 1);
  return (
    <nav aria-label={t("navigation")} class={more.value ? "all" : ""}>
      <ul>
        {open.map((screen, at) => (
          <li key={screen.path} class={folds && !isFirst(at) ? "later" : ""}>
            <a href={screen.path} aria-current={path === screen.path ? "page" : undefined}>
              {screen.nav ? inBoth(screen.nav) : ""}
            </a>
          </li>
        ))}
        {folds ? (
          <li class="more">
            <button
              type="button"
              aria-expanded={more.value}
              onClick={() => {
                more.value = !more.value;
              }}
            >
              {t(more.value ? "navLess" : "navMore")}
            </button>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
