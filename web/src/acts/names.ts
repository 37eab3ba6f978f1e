import { texts } from "../core/i18n";
import { en } from "../text/en/kinds";
import { es } from "../text/es/kinds";

const t = texts<Readonly<Record<string, string>>>(en, es);

/** What an act is called, as something to do; one without a name of its own by the node's. */
export const kindName = (kind: string): string => (kind in en ? t(kind) : kind.replaceAll("-", " "));

/** What its button says: that it was done, where that is claimed. */
export const claimName = (kind: string): string => (`${kind}:` in en ? t(`${kind}:`) : kindName(kind));
