/** What a hover says, by the key it is about. */
import { ColorThemeKind, l10n, MarkdownString, window } from "vscode";
import { activationWords } from "../../config/explain/activations";
import { costWords, optimizerWords } from "../../config/explain/training";
import type { LayerOutline, NetworkOutline } from "../../config/outline";
import type { ActivationName } from "../../core/names";
import type { Inspected } from "../inspector";
import { activationPlot, type PlotColors } from "./activationPlot";
import { dataText } from "./dataText";
import { parametersInWords, shapeInWords, whole } from "./shapeWords";

type Path = (string | number)[];

/** Of the keys of `data`, those that say which data it is. */
const dataKeys = new Set<unknown>(["format", "name", "path", "testPath", "trainImages", "trainLabels"]);
const alphas: Partial<Record<ActivationName, number>> = { prelu: 0.25, elu: 1 };

/** @param data asked for only where it is shown */
export function hoverText(
  path: Path,
  network: NetworkOutline,
  data: () => Inspected | undefined,
): MarkdownString | undefined {
  const [section, second, third] = path;
  if (section === "layers" && typeof second === "number") {
    const layer = network.layers[second];
    if (third === "activation") return activationHover(layer);
    return third === "units" ? layerHover(layer, second, network) : undefined;
  }
  if (section === "data" && (path.length === 1 || dataKeys.has(second))) return dataText(data());
  if (section === "layers" && path.length === 1)
    return network.parameters === undefined ? undefined : networkHover(network);
  if (section === "cost") return costHover(network.cost);
  if (section === "training" && second === "optimizer" && (third === undefined || third === "type")) {
    return optimizerHover(network.optimizer);
  }
  return undefined;
}

function networkHover({ layers, parameters = 0 }: NetworkOutline): MarkdownString {
  const shape = [layers[0].inputs, ...layers.map(({ units }) => units)].join(" → ");
  return new MarkdownString(`**${shape}** · ${parametersInWords(parameters)}`);
}

function layerHover(layer: LayerOutline, index: number, { layers, parameters }: NetworkOutline): MarkdownString {
  const name = index === layers.length - 1 ? l10n.t("output layer") : l10n.t("layer {0}", index + 1);
  const text = new MarkdownString(`**${name}** ${shapeInWords(layer) ?? ""}`);
  if (layer.parameters !== undefined) {
    text.appendMarkdown(` · ${parametersInWords(layer.parameters)}`);
    if (parameters) {
      const share = `${((100 * layer.parameters) / parameters).toFixed(1)}%`;
      text.appendMarkdown(`, ${l10n.t("{0} of {1}", share, whole(parameters))}`);
    }
  }
  const plot = plotOf(layer);
  if (plot) text.appendMarkdown(`\n\n${plot}`);
  return text;
}

function activationHover(layer: LayerOutline): MarkdownString | undefined {
  const words = wordsOf(activationWords, layer.activation);
  if (!words) return undefined;
  const text = new MarkdownString(`${plotOf(layer)}\n\n`);
  text.appendMarkdown(`f(s) = ${words.formula}  \nf'(s) = ${words.derivative}\n\n${words.use}`);
  return text;
}

function costHover(cost: string | undefined): MarkdownString | undefined {
  const words = wordsOf(costWords, cost);
  if (!words) return undefined;
  return new MarkdownString(`C = ${words.formula}\n\n∂C/∂s = ${words.error}\n\n${words.use}`);
}

function optimizerHover(type: string | undefined): MarkdownString | undefined {
  const words = wordsOf(optimizerWords, type);
  return words && new MarkdownString(`**${type}** ${words.formula}\n\n${l10n.t("usual: {0}", words.usual)}`);
}

const wordsOf = <Words>(all: Record<string, Words>, name: string | undefined): Words | undefined =>
  name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;

function plotOf({ activation, alpha }: LayerOutline): string | undefined {
  if (!wordsOf(activationWords, activation)) return undefined;
  const name = activation as ActivationName;
  const svg = activationPlot(name, alpha ?? alphas[name] ?? 0, colors());
  return `![${name}](data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")})`;
}

/** A picture in a hover knows no theme colours: it gets those that fit the theme's kind. */
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
