/** What the screen of papers says. */

import { texts } from "../../core/i18n";
import { en } from "../../text/en/papers";
import { es } from "../../text/es/papers";

export const t = texts(en, es);

const ABOUT = [
  ...(["weapon", "lot", "day", "scene", "incident"] as const),
  ...(["person", "label", "start", "address", "view", "hire"] as const),
];
type About = (typeof ABOUT)[number];

/** Whether a word is one of those that a paper can be about. */
export const isAsked = (word: string): word is About => (ABOUT as readonly string[]).includes(word);

/** The views of a book: as it was entered, as it was corrected since, and both beside one another. */
export const VIEWS = ["original", "corrected", "both"] as const;
export const isView = (word: string): word is (typeof VIEWS)[number] =>
  (VIEWS as readonly string[]).includes(word);
