/** The figures of an epoch: what the network makes of the validation, test and, when asked for, training examples. */
import type { Backend } from "../../core/backend";
import type { Evaluation } from "../../core/metrics";
import type { Dataset, Target } from "../../data/dataset";
import type { EpochEnded } from "../../protocol/events";
import { Evaluator } from "../experiment/evaluator";
import { fitOf } from "../experiment/regressionMetrics";
import { notFinite, type Training } from "../experiment/training";

type Figures = Omit<EpochEnded, "type" | "epoch" | "cost" | "trainSeconds" | "evaluateSeconds" | "learningRate">;

export class EpochEvaluation {
  private readonly validation: Evaluator | undefined;
  private readonly test: Evaluator | undefined;
  private readonly train: Evaluator | undefined;

  constructor(
    private readonly training: Training,
    backend: Backend,
    private readonly dataset: Dataset,
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
    const { targets } = this.dataset;
    if (targets) return this.fits(targets, validation, test);
    return {
      ...(validation && { validationCost: validation.cost, validationAccuracy: validation.accuracy }),
      ...(test && { testAccuracy: test.accuracy }),
      ...(train && { trainAccuracy: train.accuracy }),
    };
  }

  private fits(targets: Target[], validation: Evaluation | undefined, test: Evaluation | undefined): Figures {
    const { dataset } = this;
    const onValidation = validation && dataset.validation && fitOf(validation, dataset.validation, targets);
    const onTest = test && dataset.test && fitOf(test, dataset.test, targets);
    return {
      ...(validation && { validationCost: validation.cost }),
      ...(onValidation && { validationR2: onValidation.r2, validationRmse: onValidation.rmse }),
      ...(onTest && { testR2: onTest.r2, testRmse: onTest.rmse }),
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
