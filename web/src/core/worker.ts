/** The worker that keeps the shell of the app on this phone; a new one takes over between two screens. */

import { onGoing } from "./router";

let waiting: ServiceWorker | null = null;

export function startWorker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  addEventListener("load", () => {
    void navigator.serviceWorker.register("/sw.js").then(watch, () => undefined);
  });
  onGoing(takeOver);
  // A part of an older build is not there any more: the page is loaded anew.
  addEventListener("vite:preloadError", () => location.reload());
}

const PATIENCE = 2000;

/** Let the new worker take over, and then load the page anew; where it does not, soon go on with the old one. */
function takeOver(to: string): boolean {
  if (!waiting) return false;
  const next = waiting;
  waiting = null;
  const load = (): void => location.assign(to);
  navigator.serviceWorker.addEventListener("controllerchange", load, { once: true });
  setTimeout(load, PATIENCE);
  next.postMessage("take over");
  return true;
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) waiting = registration.waiting;
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  setInterval(() => void registration.update().catch(() => undefined), 3_600_000);
}
