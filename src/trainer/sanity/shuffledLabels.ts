/**
 * The control experiment: every different example gets a label by chance, and the network is trained. Of validation examples it can
 * then know no more than chance, unless it has seen them in training: where it does know more, the sets overlap.
 */
import type { Backend, Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { RandomStream } from "../../core/random";
import { Evaluator } from "../evaluation";
import { type Checked, failed, type Outcome, passed, percent, skipped } from "./outcome";
import { trainSteps } from "./overfitTen";
import { chosen, firstOf, makeBackend, trainFreely } from "./parts";

/** So many examples and steps are enough to learn by heart. */
const [mostExamples, mostSteps, stepsAtOnce] = [4000, 4000, 200];
const learned = 0.95;
/** Above chance: so many standard deviations, and at least so much. */
const [deviations, least] = [4, 0.05];

export async function shuffledLabels(
  { config, dataset }: Checked,
  make: () => Promise<Backend> = makeBackend,
): Promise<Outcome> {
  const { train, validation, task } = dataset;
  if (task === "regression") return skipped("a regression has no classes to be drawn by chance");
  if (!validation) return skipped("there are no validation examples: hold some back with data.validation");
  const label = labelByChance(train, config.training.seed);
  const contents = new Set(firstOf(validation.count).map((i) => contentOf(validation, i)));
  const shared = firstOf(train.count).filter((i) => contents.has(contentOf(train, i)));
  const places = [...new Set([...shared, ...firstOf(Math.min(train.count, mostExamples))])].slice(0, mostExamples);
  const shuffled = chosen(train, places, label(train));
  const control = { ...validation, targets: label(validation) };
  const backend = await make();
  try {
    const training = await trainFreely(config, shuffled, backend);
    const known = new Evaluator(training.network, backend, training.resident);
    let accuracy = 0;
    for (let steps = 0; steps < mostSteps && accuracy < learned; ) {
      steps += await trainSteps(training, stepsAtOnce);
      ({ accuracy } = await known.measure(async () => {}));
    }
    const found = await new Evaluator(training.network, backend, backend.examples(control)).measure(async () => {});
    return judge({ accuracy, found: found.accuracy, control, shared: shared.length, train: places.length });
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== "non-finite") throw error;
    const message = `it overflowed while it learned labels by heart: the learning rate of ${config.training.optimizer.learningRate} is too large`;
    return failed(["training", "optimizer", "learningRate"], message, []);
  } finally {
    await backend.destroy();
  }
}

interface Found {
  /** Of the training examples that were learned. */
  accuracy: number;
  /** Of the validation examples. */
  found: number;
  control: Examples;
  /** Training examples that are validation examples too. */
  shared: number;
  train: number;
}

function judge({ accuracy, found, control, shared, train }: Found): Outcome {
  const { count, targets } = control;
  const sizes = new Map<number, number>();
  for (const target of targets) sizes.set(target, (sizes.get(target) ?? 0) + 1);
  const chance = Math.max(...sizes.values()) / count;
  const limit = chance + Math.max(least, deviations * Math.sqrt((chance * (1 - chance)) / count));
  const output = [
    `${train} training examples with labels by chance: ${percent(accuracy)} learned by heart`,
    `${count} validation examples: ${percent(found)} right, at most ${percent(chance)} by chance`,
    `${shared} training examples are validation examples too`,
  ];
  if (found <= limit) return passed(output);
  const message = `with labels by chance ${percent(found)} of the validation examples are right, where ${percent(chance)} is chance: what is validated on is known from training, so its accuracy is worth nothing. Usually examples stand in the data twice`;
  return failed(["data", "validation"], message, output);
}

/** What an example is, so that the same one is known again. */
const contentOf = ({ inputs, values }: Examples, i: number): string =>
  Buffer.from(
    values.buffer,
    values.byteOffset + i * inputs * values.BYTES_PER_ELEMENT,
    inputs * values.BYTES_PER_ELEMENT,
  ).toString("latin1");

/** A label for every different example, as often as the training examples have it: the same for the same content. */
function labelByChance(train: Examples, seed: number): (examples: Examples) => Int32Array {
  const given = new Map<string, number>();
  const random = new RandomStream(seed, "sample", { epoch: 1 });
  const drawn = (content: string) => {
    const found = given.get(content) ?? train.targets[Math.floor(random.uniform(given.size) * train.count)];
    given.set(content, found);
    return found;
  };
  return (examples) => Int32Array.from(firstOf(examples.count), (i) => drawn(contentOf(examples, i)));
}
