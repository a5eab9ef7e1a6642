/** Shortens the config recorded by a run, which has all defaults filled in, to what a person would write. */
import { isDeepStrictEqual } from "node:util";
import { configSchema } from "../schema";
import { bestMetricOf, type ResolvedConfig, resolveConfig } from "../schema/resolve";

type Place = Record<string, unknown>;

/** Keys that are always kept, even if they have their default. */
const alwaysSaid = ["version", "cost", "training", "optimizer", "type", "epochs", "batchSize", "seed", "learningRate"];
const order = ["version", "data", "layers", "cost", "training", "backend", "threads"];

/**
 * Returns an equivalent config. One that does not match this version's schema is returned unchanged. For runs recorded
 * before `bestMetric` existed, the metric follows early stopping, as in new runs.
 */
export function withoutDefaults(config: ResolvedConfig): object {
  const meant = asJson({ ...config, training: { ...config.training, ...bestMetricOf(config.training) } });
  const isSame = (short: Place) => {
    const { success, data } = configSchema.safeParse(short);
    return success && isDeepStrictEqual(asJson(resolveConfig(data, config.training.seed)), meant);
  };
  let short = meant;
  if (!isSame(short)) return meant;
  for (const path of pathsIn(meant)) {
    const shorter = without(short, path);
    if (isSame(shorter)) short = shorter;
  }
  return Object.fromEntries(Object.entries(short).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

/** Returns the paths of all keys that may be omitted, objects before their contents. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = [...path, key];
    const own = Array.isArray(value) || alwaysSaid.includes(key) ? [] : [here];
    return [...own, ...pathsIn(each, here)];
  });
}

/** Returns a copy without the value at the path. */
function without(config: Place, path: string[]): Place {
  const copy = asJson(config);
  const [last, ...above] = [...path].reverse();
  const place = above.reverse().reduce<Place | undefined>((at, key) => at?.[key] as Place | undefined, copy);
  if (place) delete place[last];
  return copy;
}

const asJson = (config: object): Place => JSON.parse(JSON.stringify(config));
