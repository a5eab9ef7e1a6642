/**
 * VS Code's themes as it gives them to a webview: themes.json holds the variables that VS Code 1.139 sets for Dark 2026, Light 2026
 * (its defaults) and both high contrast themes, as far as a page like ours looks at them. What a theme leaves out is left out there too.
 */
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

/** The style that a webview finds before its own: the theme's variables, and VS Code's defaults, which any rule outranks. */
export function styleOf(theme: ThemeName): string {
  const variables = Object.entries({ ...fonts, ...themes[theme].variables });
  return `:root { ${variables.map(([name, value]) => `${name}: ${value};`).join(" ")} }
    @layer vscode-default {
      html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); background: var(--vscode-editor-background); }
      body { margin: 0; padding: 0 20px; background: transparent; color: var(--vscode-foreground); font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family); }
    }`;
}
