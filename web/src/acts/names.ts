import { texts } from "../core/i18n";
import { en } from "../text/en/kinds";
import { es } from "../text/es/kinds";

const t = texts<Readonly<Record<string, string>>>(en, es);

/** What an act is called, as something to do; one without a name of its own by the node's. */
export const kindName = (kind: string): string => named(kind) ?? kind.replaceAll("-", " ");

/** What its button says: that it was done, where that is claimed. */
export const claimName = (kind: string): string => named(`${kind}:`) ?? kindName(kind);

// A text that is not there comes back as its own key.
const named = (key: string): string | undefined => (t(key) === key ? undefined : t(key));
