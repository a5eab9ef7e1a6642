/** Checks the combination of a config's settings, except its sweep. */
import type { NetworkConfig } from "../schema";
import { resolveConfig } from "../schema/resolve";
import type { Diagnostic } from "./finding";
import { checkData } from "./rules/data";
import { checkLayers } from "./rules/layers";
import { checkTraining } from "./rules/training";

export function checkMeaning(config: NetworkConfig): Diagnostic[] {
  const resolved = resolveConfig(config, 0);
  return [...checkLayers(config.layers, resolved.cost), ...checkTraining(resolved), ...checkData(resolved)];
}
