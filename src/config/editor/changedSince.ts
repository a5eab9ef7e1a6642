/** Whether what a sweep found still holds for a config: what differs in it besides the settings that were varied. */
import { configDifferences } from "../compare/differences";
import { configSchema } from "../schema";
import { type ResolvedConfig, resolveConfig } from "../schema/resolve";
import { trialValue } from "../sweep/trialValue";

type Value = number | string | boolean;

/** They change no network that is trained, or only by chance: a winner is one by its seeds. */
const without = ["training.seed", "training.keepEvery", "training.checkpointEvery", "backend", "threads"];

/**
 * Paths of settings, in the order of the file; undefined where the config of now cannot be trained.
 * @param now the config as the file says it; `then` as it did when the sweep began
 * @param swept paths of all parameters of the sweep; both configs are compared with these `values` in their places
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
