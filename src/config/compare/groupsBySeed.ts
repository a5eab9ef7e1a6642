/** What is not the same in several configs as they were trained, and which of them differ in their seed alone. */

import type { ResolvedConfig } from "../schema/resolve";
import { configDifferences } from "./differences";
import { formatSettingValue } from "./formatDifferences";

export interface SettingApart {
  /** As in `training.optimizer.learningRate`. */
  path: string;
  /** In words, one for each config; "none" where it has no such key. */
  values: string[];
}

/** In the order of the file. Where networks are of different depths, their layers are described as a whole. */
export function settingsApart(configs: readonly ResolvedConfig[]): SettingApart[] {
  const [first, ...others] = configs;
  const differences = others.flatMap((other) => configDifferences(first, other));
  const all = [...new Set(differences.map(({ path }) => path))];
  const paths = all.includes("layers") ? all.filter((path) => !path.startsWith("layers[")) : all;
  return paths.map((path) => ({ path, values: configs.map((config) => inWords(valueAt(config, path))) }));
}

/** A number for each config: the same for those that differ in their seed alone. */
export function groupsBySeed(configs: readonly ResolvedConfig[]): number[] {
  const firsts: ResolvedConfig[] = [];
  return configs.map((config) => {
    const found = firsts.findIndex((first) =>
      configDifferences(first, config).every(({ path }) => path === "training.seed"),
    );
    return found < 0 ? firsts.push(config) - 1 : found;
  });
}

/** @param path as formatPath writes it */
function valueAt(config: ResolvedConfig, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], config);
}

/** "100 prelu, 10 softmax" of layers. */
function inWords(value: unknown): string {
  if (!Array.isArray(value) || !value.every((each) => each?.units)) return formatSettingValue(value);
  return value.map(({ units, activation }) => `${units} ${activation}`).join(", ");
}
