/** The editor's theme, for what is drawn on canvas. Colours come from VS Code's CSS variables. */

export type ThemeKind = "light" | "dark" | "hc-dark" | "hc-light";

export function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains("vscode-high-contrast-light")) return "hc-light";
  if (classList.contains("vscode-high-contrast")) return "hc-dark";
  return classList.contains("vscode-light") ? "light" : "dark";
}

const isDark = (): boolean => themeKind().endsWith("dark");

/** Of the theme that there is: to ask for one has the browser compute the styles of all that changed since. */
const colors = new Map<string, string>();

/** The first of the variables that the theme sets. */
export function color(...names: string[]): string {
  watch();
  const key = names.join();
  const known = colors.get(key) ?? computed(names);
  colors.set(key, known);
  return known;
}

function computed(names: readonly string[]): string {
  const style = getComputedStyle(document.body);
  for (const name of names) {
    const value = style.getPropertyValue(name).trim();
    if (value) return value;
  }
  return isDark() ? "#cccccc" : "#3b3b3b";
}

/** For lines that only guide the eye; no variable of VS Code's is faint, and seen, in every theme. */
export function faint(strong: string): string {
  return `color-mix(in srgb, ${strong} ${themeKind().startsWith("hc") ? 35 : 14}%, transparent)`;
}

const listeners: (() => void)[] = [];
let isWatched = false;

function watch(): void {
  if (isWatched) return;
  isWatched = true;
  const observer = new MutationObserver(() => {
    colors.clear();
    for (const listener of listeners) listener();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}

/** It finds the colours of the new theme. */
export function onThemeChange(listener: () => void): void {
  watch();
  listeners.push(listener);
}
