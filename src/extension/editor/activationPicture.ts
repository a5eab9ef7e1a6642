/**
 * The plot of an activation function for hovers and completions. They cannot use theme colors, so the colors match the
 * kind of theme.
 */
import { ColorThemeKind, l10n, window } from "vscode";
import type { ActivationName } from "../../core/names";
import { activationPlot, type PlotColors } from "./activationPlot";

const alphas: Partial<Record<ActivationName, number>> = { prelu: 0.25, elu: 1 };

/** Returns Markdown. @param alpha defaults to the activation's own default */
export function activationPicture(name: ActivationName, alpha = alphas[name] ?? 0): string {
  const svg = activationPlot(name, alpha, colors(), l10n.t("f'(s), dashed"));
  return `![${name}](data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")})`;
}

function colors(): PlotColors {
  switch (window.activeColorTheme.kind) {
    case ColorThemeKind.Light:
      return { text: "#3b3b3b", grid: "#c8c8c8", output: "#005fb8", derivative: "#a31515" };
    case ColorThemeKind.Dark:
      return { text: "#cccccc", grid: "#5a5a5a", output: "#4daafc", derivative: "#f48771" };
    case ColorThemeKind.HighContrastLight:
      return { text: "#000000", grid: "#292929", output: "#0f4a85", derivative: "#b5200d" };
    case ColorThemeKind.HighContrast:
      return { text: "#ffffff", grid: "#ffffff", output: "#3ff23f", derivative: "#ffd700" };
  }
}
