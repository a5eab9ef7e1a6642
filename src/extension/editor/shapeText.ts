/** Shapes and counts in the words that hints, hovers and the outline share. */
import { l10n } from "vscode";
import type { LayerOutline } from "../../config/editor/outline";

export const whole = (count: number): string => count.toLocaleString("en");

/** "784 → 100", or "100 units" where the inputs are not known. */
export function shapeInWords({ inputs, units }: LayerOutline): string | undefined {
  if (units === undefined) return undefined;
  return inputs === undefined ? l10n.t("{0} units", whole(units)) : `${inputs} → ${units}`;
}

export const parametersInWords = (parameters: number): string => l10n.t("{0} parameters", whole(parameters));
