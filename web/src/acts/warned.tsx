import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, NoAnswer, Refused } from "../core/api";
import { Notice } from "../ui/basics";

interface Said {
  readonly warnings: readonly { readonly code: string; readonly says: string; readonly now: string }[];
}

/** How long is waited for the next letter before the node is asked, in milliseconds. */
const PAUSE = 400;

interface WarnedProps {
  readonly of: "ammunition" | "serials";
  readonly ask: Readonly<Record<string, string>> | null;
}

/** What the node warns of while a box, a weapon or a plan is still being said. It permits nothing, and refuses nothing. */
export function Warned({ of, ask }: WarnedProps) {
  const warned = useSignal<Said["warnings"]>([]);
  const query = ask ? new URLSearchParams(ask).toString() : "";
  useEffect(() => {
    warned.value = [];
    if (!query) return;
    let over = false;
    const waiting = setTimeout(() => {
      call<Said>(`${of}?${query}`)
        .then((said) => {
          if (!over) warned.value = said.warnings;
        })
        .catch((error: unknown) => {
          if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
        });
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(waiting);
    };
  }, [query]);
  return (
    <div aria-live="polite">
      {warned.value.map((each) => (
        <Notice key={each.says} title={each.says} look="warn" lang="en">
          <p>{each.now}</p>
        </Notice>
      ))}
    </div>
  );
}
