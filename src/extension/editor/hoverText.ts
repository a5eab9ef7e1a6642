/** The hover text for a key of the config. */

import { l10n, MarkdownString, workspace } from "vscode";
import type { LayerOutline, NetworkOutline } from "../../config/editor/outline";
import type { SweepOutline } from "../../config/editor/sweepOutline";
import { optimizerDescriptions } from "../../config/schema/descriptions";
import { formatPercent } from "../base/formatting";
import { translatedText } from "../base/translated";
import { untrustedDataText } from "../base/trust";
import type { Inspected } from "../process/inspector";
import { activationPicture } from "./activationPicture";
import { activationText, isActivation } from "./activationText";
import { dataText } from "./dataText";
import { formatCount, formatParameters, formatShape } from "./shapeText";
import { parameterHover, sweepHover } from "./sweepText";

type Path = (string | number)[];

/** Keys of `data` that identify the data. */
const dataKeys = new Set<unknown>(["format", "name", "path", "testPath", "trainImages", "trainLabels"]);

/** Keys of `training` that determine the disk space of a run. */
const keptKeys = new Set<unknown>(["epochs", "keepEvery", "checkpointEvery"]);

/** Contents that are requested only if they are shown. */
interface Requested {
  data(): Promise<Inspected | undefined>;
  /** Resolves to undefined if the config has errors or its inputs are unknown. */
  disk(): Promise<MarkdownString | undefined>;
  /** Resolves to undefined if the sweep is incomplete. */
  sweep(): Promise<SweepOutline | undefined>;
}

export async function hoverText(
  path: Path,
  network: NetworkOutline,
  { data, disk, sweep }: Requested,
): Promise<MarkdownString | undefined> {
  const [section, second, third] = path;
  if (section === "layers" && typeof second === "number") {
    const layer = network.layers[second];
    if (third === "activation" && isActivation(layer.activation)) return activationText(layer.activation, layer.alpha);
    return third === "units" ? layerHover(layer, second, network) : undefined;
  }
  if (section === "data" && (path.length === 1 || dataKeys.has(second)))
    return workspace.isTrusted ? dataText(await data()) : untrustedDataText();
  if (section === "layers" && path.length === 1)
    return network.parameters === undefined ? undefined : networkHover(network);
  if (section === "training" && (path.length === 1 || (path.length === 2 && keptKeys.has(second)))) return disk();
  if (section === "sweep") return sweepText(path, await sweep());
  // The schema's descriptions explain costs and optimizer types.
  if (section === "training" && second === "optimizer" && third === undefined) return optimizerHover(network.optimizer);
  return undefined;
}

/** Returns the text for a parameter, for any key in it; for the sweep, its parameters and search as a whole. */
function sweepText([, key, name]: Path, outline: SweepOutline | undefined): MarkdownString | undefined {
  if (key === "parameters" && name !== undefined) {
    const parameter = outline?.space.find(({ path }) => path === name);
    return parameter && parameterHover(parameter);
  }
  const isWhole = key === undefined || key === "parameters" || key === "search";
  return isWhole && name === undefined && outline ? sweepHover(outline) : undefined;
}

function networkHover({ layers, parameters = 0 }: NetworkOutline): MarkdownString {
  const shape = [layers[0].inputs, ...layers.map(({ units }) => units)].join(" → ");
  return new MarkdownString(`**${shape}** · ${formatParameters(parameters)}`);
}

function layerHover(layer: LayerOutline, index: number, { layers, parameters }: NetworkOutline): MarkdownString {
  const name = index === layers.length - 1 ? l10n.t("output layer") : l10n.t("layer {0}", index + 1);
  const text = new MarkdownString(`**${name}** ${formatShape(layer) ?? ""}`);
  if (layer.parameters !== undefined) {
    text.appendMarkdown(` · ${formatParameters(layer.parameters)}`);
    if (parameters) {
      const share = formatPercent(layer.parameters / parameters);
      text.appendMarkdown(`, ${l10n.t("{0} of {1}", share, formatCount(parameters))}`);
    }
  }
  const { activation, alpha } = layer;
  if (isActivation(activation)) text.appendMarkdown(`\n\n${activationPicture(activation, alpha)}`);
  return text;
}

function optimizerHover(type: string | undefined): MarkdownString | undefined {
  const description = ownProperty(optimizerDescriptions, type);
  return (
    description &&
    new MarkdownString(
      `**${type}** ${translatedText(description.formula)}\n\n${l10n.t("typical: {0}", translatedText(description.usual))}`,
    )
  );
}

const ownProperty = <Words>(all: Record<string, Words>, name: string | undefined): Words | undefined =>
  name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
