import { useSignal } from "@preact/signals";
import { LANGUAGES, type Language, language } from "../core/i18n";
import { device } from "../core/keys";
import { session } from "../core/session";
import { speak } from "../core/speaking";
import { chooseTheme, type Theme, theme } from "../core/theme";
import { Button, Dialog } from "./basics";
import { t } from "./text";

const THEMES: readonly [Theme, "themeSystem" | "themeDay" | "themeNight"][] = [
  ["system", "themeSystem"],
  ["day", "themeDay"],
  ["night", "themeNight"],
];

/** Language, light, and which device this is. */
export function Settings() {
  const open = useSignal(false);
  return (
    <>
      <Button
        look="plain"
        label={t("more")}
        onPress={() => {
          open.value = true;
        }}
      >
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path fill="currentColor" d="M3 5h18v3H3zm0 6h18v3H3zm0 6h18v3H3z" />
        </svg>
      </Button>
      {open.value ? (
        <Dialog
          title={t("more")}
          onClose={() => {
            open.value = false;
          }}
        >
          <Choices />
          <ThisDevice />
        </Dialog>
      ) : null}
    </>
  );
}

/** In which language and which light this phone shows everything. */
export function Choices() {
  return (
    <>
      <fieldset>
        <legend class="label">{t("language")}</legend>
        <div class="row">
          {(Object.keys(LANGUAGES) as Language[]).map((each) => (
            <Button
              key={each}
              pressed={language.value === each}
              onPress={() => void speak(each).catch(() => undefined)}
            >
              <span lang={each}>{LANGUAGES[each]}</span>
            </Button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend class="label">{t("theme")}</legend>
        <div class="row">
          {THEMES.map(([each, label]) => (
            <Button key={each} pressed={theme.value === each} onPress={() => chooseTheme(each)}>
              {t(label)}
            </Button>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function ThisDevice() {
  const own = device.value;
  return (
    <section class="stack-close">
      <h3 class="label">{t("device")}</h3>
      <p>{own ? t("deviceIs", { id: own.id.slice(0, 8), unit: own.unit }) : t("deviceNone")}</p>
      {session.value ? <a href="/passkeys">{t("passkeys")}</a> : null}
      {own?.weak ? <p>{t("deviceWeak")}</p> : null}
    </section>
  );
}
