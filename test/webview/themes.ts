/**
 * VS Code's themes as a webview gets them: themes.json holds the variables that VS Code 1.139 sets for Dark 2026, Light
 * 2026 (its defaults) and both high contrast themes, as far as a page like ours uses them. Variables that a theme does
 * not set are missing here too.
 */
import type { Page } from "playwright-core";
import recorded from "./themes.json";

export type ThemeName = keyof typeof recorded;

interface Theme {
  readonly bodyClass: string;
  readonly variables: Partial<Record<string, string>>;
}

export const themes: Record<ThemeName, Theme> = recorded;

const fonts = {
  "--vscode-font-family": "system-ui, 'DejaVu Sans', sans-serif",
  "--vscode-font-size": "13px",
  "--vscode-font-weight": "normal",
  "--vscode-editor-font-family": "'DejaVu Sans Mono', monospace",
  "--vscode-editor-font-size": "14px",
};

/** Returns a webview's initial style: the theme's variables, and VS Code's default rules, which any rule overrides. */
export function styleOf(theme: ThemeName): string {
  const variables = Object.entries({ ...fonts, ...themes[theme].variables });
  return `:root { ${variables.map(([name, value]) => `${name}: ${value};`).join(" ")} }
    @layer vscode-default {
      html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); background: var(--vscode-editor-background); }
      body { margin: 0; padding: 0 20px; background: transparent; color: var(--vscode-foreground); font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family); }
    }`;
}

/** Gives a page the variables and the class of another theme, as VS Code does while the page is open. */
export const setTheme = (page: Page, theme: ThemeName): Promise<void> =>
  page.evaluate(
    ([style, ours, all]) => {
      const kept = window as unknown as { themeSheet?: CSSStyleSheet };
      // The sheets that are there belong to the toolkit and to test/launch/unseen.ts.
      const sheet = kept.themeSheet ?? new CSSStyleSheet();
      // The page's first theme: variables that the new one does not set would remain.
      document.querySelector("head > style")?.remove();
      sheet.replaceSync(style);
      if (!kept.themeSheet) document.adoptedStyleSheets.push(sheet);
      kept.themeSheet = sheet;
      document.body.classList.remove(...all.split(" "));
      document.body.classList.add(...ours.split(" "));
    },
    [styleOf(theme), themes[theme].bodyClass, allClasses],
  );

const allClasses = Object.values(themes)
  .map(({ bodyClass }) => bodyClass)
  .join(" ");
