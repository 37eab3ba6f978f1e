import { texts } from "../../core/i18n";
import { en } from "../../text/en/file";
import { es } from "../../text/es/file";

export const t = texts(en, es);
