/** Determines whether a sweep's result still applies to a config: the differences besides the swept settings. */
import { configDifferences } from "../compare/differences";
import { configSchema } from "../schema";
import { type ResolvedConfig, resolveConfig } from "../schema/resolve";
import { trialValue } from "../sweep/trialValue";

type Value = number | string | boolean;

/** Settings that do not change a trained network, or only at random: a winner depends on its seeds anyway. */
const without = ["training.seed", "training.keepEvery", "training.checkpointEvery", "backend", "threads"];

/**
 * Returns the paths of changed settings, in the order of the file; undefined if `now` is no valid config.
 * @param now the config as written; `then` as written when the sweep began
 * @param swept paths of all parameters of the sweep; both configs are compared with these `values`
 */
export function changedSince(
  now: unknown,
  then: unknown,
  swept: readonly string[],
  values: Readonly<Record<string, Value>>,
): string[] | undefined {
  const [before, after] = [then, now].map((written) => resolved(written, swept, values));
  if (!before || !after) return undefined;
  const paths = configDifferences(before, after).map(({ path }) => path);
  return paths.filter((path) => !without.includes(path));
}

function resolved(
  written: unknown,
  swept: readonly string[],
  values: Readonly<Record<string, Value>>,
): ResolvedConfig | undefined {
  if (typeof written !== "object" || written === null) return undefined;
  const { layers } = written as { layers?: unknown };
  if (!Array.isArray(layers) || layers.length === 0) return undefined;
  const parsed = configSchema.safeParse(trialValue(written, swept, { values }));
  return parsed.success ? resolveConfig(parsed.data, 0) : undefined;
}
