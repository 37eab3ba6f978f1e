import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

export interface FoldedProps {
  readonly title: string;
  readonly soft?: string;
  readonly children: ComponentChildren;
}

/** What is made only where it is opened. */
export function Folded({ title, soft, children }: FoldedProps) {
  const open = useSignal(false);
  return (
    <details
      class="fold"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>
        <span>{title}</span>
        {soft ? <span class="soft">{soft}</span> : null}
      </summary>
      {open.value ? children : null}
    </details>
  );
}
