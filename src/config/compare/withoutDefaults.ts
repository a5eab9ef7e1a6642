/** A config as a run recorded it, every default filled in, made short again: as a person would have written it. */
import { isDeepStrictEqual } from "node:util";
import { configSchema } from "../schema";
import { bestMetricOf, type ResolvedConfig, resolveConfig } from "../schema/resolve";

type Place = Record<string, unknown>;

/** What a reader looks for first stays, a default or not. */
const alwaysSaid = ["version", "cost", "training", "optimizer", "type", "epochs", "batchSize", "seed", "learningRate"];
const order = ["version", "data", "layers", "cost", "training", "backend", "threads"];

/**
 * Means the same as `config`. One that this version's schema does not take is given back as it is. What a run of before
 * `bestMetric` was recorded leaves open follows its early stopping, as in every new run.
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

/** Of every key that may be left out, objects before what is in them. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = [...path, key];
    const own = Array.isArray(value) || alwaysSaid.includes(key) ? [] : [here];
    return [...own, ...pathsIn(each, here)];
  });
}

/** A copy; the same where nothing stands there any more. */
function without(config: Place, path: string[]): Place {
  const copy = asJson(config);
  const [last, ...above] = [...path].reverse();
  const place = above.reverse().reduce<Place | undefined>((at, key) => at?.[key] as Place | undefined, copy);
  if (place) delete place[last];
  return copy;
}

const asJson = (config: object): Place => JSON.parse(JSON.stringify(config));
