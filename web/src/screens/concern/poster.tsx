import "../../styles/floor.css";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/concern";
import { es } from "../../text/es/concern";
import { Button, Title } from "../../ui/basics";

const t = texts(en, es);

/** A poster has both languages at once, whichever one the screen is in. */
const BOTH: readonly {
  readonly lang: string;
  readonly title: string;
  readonly what: string;
  readonly stop: string;
}[] = [
  {
    lang: "en",
    title: "Worried about a weapon?",
    what: "Say it here. No name, no sign-in. It has to be answered.",
    stop: "In danger now: say STOP aloud.",
  },
  {
    lang: "es",
    title: "¿Te preocupa un arma?",
    what: "Dilo aquí. Sin nombre y sin entrar. Tiene que haber respuesta.",
    stop: "Si hay peligro ahora: di ALTO en voz alta.",
  },
];

/** A poster to print, black on white, in both languages: what may be said, that no name is asked, and where. */
export default function Poster() {
  return (
    <div class="stack">
      <div class="no-print stack">
        <Title>{t("poster")}</Title>
        <p>{t("posterSays")}</p>
        <Button look="main" onPress={() => print()}>
          {t("print")}
        </Button>
      </div>
      <article class="poster">
        {BOTH.map((say) => (
          <div key={say.lang} lang={say.lang}>
            <h2>{say.title}</h2>
            <p>{say.what}</p>
          </div>
        ))}
        <img src="/api/v1/poster.svg" alt={t("posterCode")} width="400" height="440" />
        {BOTH.map((say) => (
          <p key={say.lang} lang={say.lang}>
            <strong>{say.stop}</strong>
          </p>
        ))}
      </article>
    </div>
  );
}
