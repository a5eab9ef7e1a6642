/** Why a run's network answers so, from its folder: importance of columns, dependence on one, changes of an example. */
import { NetworkError } from "../../core/errors";
import type { CheckpointRef } from "../experiment/checkpointRef";
import type { Overrides } from "../experiment/overrides";
import { loadRecordedRun } from "../experiment/recorded";
import { withNetwork } from "../experiment/storedNetwork";
import { readWeights } from "../experiment/weights";
import { type ChangesAnswer, changesOf } from "../views/explain/changes";
import { type DependenceAnswer, dependenceOf } from "../views/explain/dependence";
import { answersOf, type Explained } from "../views/explain/explained";
import { featuresOf } from "../views/explain/features";
import { type ImportanceAnswer, importanceOf } from "../views/explain/importance";
import type { SetName } from "../views/runNetwork";

export interface ExplainOptions extends Pick<Overrides, "backend" | "threads"> {
  checkpoint: CheckpointRef;
  /** Default: validation, else test, else train. */
  set?: SetName | undefined;
  repeats: number;
  seed: number;
}

/** The weights and examples that were used. */
interface About {
  epoch: number;
  batch: number;
  set: SetName;
  /** Names of the classes, labels or targets. */
  answers: string[];
}

/** Largest number of examples whose predictions follow a column. */
const mostExamples = 2000;

/** Runs work with a run's network and data. Throws a NetworkError if the data differs from what the run learned. */
async function explained<Result>(
  folder: string,
  { checkpoint, set: wanted, backend: name, threads }: ExplainOptions,
  work: (explained: Explained, set: SetName) => Promise<Result>,
): Promise<About & Result> {
  const { manifest, dataset, backend: recorded } = await loadRecordedRun(folder);
  const { arrays: parameters, state } = await readWeights(folder, checkpoint);
  const { config } = manifest;
  const set = wanted ?? (dataset.validation ? "validation" : dataset.test ? "test" : "train");
  const stored = { config, inputs: dataset.inputs, parameters, backend: name ?? recorded, threads };
  return withNetwork(stored, async (network, backend) => {
    const result = await work({ config, dataset, parameters, network, backend }, set);
    return { epoch: state.epoch, batch: state.batch, set, answers: answersOf(dataset), ...result };
  });
}

/** Returns the permutation importance of every column, on all examples of a set. */
export const importanceOfRun = (folder: string, options: ExplainOptions): Promise<About & ImportanceAnswer> =>
  explained(folder, options, (network, set) =>
    importanceOf(network, { set, most: Number.POSITIVE_INFINITY, repeats: options.repeats, seed: options.seed }),
  );

/** Returns the partial dependence on a column. @param answer name of a class, label or target; default: the last */
export const dependenceOfRun = (
  folder: string,
  { column, answer: name, ...options }: ExplainOptions & { column: string; answer?: string | undefined },
): Promise<About & DependenceAnswer & { answer: string }> =>
  explained(folder, options, async (network, set) => {
    const names = featuresOf(network.dataset).map((feature) => feature.name);
    const feature = names.indexOf(column);
    if (feature < 0) throw new NetworkError("no-feature", { feature: column, names });
    const answers = answersOf(network.dataset);
    const answer = name === undefined ? answers.length - 1 : answers.indexOf(name);
    if (answer < 0) throw new NetworkError("no-answer", { name: name ?? "", names: answers });
    const found = await dependenceOf(network, { set, most: mostExamples, feature, answer, lines: 50 });
    return { ...found, answer: answers[answer] };
  });

/** Returns the smallest change of each column that turns the answer for an example. */
export const changesOfRun = (
  folder: string,
  { example, answer, ...options }: ExplainOptions & { example: number; answer?: string | undefined },
): Promise<About & ChangesAnswer> =>
  explained(folder, options, (network, set) => {
    const answers = answersOf(network.dataset);
    if (answer !== undefined && network.dataset.task === "classification") {
      const reason = "names a label; the smallest changes of classes turn to any other class, so leave it out";
      throw new NetworkError("bad-option/overrides", { option: "--answer", reason });
    }
    const label = answer === undefined ? answers.length - 1 : answers.indexOf(answer);
    if (label < 0) throw new NetworkError("no-answer", { name: answer ?? "", names: answers });
    return changesOf(network, { set, most: mostExamples, index: example, label });
  });
