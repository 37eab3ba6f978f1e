/** The texts of the parts that every screen has. */

import { texts } from "../core/i18n";
import { en } from "../text/en/shell";
import { es } from "../text/es/shell";

export const t = texts(en, es);
