/** Fills in the defaults that depend on other keys, so that later code needs no fallbacks. */
import type { CostName, OptimizerType } from "../../core/names";
import type { LayerConfig, NetworkConfig, TrainingConfig } from ".";

const learningRates: Record<OptimizerType, number> = { sgd: 0.1, rmsprop: 0.01, adam: 0.001, adamw: 0.001 };
const alphas: Partial<Record<LayerConfig["activation"], number>> = { prelu: 0.25, elu: 1 };

type ResolvedLayer = LayerConfig & { alpha: number };
/** A config without `sweep`, for the training of one network. */
export type ResolvedConfig = Omit<NetworkConfig, "sweep"> & {
  layers: ResolvedLayer[];
  cost: CostName;
  training: TrainingConfig & { seed: number; keepEvery: number; optimizer: { learningRate: number } };
};

/** Returns the configured best metric; absent if the data decides, by the rule of src/core. */
export function bestMetricOf({ bestMetric, earlyStopping }: TrainingConfig): Pick<TrainingConfig, "bestMetric"> {
  const metric = bestMetric ?? earlyStopping?.metric;
  return metric ? { bestMetric: metric } : {};
}

/** Returns the default of keepEvery, which keeps about 50 epochs. */
export const keepEveryOf = (epochs: number): number => Math.max(1, Math.ceil(epochs / 50));

/** @param seed to record if the config has none */
export function resolveConfig({ sweep: _, ...config }: NetworkConfig, seed: number): ResolvedConfig {
  const { training } = config;
  const output = config.layers[config.layers.length - 1].activation;
  return {
    ...config,
    layers: config.layers.map((layer) => ({ ...layer, alpha: layer.alpha ?? alphas[layer.activation] ?? 0 })),
    cost: config.cost ?? (output === "softmax" || output === "sigmoid" ? "cross-entropy" : "quadratic"),
    training: {
      ...training,
      seed: training.seed ?? seed,
      ...bestMetricOf(training),
      keepEvery: training.keepEvery ?? keepEveryOf(training.epochs),
      optimizer: {
        ...training.optimizer,
        learningRate: training.optimizer.learningRate ?? learningRates[training.optimizer.type],
      },
    },
  };
}
