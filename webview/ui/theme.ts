/** Colours of the editor's theme for drawing on canvas, read from VS Code's CSS variables. */

export type ThemeKind = "light" | "dark" | "hc-dark" | "hc-light";

export function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains("vscode-high-contrast-light")) return "hc-light";
  if (classList.contains("vscode-high-contrast")) return "hc-dark";
  return classList.contains("vscode-light") ? "light" : "dark";
}

const isDark = (): boolean => themeKind().endsWith("dark");

/** Cached colours of the current theme: reading one makes the browser recompute all styles that have changed. */
const colors = new Map<string, string>();

/** Returns the value of the first variable that the theme sets. */
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

/** Returns a faint colour for grid lines; no variable of VS Code is both faint and visible in every theme. */
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

/** Registers a listener of theme changes; it is called when the new colours can be read. */
export function onThemeChange(listener: () => void): void {
  watch();
  listeners.push(listener);
}
