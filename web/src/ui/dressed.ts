import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Whether the looks of a desk's work are there: they are loaded with it, once; where they cannot be had, it is shown plainly. */
export function useDressed(styles: string): boolean {
  const ready = useSignal(isThere(styles));
  useEffect(() => dress(styles, () => (ready.value = true)), []);
  return ready.value;
}

const isThere = (styles: string): boolean => document.querySelector(`link[href="${styles}"]`) !== null;

function dress(styles: string, then: () => void): void {
  if (isThere(styles)) {
    then();
    return;
  }
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles });
  link.onload = then;
  link.onerror = then;
  document.head.append(link);
}
