/** The figures of an epoch: what the network makes of the validation, test and, when asked for, training examples. */
import type { Backend } from "../core/backend";
import type { Evaluation } from "../core/metrics";
import type { Dataset } from "../data/dataset";
import type { EpochEnded } from "../protocol/events";
import { Evaluator } from "./evaluation";
import { notFinite, type Training } from "./training";

type Figures = Pick<EpochEnded, "validationCost" | "validationAccuracy" | "testAccuracy" | "trainAccuracy">;

export class EpochEvaluation {
  private readonly validation: Evaluator | undefined;
  private readonly test: Evaluator | undefined;
  private readonly train: Evaluator | undefined;

  constructor(
    private readonly training: Training,
    backend: Backend,
    dataset: Dataset,
  ) {
    const { network, resident, config } = training;
    this.validation = Evaluator.of(network, backend, dataset.validation);
    this.test = Evaluator.of(network, backend, dataset.test);
    if (config.training.trainAccuracy) this.train = new Evaluator(network, backend, resident);
  }

  /** @param pause awaited often; whatever it throws ends the evaluation */
  async figures(pause: () => Promise<void>): Promise<Figures> {
    const validation = await this.measure(this.validation, pause);
    const test = await this.measure(this.test, pause);
    const train = await this.measure(this.train, pause);
    return {
      ...(validation && { validationCost: validation.cost, validationAccuracy: validation.accuracy }),
      ...(test && { testAccuracy: test.accuracy }),
      ...(train && { trainAccuracy: train.accuracy }),
    };
  }

  private async measure(evaluator: Evaluator | undefined, pause: () => Promise<void>): Promise<Evaluation | undefined> {
    const measured = await evaluator?.measure(pause);
    if (!measured || Number.isFinite(measured.cost)) return measured;
    const { network, place, config } = this.training;
    const layer = (await network.firstNonFiniteLayer()) ?? network.layers.length - 1;
    throw notFinite(config, { layer, ...place });
  }
}
