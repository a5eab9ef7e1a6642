/** Builds networks from a config: the only place that translates a config for the core. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import { Network, type NetworkSpec, type TrainingSettings } from "../../core/network";

type Described = Pick<ResolvedConfig, "layers" | "cost" | "training">;

/** Returns the units of every layer, the inputs first, such as [784, 100, 10]. */
export const networkShape = ({ layers }: Pick<ResolvedConfig, "layers">, inputs: number): number[] => [
  inputs,
  ...layers.map(({ units }) => units),
];

const networkSpec = ({ layers, cost, training }: Described, inputs: number): NetworkSpec => ({
  inputs,
  layers,
  cost,
  seed: training.seed,
});

/**
 * Builds a network whose parameters are not yet set: call `initialize` or `writeParameters`.
 * @param inputs number of inputs of the data
 * @param rows maximum number of examples in the training pass; 1 if nothing is trained
 */
export const buildNetwork = (backend: Backend, config: Described, inputs: number, rows = 1): Network =>
  new Network(backend, networkSpec(config, inputs), rows, config.training.optimizer);

/** Returns an optimizer without accumulators, for a network that is never trained: saved epochs do not contain them. */
const noAccumulators = (optimizer: ResolvedConfig["training"]["optimizer"]) =>
  ({ ...optimizer, type: "sgd", momentum: 0, nesterov: false }) as const;

/** Returns the config without the optimizer's accumulators. */
export const withoutAccumulators = <Config extends Described>(config: Config) => ({
  ...config,
  training: { ...config.training, optimizer: noAccumulators(config.training.optimizer) },
});

/** @param count number of training examples n: the config's λ is divided by it (Nielsen, ch. 3) */
export function trainingSettings(
  { training: { optimizer, regularization } }: Described,
  count: number,
  classWeights?: Float32Array | undefined,
): TrainingSettings {
  const { l1, l2 } = regularization;
  return { optimizer, regularization: { l1: l1 / count, l2: l2 / count }, classWeights };
}
