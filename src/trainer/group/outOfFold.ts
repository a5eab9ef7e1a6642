/**
 * Out-of-fold predictions: each example is predicted by the network of the fold that was not trained on it, as in
 * scikit-learn's cross_val_predict. Folds are filled in and scaled by their own training parts, as in their validation.
 */
import type { Examples } from "../../core/backend";
import type { Target } from "../../data/dataset";
import { groupOfRun } from "../../groups/finalRun";
import { readGroup } from "../../groups/group";
import { groupOfTrialRun, runOfTrial } from "../../groups/names";
import { Evaluator } from "../experiment/evaluator";
import { withNetwork } from "../experiment/storedNetwork";
import { toTargetUnits } from "../experiment/targetUnits";
import { readWeights } from "../experiment/weights";
import { foldConfig } from "./foldPlan";
import { readFolds } from "./foldReport";
import { openFolds } from "./openFolds";

/** Returns the available predictions for the final network of folds that have all ended; undefined for other runs. */
export async function outOfFoldOf(run: string): Promise<{ repeats: number; examples: number } | undefined> {
  const group = groupOfRun(run);
  if (group === undefined || groupOfTrialRun(run) !== undefined || (await readGroup(group)).kind !== "folds") {
    return undefined;
  }
  const { plan, measured } = await readFolds(group);
  const examples = plan.examples.slice(0, plan.folds).reduce((sum, { validation }) => sum + validation, 0);
  return measured && { repeats: plan.repeats, examples };
}

export interface OutOfFold {
  /** Index of each example in the final network's training set; ordered folds do not predict all of them. */
  readonly rows: readonly number[];
  /** The predicted examples of the final network's training set. */
  readonly examples: Examples;
  /** Activations of the output layer [count, outputs]; for a regression in the unit of the final network's targets. */
  readonly z: Float32Array;
}

interface Options {
  /** Repeat of the folds, from 1. */
  readonly repeat: number;
  /** Training examples and targets of the final network. */
  readonly train: Examples;
  readonly targets?: readonly Target[] | undefined;
}

/** Throws a NetworkError if the data has changed, or a fold's weights cannot be read. */
export async function predictOutOfFold(group: string, { repeat, train, targets }: Options): Promise<OutOfFold> {
  const { folded, plan, experiment } = await openFolds({ resume: group });
  const { outputs } = train;
  const answers = new Map<number, Float32Array>();
  for (let fold = 1; fold <= plan.folds; fold++) {
    const place = { repeat, fold };
    const { validation: held, targets: own, inputs } = folded.fold(place);
    if (!held) continue;
    const run = runOfTrial(group, (repeat - 1) * plan.folds + fold - 1);
    const { arrays } = await readWeights(run, "best");
    const stored = { config: foldConfig(experiment.config, place), inputs, parameters: arrays, backend: plan.backend };
    const z = await withNetwork(stored, async (network, backend) =>
      new Evaluator(network, backend, backend.examples(held)).outputs(breathe),
    );
    const found = own && targets ? inUnitOf(targets, toTargetUnits(z, own)) : z;
    for (const [i, row] of folded.rowsOf(place).validation.entries()) {
      answers.set(row, found.slice(i * outputs, (i + 1) * outputs));
    }
  }
  const rows = [...answers.keys()].sort((a, b) => a - b);
  const z = new Float32Array(rows.length * outputs);
  for (const [i, row] of rows.entries()) z.set(answers.get(row) as Float32Array, i * outputs);
  return { rows, z, examples: rows.length === train.count ? train : only(train, rows) };
}

const inUnitOf = (targets: readonly Target[], values: Float64Array): Float32Array =>
  Float32Array.from(values, (value, i) => {
    const { shift, factor } = targets[i % targets.length];
    return (value - shift) * factor;
  });

function only(all: Examples, rows: readonly number[]): Examples {
  const perTarget = all.targets.length / all.count;
  const values = all.values.slice(0, rows.length * all.inputs);
  const targets = all.targets.slice(0, rows.length * perTarget);
  for (const [i, row] of rows.entries()) {
    values.set(all.values.subarray(row * all.inputs, (row + 1) * all.inputs), i * all.inputs);
    targets.set(all.targets.subarray(row * perTarget, (row + 1) * perTarget), i * perTarget);
  }
  return { ...all, count: rows.length, values, targets };
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
