// What cannot wait for the app itself. Day or night before anything is painted, so that nothing flashes white at night
// (all else of it is in core/theme.ts); and the texts and the board, asked for while the app is still on its way.
(() => {
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = kept("theme");
  const night = theme === "night" || (theme !== "day" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = night ? "night" : "day";
  document.querySelector('meta[name="color-scheme"]').content = night ? "dark" : "light";

  const language = kept("language") ?? navigator.language.toLowerCase();
  const part = document.currentScript.dataset[language.startsWith("es") ? "es" : "en"];
  if (part) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: part }));

  globalThis.early = fetch("/api/v1/board", {
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(5000),
  });
  globalThis.early.catch(() => undefined);
})();
