/** Formats shapes and counts for inlay hints, hovers and the outline. */
import { l10n } from "vscode";
import type { LayerOutline } from "../../config/editor/outline";

export const formatCount = (count: number): string => count.toLocaleString("en");

/** Returns "784 → 100", or "100 units" if the inputs are unknown. */
export function formatShape({ inputs, units }: LayerOutline): string | undefined {
  if (units === undefined) return undefined;
  return inputs === undefined ? l10n.t("{0} units", formatCount(units)) : `${inputs} → ${units}`;
}

export const formatParameters = (parameters: number): string => l10n.t("{0} parameters", formatCount(parameters));
