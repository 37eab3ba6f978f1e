import "../../styles/floor.css";
import { texts } from "../../core/i18n";
import { person } from "../../core/session";
import { en } from "../../text/en/concern";
import { es } from "../../text/es/concern";
import { Title } from "../../ui/basics";
import { Concerns } from "./list";
import { Raise } from "./raise";

const t = texts(en, es);

/** A concern: raised by anybody, with or without a name, and never lost: it has an owner, a deadline and an answer. */
export default function Concern() {
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <Raise />
      {person.value ? <Concerns /> : <p>{t("signIn")}</p>}
      <p>
        <a class="button" href="/concern/poster">
          {t("poster")}
        </a>
      </p>
    </div>
  );
}
