/** Builds networks as a config describes them: the one place that turns a config into what the core takes. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import { Network, type NetworkSpec, type TrainingSettings } from "../../core/network";

type Described = Pick<ResolvedConfig, "layers" | "cost" | "training">;

/** Units of every layer, the inputs first, as in [784, 100, 10]. */
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
 * A network of the config, its parameters not yet set: call `initialize` or `writeParameters`.
 * @param inputs of the data
 * @param rows examples that the training pass holds at most; 1 where nothing is trained
 */
export const buildNetwork = (backend: Backend, config: Described, inputs: number, rows = 1): Network =>
  new Network(backend, networkSpec(config, inputs), rows, config.training.optimizer);

/** One without accumulators, for a network that is never trained: kept epochs do not hold them. */
export const noAccumulators = (optimizer: ResolvedConfig["training"]["optimizer"]) =>
  ({ ...optimizer, type: "sgd", momentum: 0, nesterov: false }) as const;

/** The same network without the optimizer's accumulators. */
export const withoutAccumulators = <Config extends Described>(config: Config) => ({
  ...config,
  training: { ...config.training, optimizer: noAccumulators(config.training.optimizer) },
});

/** @param count training examples n: the config's λ is divided by it (Nielsen, ch. 3) */
export function trainingSettings(
  { training: { optimizer, regularization } }: Described,
  count: number,
  classWeights?: Float32Array | undefined,
): TrainingSettings {
  const { l1, l2 } = regularization;
  return { optimizer, regularization: { l1: l1 / count, l2: l2 / count }, classWeights };
}
