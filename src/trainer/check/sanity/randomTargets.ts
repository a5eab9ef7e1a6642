/** Targets by chance, for the control experiment: the same for the same content, so that an example that stands twice keeps its own. */
import type { Examples } from "../../../core/backend";
import { RandomStream } from "../../../core/random";
import { contentOf } from "../../../data/overlap";
import { firstOf } from "./parts";

type Targets = Examples["targets"];

/** Each different example gets the target of a training example, so all targets come as often as there. */
export function targetsByChance(train: Examples, seed: number): (examples: Examples) => Targets {
  const given = new Map<string, number>();
  const random = new RandomStream(seed, "sample", { epoch: 1 });
  const drawn = (content: string) => {
    const found = given.get(content) ?? Math.floor(random.uniform(given.size) * train.count);
    given.set(content, found);
    return found;
  };
  return (examples) => {
    const places = firstOf(examples.count).map((i) => drawn(contentOf(examples, i)));
    return targetsAt(train, places);
  };
}

/** Places in `train` of examples that `others` has too. */
export function sharedWith(train: Examples, others: Examples): number[] {
  const contents = new Set(firstOf(others.count).map((i) => contentOf(others, i)));
  return firstOf(train.count).filter((i) => contents.has(contentOf(train, i)));
}

function targetsAt({ targets, outputs }: Examples, places: readonly number[]): Targets {
  if (targets instanceof Int32Array) return Int32Array.from(places, (place) => targets[place]);
  return Float32Array.from(
    places.flatMap((place) => Array.from(targets.subarray(place * outputs, (place + 1) * outputs))),
  );
}
