/** The worker that keeps the shell of the app on this phone; a new one takes over between two screens. */

import { onGoing } from "./router";

let waiting: ServiceWorker | null = null;

export function startWorker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  addEventListener("load", () => {
    void navigator.serviceWorker.register("/sw.js").then(watch, () => undefined);
  });
  onGoing(() => {
    waiting?.postMessage("take over");
    return waiting !== null;
  });
  // A part of an older build is not there any more: the page is loaded anew.
  addEventListener("vite:preloadError", () => location.reload());
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
