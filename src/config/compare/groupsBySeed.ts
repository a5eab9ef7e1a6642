/** The settings that differ among configs as trained, and the groups of configs that differ only in their seed. */

import type { ResolvedConfig } from "../schema/resolve";
import { configDifferences } from "./differences";
import { formatSettingValue } from "./formatDifferences";

export interface DifferingSetting {
  /** A path such as `training.optimizer.learningRate`. */
  path: string;
  /** Formatted values, one per config; "none" if it has no such key. */
  values: string[];
}

/** Returns the differing settings in the order of the file; `layers` as a whole if the depths differ. */
export function differingSettings(configs: readonly ResolvedConfig[]): DifferingSetting[] {
  const [first, ...others] = configs;
  const differences = others.flatMap((other) => configDifferences(first, other));
  const all = [...new Set(differences.map(({ path }) => path))];
  const paths = all.includes("layers") ? all.filter((path) => !path.startsWith("layers[")) : all;
  return paths.map((path) => ({ path, values: configs.map((config) => valueText(valueAt(config, path))) }));
}

/** Returns a group number per config: the same for configs that differ only in their seed. */
export function groupsBySeed(configs: readonly ResolvedConfig[]): number[] {
  const firsts: ResolvedConfig[] = [];
  return configs.map((config) => {
    const found = firsts.findIndex((first) =>
      configDifferences(first, config).every(({ path }) => path === "training.seed"),
    );
    return found < 0 ? firsts.push(config) - 1 : found;
  });
}

/** @param path in the notation of formatPath */
function valueAt(config: ResolvedConfig, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], config);
}

/** Formats a value; layers as "100 prelu, 10 softmax". */
function valueText(value: unknown): string {
  if (!Array.isArray(value) || !value.every((each) => each?.units)) return formatSettingValue(value);
  return value.map(({ units, activation }) => `${units} ${activation}`).join(", ");
}
