import { texts } from "../core/i18n";
import { en } from "../text/en/acts";
import { es } from "../text/es/acts";

/** The texts of acts, for whatever shows one. */
export const t = texts(en, es);
