/**
 * The control experiment: every distinct example gets a random label, or a random target for a regression, and the
 * network is trained.
 * Its score on validation examples can then be no better than chance, unless it has seen them in training: a better
 * score means that the sets overlap.
 */

import type { Backend, Examples } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { noticed } from "../../../messages";
import { Evaluator } from "../../experiment/evaluator";
import { type CheckedExperiment, type CheckOutcome, failed, passed, skipped } from "./outcome";
import { trainSteps } from "./overfitTen";
import { firstIndices, makeBackend, selectExamples, trainUnregularized } from "./parts";
import { randomTargets, sharedExamples } from "./randomTargets";
import { accuracy, correlation, type Score } from "./scores";

/** Limits that leave enough examples and steps to memorize. */
const [maxExamples, maxSteps, stepsAtOnce] = [4000, 4000, 200];
const learned = 0.95;

export async function shuffledLabels(
  { config, dataset }: CheckedExperiment,
  make: () => Promise<Backend> = makeBackend,
): Promise<CheckOutcome> {
  const { train, validation, task } = dataset;
  if (!validation) return skipped(noticed("sanity/no-validation", {}));
  const { seed } = config.training;
  const targetsFor = randomTargets(train, seed);
  const shared = sharedExamples(train, validation);
  const indices = [...new Set([...shared, ...firstIndices(Math.min(train.count, maxExamples))])].slice(0, maxExamples);
  const shuffled = selectExamples(train, indices, targetsFor(train));
  const control = { ...validation, targets: targetsFor(validation) };
  const score = task === "classification" ? accuracy : correlation;
  if (score.limitOf(control) >= 1) return skipped(noticed("sanity/few-validation", { count: control.count }));
  const backend = await make();
  try {
    const training = await trainUnregularized(config, shuffled, backend);
    // A copy: the training examples change their order every epoch.
    const evaluator = (examples: Examples) => new Evaluator(training.network, backend, backend.examples(examples));
    const trained = evaluator(shuffled);
    let memorized = 0;
    for (let steps = 0; steps < maxSteps && !(memorized >= learned); ) {
      steps += await trainSteps(training, stepsAtOnce);
      memorized = await score.of(trained, shuffled);
    }
    const found = await score.of(evaluator(control), control);
    return judge(score, { memorized, found, control, shared: shared.length, train: indices.length });
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== "non-finite") throw error;
    const path = error.place.cause?.path ?? ["training", "optimizer", "learningRate"];
    return failed(path, noticed("sanity/memorizing", { problem: error }), []);
  } finally {
    await backend.destroy();
  }
}

interface Found {
  /** Score on the training examples. */
  memorized: number;
  /** Score on the validation examples. */
  found: number;
  control: Examples;
  /** Number of training examples that are validation examples too. */
  shared: number;
  train: number;
}

function judge({ kind, chanceOf, limitOf }: Score, { memorized, found, control, shared, train }: Found): CheckOutcome {
  const [chance, limit] = [chanceOf(control), limitOf(control)];
  const output = [
    noticed("sanity/memorized", { kind, score: memorized, count: train }),
    noticed("sanity/control", { kind, score: found, count: control.count, chance }),
    noticed("sanity/shared", { shared }),
  ];
  if (found > limit) {
    const message = noticed("sanity/leak", { kind, score: found, chance });
    return failed(["data", "validation"], message, output);
  }
  // Only memorized examples can be recognized.
  if (memorized > limit) return passed(output);
  return skipped(noticed("sanity/little-memorized", { kind, score: memorized, steps: maxSteps }), output);
}
