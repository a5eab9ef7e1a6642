/** VS Code's default themes, as far as the page looks at them. */

interface Theme {
  readonly bodyClass: string;
  readonly variables: Record<string, string>;
}

const shared = {
  "--vscode-font-family": "system-ui, 'DejaVu Sans', sans-serif",
  "--vscode-font-size": "13px",
  "--vscode-editor-font-family": "monospace",
};

const hc = (foreground: string, background: string, accent: string) => ({
  ...shared,
  "--vscode-foreground": foreground,
  "--vscode-descriptionForeground": foreground,
  "--vscode-editor-background": background,
  "--vscode-badge-background": background,
  "--vscode-badge-foreground": foreground,
  "--vscode-contrastBorder": accent,
  "--vscode-contrastActiveBorder": accent,
  "--vscode-focusBorder": accent,
  "--vscode-errorForeground": foreground === "#ffffff" ? "#f48771" : "#b5200d",
  "--vscode-progressBar-background": accent,
  "--vscode-button-background": background,
  "--vscode-button-foreground": foreground,
  "--vscode-button-border": accent,
  "--vscode-charts-blue": foreground === "#ffffff" ? "#59a4f9" : "#1a85ff",
  "--vscode-charts-purple": foreground === "#ffffff" ? "#d8b9ff" : "#652d90",
  "--vscode-charts-green": foreground === "#ffffff" ? "#89d185" : "#2b6a1b",
  "--vscode-dropdown-background": background,
  "--vscode-dropdown-foreground": foreground,
  "--vscode-dropdown-border": accent,
});

export const themes: Record<"light" | "dark" | "hc-dark" | "hc-light", Theme> = {
  light: {
    bodyClass: "vscode-light",
    variables: {
      ...shared,
      "--vscode-foreground": "#3b3b3b",
      "--vscode-descriptionForeground": "#5c5c5c",
      "--vscode-editor-background": "#ffffff",
      "--vscode-badge-background": "#cccccc",
      "--vscode-badge-foreground": "#3b3b3b",
      "--vscode-focusBorder": "#005fb8",
      "--vscode-errorForeground": "#c72e0f",
      "--vscode-progressBar-background": "#005fb8",
      "--vscode-button-background": "#005fb8",
      "--vscode-button-foreground": "#ffffff",
      "--vscode-button-secondaryBackground": "#e5e5e5",
      "--vscode-button-secondaryForeground": "#3b3b3b",
      "--vscode-input-background": "#eeeeee",
      "--vscode-panel-border": "#e5e5e5",
      "--vscode-editorIndentGuide-background1": "#e3e3e3",
      "--vscode-list-inactiveSelectionBackground": "#e4e6f1",
      "--vscode-charts-blue": "#1a85ff",
      "--vscode-charts-purple": "#b180d7",
      "--vscode-charts-green": "#388a34",
      "--vscode-dropdown-background": "#ffffff",
      "--vscode-dropdown-foreground": "#3b3b3b",
      "--vscode-dropdown-border": "#cecece",
      "--vscode-checkbox-background": "#ffffff",
      "--vscode-checkbox-border": "#cecece",
    },
  },
  dark: {
    bodyClass: "vscode-dark",
    variables: {
      ...shared,
      "--vscode-foreground": "#cccccc",
      "--vscode-descriptionForeground": "#9d9d9d",
      "--vscode-editor-background": "#1f1f1f",
      "--vscode-badge-background": "#616161",
      "--vscode-badge-foreground": "#f8f8f8",
      "--vscode-focusBorder": "#0078d4",
      "--vscode-errorForeground": "#f85149",
      "--vscode-progressBar-background": "#0078d4",
      "--vscode-button-background": "#0078d4",
      "--vscode-button-foreground": "#ffffff",
      "--vscode-button-secondaryBackground": "#313131",
      "--vscode-button-secondaryForeground": "#cccccc",
      "--vscode-input-background": "#313131",
      "--vscode-panel-border": "#2b2b2b",
      "--vscode-editorIndentGuide-background1": "#333333",
      "--vscode-list-inactiveSelectionBackground": "#37373d",
      "--vscode-charts-blue": "#59a4f9",
      "--vscode-charts-purple": "#b180d7",
      "--vscode-charts-green": "#89d185",
      "--vscode-dropdown-background": "#313131",
      "--vscode-dropdown-foreground": "#cccccc",
      "--vscode-dropdown-border": "#3c3c3c",
      "--vscode-checkbox-background": "#313131",
      "--vscode-checkbox-border": "#3c3c3c",
    },
  },
  "hc-dark": { bodyClass: "vscode-high-contrast", variables: hc("#ffffff", "#000000", "#6fc3df") },
  "hc-light": {
    bodyClass: "vscode-high-contrast vscode-high-contrast-light",
    variables: hc("#292929", "#ffffff", "#0f4a85"),
  },
};
