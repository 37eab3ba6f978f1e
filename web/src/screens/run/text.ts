import { texts } from "../../core/i18n";
import { en } from "../../text/en/run";
import { es } from "../../text/es/run";

export const t = texts(en, es);
