// Day or night before anything is painted, so that nothing flashes white at night. All else of it is in core/theme.ts.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem("theme");
  } catch {
    // Without storage it is as the phone has it.
  }
  const night = kept === "night" || (kept !== "day" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = night ? "night" : "day";
  document.querySelector('meta[name="color-scheme"]').content = night ? "dark" : "light";
})();
