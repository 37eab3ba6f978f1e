// Keeps the shell of the app on the phone, so that it opens with no node in reach. What the node answers is never kept
// here: the last board is kept by the app itself, with its time.

const SHELL = "shell-__VERSION__";
const FILES = ["__FILES__"];
const OF_THE_NODE = /^\/(api|join|schema|health|metrics|checkpoint|tile)(\/|$)/;

addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(fresh)));
});

addEventListener("activate", (event) => {
  const old = caches
    .keys()
    .then((names) => names.filter((name) => name.startsWith("shell-") && name !== SHELL));
  event.waitUntil(
    old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => clients.claim()),
  );
});

// The page says when: between two screens, never in the middle of one.
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || OF_THE_NODE.test(pathname)) return;
  const page = mode === "navigate" && !/\.[a-z0-9]+$/i.test(pathname);
  if (!page && !FILES.includes(pathname)) return;
  const kept = caches.open(SHELL).then((shell) => shell.match(page ? "/" : pathname));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
