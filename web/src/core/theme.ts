/** Day or night: as the phone has it, or as somebody chose. */

import { effect, signal } from "@preact/signals";

export type Theme = "system" | "day" | "night";

const kept = localStorage.getItem("theme");
export const theme = signal<Theme>(kept === "day" || kept === "night" ? kept : "system");

export function chooseTheme(next: Theme): void {
  localStorage.setItem("theme", next);
  theme.value = next;
}

export function applyTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const night = theme.value === "night" || (theme.value === "system" && dark.matches);
    document.documentElement.dataset.theme = night ? "night" : "day";
    document
      .querySelector('meta[name="theme-color"]')
      ?.setAttribute("content", night ? "#000000" : "#ffffff");
  };
  dark.addEventListener("change", apply);
  effect(apply);
}
