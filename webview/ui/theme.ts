/** The editor's theme, for what is drawn on canvas. Colours come from VS Code's CSS variables. */

export type ThemeKind = "light" | "dark" | "hc-dark" | "hc-light";

export function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains("vscode-high-contrast-light")) return "hc-light";
  if (classList.contains("vscode-high-contrast")) return "hc-dark";
  return classList.contains("vscode-light") ? "light" : "dark";
}

const isDark = (): boolean => themeKind().endsWith("dark");

/** The first of the variables that the theme sets. */
export function color(...names: string[]): string {
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

export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}
