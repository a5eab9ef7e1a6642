/** Metrics of an epoch, on the validation and test examples and, with `trainAccuracy`, on the training examples. */

import { watchedMetrics } from "../../config/schema/watchedMetrics";
import type { Backend, Examples } from "../../core/backend";
import { isWatchedOnly, type WatchedOnly } from "../../core/metricRegistry";
import type { Evaluation } from "../../core/metrics";
import type { Dataset, Target } from "../../data/dataset";
import type { EpochEnded } from "../../protocol/events";
import { Evaluator } from "../experiment/evaluator";
import { unseenError } from "../experiment/overflowCause";
import { predictionMetrics } from "../experiment/predictionMetrics";
import { type RegressionMetrics, regressionMetrics } from "../experiment/regressionMetrics";
import type { Training } from "../experiment/training";

type EpochMetrics = Omit<EpochEnded, "type" | "epoch" | "cost" | "trainSeconds" | "evaluateSeconds" | "learningRate">;

export class EpochEvaluation {
  private readonly validation: Evaluator | undefined;
  private readonly test: Evaluator | undefined;
  private readonly train: Evaluator | undefined;
  /** Watched metrics that are computed from predictions. */
  private readonly watched: readonly WatchedOnly[];

  constructor(
    private readonly training: Training,
    backend: Backend,
    private readonly dataset: Dataset,
  ) {
    const { network, resident, config } = training;
    this.validation = Evaluator.of(network, backend, dataset.validation);
    this.test = Evaluator.of(network, backend, dataset.test);
    this.watched = watchedMetrics(config.training).filter(isWatchedOnly);
    if (config.training.trainAccuracy) this.train = new Evaluator(network, backend, resident);
  }

  /** @param pause awaited often; an error that it throws ends the evaluation */
  async measureEpoch(pause: () => Promise<void>): Promise<EpochMetrics> {
    const [validation, watched] = await this.measureValidation(pause);
    const test = await this.measure(this.test, pause, this.dataset.test);
    const train = await this.measure(this.train, pause);
    const { task, targets } = this.dataset;
    if (task === "regression" && targets) return { ...this.regression(targets, validation, test), ...watched };
    return {
      ...(validation && { validationCost: validation.cost, validationAccuracy: validation.accuracy }),
      ...(test && { testAccuracy: test.accuracy }),
      ...(train && { trainAccuracy: train.accuracy }),
      ...watched,
    };
  }

  private async measureValidation(pause: () => Promise<void>): Promise<[Evaluation | undefined, EpochMetrics?]> {
    const { validation, dataset, watched } = this;
    if (!validation || !dataset.validation || watched.length === 0)
      return [await this.measure(validation, pause, dataset.validation)];
    const { evaluation, outputs: z } = await validation.measureAndPredict(pause);
    await this.assertFinite(evaluation, dataset.validation);
    return [evaluation, predictionMetrics(watched, { dataset, examples: dataset.validation, z })];
  }

  private regression(
    targets: Target[],
    validation: Evaluation | undefined,
    test: Evaluation | undefined,
  ): EpochMetrics {
    const { dataset } = this;
    const onValidation = validation && dataset.validation && regressionMetrics(validation, dataset.validation, targets);
    const onTest = test && dataset.test && regressionMetrics(test, dataset.test, targets);
    return {
      ...(validation && { validationCost: validation.cost }),
      ...(onValidation && { ...r2Of("validationR2", onValidation), validationRmse: onValidation.rmse }),
      ...(onTest && { ...r2Of("testR2", onTest), testRmse: onTest.rmse }),
    };
  }

  private async measure(
    evaluator: Evaluator | undefined,
    pause: () => Promise<void>,
    examples?: Examples,
  ): Promise<Evaluation | undefined> {
    const measured = await evaluator?.measure(pause);
    if (measured) await this.assertFinite(measured, examples);
    return measured;
  }

  private async assertFinite({ cost }: Evaluation, examples?: Examples): Promise<void> {
    if (Number.isFinite(cost)) return;
    const { network, position } = this.training;
    const { epoch, batch } = position;
    const place = { layer: (await network.firstNonFiniteLayer()) ?? network.layers.length - 1, epoch, batch };
    throw (examples && unseenError(examples, this.dataset.train, place)) ?? (await this.training.overflow(place));
  }
}

/** Returns no key if R² is undefined (NaN). */
const r2Of = (name: "validationR2" | "testR2", { r2 }: RegressionMetrics) => (Number.isNaN(r2) ? {} : { [name]: r2 });
