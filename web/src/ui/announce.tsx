import { signal } from "@preact/signals";

const polite = signal("");
const urgent = signal("");

/** Have a screen reader say something; what is urgent interrupts. */
export function announce(text: string, urgently = false): void {
  const where = urgently ? urgent : polite;
  // The same text twice is only said again where it was gone in between.
  where.value = "";
  setTimeout(() => {
    where.value = text;
  }, 50);
}

export function Announcements() {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite">
        {polite}
      </div>
      <div class="unseen" role="alert" aria-live="assertive">
        {urgent}
      </div>
    </>
  );
}
