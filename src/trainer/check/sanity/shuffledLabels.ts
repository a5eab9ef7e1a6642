/**
 * The control experiment: every different example gets a label by chance, of a regression a target, and the network is trained. Of
 * validation examples it can then know no more than chance, unless it has seen them in training: where it does know more, the
 * sets overlap.
 */
import type { Backend, Examples } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { Evaluator } from "../../experiment/evaluator";
import { type Checked, failed, type Outcome, passed, skipped } from "./outcome";
import { trainSteps } from "./overfitTen";
import { chosen, firstOf, makeBackend, trainFreely } from "./parts";
import { sharedWith, targetsByChance } from "./randomTargets";
import { accuracy, correlation, type Score } from "./scores";

/** So many examples and steps are enough to learn by heart. */
const [mostExamples, mostSteps, stepsAtOnce] = [4000, 4000, 200];
const learned = 0.95;

export async function shuffledLabels(
  { config, dataset }: Checked,
  make: () => Promise<Backend> = makeBackend,
): Promise<Outcome> {
  const { train, validation, task } = dataset;
  if (!validation) return skipped("there are no validation examples: hold some back with data.validation");
  const { seed, optimizer } = config.training;
  const byChance = targetsByChance(train, seed);
  const shared = sharedWith(train, validation);
  const places = [...new Set([...shared, ...firstOf(Math.min(train.count, mostExamples))])].slice(0, mostExamples);
  const shuffled = chosen(train, places, byChance(train));
  const control = { ...validation, targets: byChance(validation) };
  const score = task === "classification" ? accuracy : correlation;
  if (score.limitOf(control) >= 1)
    return skipped(`${control.count} validation examples are too few to tell knowledge from chance: hold more back`);
  const backend = await make();
  try {
    const training = await trainFreely(config, shuffled, backend);
    // Not as they are trained on: those are in another order every epoch.
    const evaluator = (examples: Examples) => new Evaluator(training.network, backend, backend.examples(examples));
    const known = evaluator(shuffled);
    let byHeart = 0;
    for (let steps = 0; steps < mostSteps && !(byHeart >= learned); ) {
      steps += await trainSteps(training, stepsAtOnce);
      byHeart = await score.of(known, shuffled);
    }
    const found = await score.of(evaluator(control), control);
    return judge(score, { byHeart, found, control, shared: shared.length, train: places.length });
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== "non-finite") throw error;
    const message = `it overflowed while it learned by heart: the learning rate of ${optimizer.learningRate} is too large`;
    return failed(["training", "optimizer", "learningRate"], message, []);
  } finally {
    await backend.destroy();
  }
}

interface Found {
  /** Score on the training examples that were learned. */
  byHeart: number;
  /** On the validation examples. */
  found: number;
  control: Examples;
  /** Training examples that are validation examples too. */
  shared: number;
  train: number;
}

function judge({ words, chanceOf, limitOf }: Score, { byHeart, found, control, shared, train }: Found): Outcome {
  const [chance, limit] = [chanceOf(control), limitOf(control)];
  const output = [
    `${train} training examples with ${words.targets} by chance: ${words.byHeart(byHeart)}`,
    `${control.count} validation examples: ${words.found(found)}, at most ${words.figure(chance)} by chance`,
    `${shared} training examples are validation examples too`,
  ];
  if (found > limit) {
    const message = `with ${words.targets} by chance ${words.known(found, chance)}: what is validated on is known from training, so its ${words.measure} is worth nothing. Usually examples stand in the data twice`;
    return failed(["data", "validation"], message, output);
  }
  // What was not learned by heart could not be known again.
  if (byHeart > limit) return passed(output);
  return skipped(`too little was learned by heart in ${mostSteps} steps to tell: ${words.byHeart(byHeart)}`, output);
}
