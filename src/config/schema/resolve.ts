/** Fills in the defaults that depend on other keys, so that nothing below asks "and if it is left out?". */
import type { CostName, OptimizerType } from "../../core/names";
import type { LayerConfig, NetworkConfig, TrainingConfig } from ".";

const learningRates: Record<OptimizerType, number> = { sgd: 0.1, rmsprop: 0.01, adam: 0.001, adamw: 0.001 };
const alphas: Partial<Record<LayerConfig["activation"], number>> = { prelu: 0.25, elu: 1 };

type ResolvedLayer = LayerConfig & { alpha: number };
/** Without `sweep`: one network is trained of it. */
export type ResolvedConfig = Omit<NetworkConfig, "sweep"> & {
  layers: ResolvedLayer[];
  cost: CostName;
  training: TrainingConfig & { seed: number; keepEvery: number; optimizer: { learningRate: number } };
};

/** Left out where the data decides: then the core's own rule counts. */
export function bestMetricOf({ bestMetric, earlyStopping }: TrainingConfig): Pick<TrainingConfig, "bestMetric"> {
  const metric = bestMetric ?? earlyStopping?.metric;
  return metric ? { bestMetric: metric } : {};
}

/** About 50 epochs are kept where the config does not say how many. */
export const keepEveryOf = (epochs: number): number => Math.max(1, Math.ceil(epochs / 50));

/** @param seed the seed to record where the config has none */
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
