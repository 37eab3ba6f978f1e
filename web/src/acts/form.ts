/** What every form of an act is: it says what a person claims, and nothing until all of it is said. */

import type { Signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Said } from "../core/tidy";
import type { About, Item } from "./item";

export interface FormProps {
  readonly item: Item;
  /** The weapon, where it is about one. */
  readonly about: About | null;
  /** The whole keys of the act without its second person; null while something is missing. */
  readonly said: Signal<Said | null>;
  /** Whether what is read aloud stands above it already. */
  readonly brief?: boolean;
}

export type Form = ComponentType<FormProps>;

/** Say these keys from now on. */
export function useSaid(said: Signal<Said | null>, keys: Said | null): void {
  const text = JSON.stringify(keys);
  useEffect(() => {
    said.value = keys;
  }, [text]);
}

export const numberIn = (text: string): number | null => (text === "" ? null : Number(text));
