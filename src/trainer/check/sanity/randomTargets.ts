/** Random targets for the control experiment: equal examples get equal targets, so that a duplicate keeps its own. */
import type { Examples } from "../../../core/backend";
import { RandomStream } from "../../../core/random";
import { contentOf } from "../../../data/overlap";
import { firstIndices } from "./parts";

type Targets = Examples["targets"];

/** Gives every distinct example the target of a random training example, which keeps the distribution of targets. */
export function randomTargets(train: Examples, seed: number): (examples: Examples) => Targets {
  const given = new Map<string, number>();
  const random = new RandomStream(seed, "sample", { epoch: 1 });
  const drawn = (content: string) => {
    const found = given.get(content) ?? Math.floor(random.uniform(given.size) * train.count);
    given.set(content, found);
    return found;
  };
  return (examples) => {
    const indices = firstIndices(examples.count).map((i) => drawn(contentOf(examples, i)));
    return targetsAt(train, indices);
  };
}

/** Returns the indices in `train` of examples that are also in `others`. */
export function sharedExamples(train: Examples, others: Examples): number[] {
  const contents = new Set(firstIndices(others.count).map((i) => contentOf(others, i)));
  return firstIndices(train.count).filter((i) => contents.has(contentOf(train, i)));
}

function targetsAt({ targets, outputs }: Examples, indices: readonly number[]): Targets {
  if (targets instanceof Int32Array) return Int32Array.from(indices, (index) => targets[index]);
  return Float32Array.from(
    indices.flatMap((index) => Array.from(targets.subarray(index * outputs, (index + 1) * outputs))),
  );
}
