/** Shapes and counts in the words that hints, hovers and the outline share. */
import { l10n } from "vscode";
import type { LayerOutline } from "../../config/editor/outline";

export const formatCount = (count: number): string => count.toLocaleString("en");

/** "784 → 100", or "100 units" where the inputs are not known. */
export function formatShape({ inputs, units }: LayerOutline): string | undefined {
  if (units === undefined) return undefined;
  return inputs === undefined ? l10n.t("{0} units", formatCount(units)) : `${inputs} → ${units}`;
}

export const formatParameters = (parameters: number): string => l10n.t("{0} parameters", formatCount(parameters));
