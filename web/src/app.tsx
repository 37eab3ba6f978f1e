import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { language } from "./core/i18n";
import { go, match, place } from "./core/router";
import { roles, session } from "./core/session";
import { loadTexts } from "./core/speaking";
import { mayOpen, SCREENS, type Screen, type ScreenProps } from "./screens";
import { Button, Notice, Title } from "./ui/basics";
import { Frame } from "./ui/frame";
import { t } from "./ui/text";

type Loaded = ComponentType<ScreenProps> | "failed";

const loaded = signal<ReadonlyMap<Screen, Loaded>>(new Map());

async function load(screen: Screen): Promise<void> {
  const found: Loaded = await Promise.all([screen.load(), loadTexts(screen.texts ?? [])]).then(
    ([module]) => module.default,
    () => "failed" as const,
  );
  loaded.value = new Map(loaded.peek()).set(screen, found);
}

/** The screen that belongs to an address, and what stands for the names in it. */
export function screenAt(path: string): { screen: Screen; params: Record<string, string> } | null {
  for (const screen of SCREENS) {
    const params = screen.desk && path.startsWith(`${screen.path}/`) ? {} : match(screen.path, path);
    if (params) return { screen, params };
  }
  return null;
}

export function App() {
  const found = screenAt(place.value.path);
  const said = language.value;
  useEffect(() => {
    document.documentElement.lang = said;
  }, [said]);
  return (
    <Frame wide={found?.screen.wide ?? false}>
      {found ? (
        <Opened key={place.value.path} screen={found.screen} params={found.params} />
      ) : (
        <NothingHere />
      )}
    </Frame>
  );
}

function Opened({ screen, params }: { readonly screen: Screen; readonly params: Record<string, string> }) {
  const Found = loaded.value.get(screen);
  const may = mayOpen(screen, roles.value);
  const waits = !may && session.value === undefined;
  const signIn = !may && session.value === null;
  useEffect(() => {
    if (may && !Found) void load(screen);
    if (signIn) go(`/sign-in?to=${encodeURIComponent(place.value.path)}`, true);
  }, [screen, may, signIn]);
  if (waits || signIn || (may && !Found)) return <p>{t("loading")}</p>;
  if (!may) {
    return (
      <div class="stack">
        <Title>{t("notYours")}</Title>
        <p>{t("notYoursSays")}</p>
      </div>
    );
  }
  if (Found === "failed" || !Found) {
    return (
      <Notice title={t("failed")} look="bad">
        <Button onPress={() => void load(screen)}>{t("again")}</Button>
      </Notice>
    );
  }
  return <Found params={params} />;
}

function NothingHere() {
  return (
    <div class="stack">
      <Title>{t("nothingHere")}</Title>
      <a class="button" href="/">
        {t("toBoard")}
      </a>
    </div>
  );
}
