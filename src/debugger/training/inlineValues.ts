/** What stands behind the lines of the config while the debugger is stopped. Lines are counted from 0. */
import type { InlineValue } from "../../protocol/matrixRequest";
import type { NamedMatrix } from "../matrices";
import { minibatchAfter } from "./course";
import type { TrainingShown } from "./shown";
import type { Stepper } from "./stepper";
import type { Target, Targets } from "./targets";

/** In the order of the lines; what is not computed yet is left out. */
export async function inlineValues(shown: TrainingShown, stepper: Stepper, targets: Targets): Promise<InlineValue[]> {
  const { replay, place } = stepper;
  const { layers, training } = replay.training.config;
  const { epoch, batch } = minibatchAfter(place.done, replay.batches);
  const texts = new Map<number, string[]>();
  const add = (target: Target, text: string | undefined) => {
    const line = text === undefined ? undefined : targets.lineOf(target);
    if (line !== undefined) texts.set(line, [...(texts.get(line) ?? []), text as string]);
  };
  const matrices = async (names: readonly string[]) => {
    const read = await Promise.all(names.map((name) => shown.read(name)));
    const there = read.flatMap((each) => (each ? [shortly(each)] : []));
    return there.length > 0 ? there.join(" · ") : undefined;
  };
  add({ kind: "data" }, await matrices(["z0", "y"]));
  for (const layer of layers.keys()) {
    const names = ["z", "delta", "GW", "W"].map((kind) => `${kind}${layer + 1}`);
    add({ kind: "layer", layer, part: "forward" }, await matrices(names));
  }
  const cost = await shown.read("cost");
  add({ kind: "cost" }, cost && `cost ${Number(cost.values[0].toPrecision(5))}`);
  if (epoch <= training.epochs) {
    add({ kind: "epochs" }, `epoch ${epoch}`);
    add({ kind: "batchSize" }, `minibatch ${batch} of ${replay.batches}`);
  }
  return [...texts].sort(([a], [b]) => a - b).map(([line, all]) => ({ line, text: all.join(" · ") }));
}

/** "z1 32×16, norm 4.1" */
function shortly({ name, rows, columns, values }: NamedMatrix): string {
  let squares = 0;
  for (const value of values) squares += value * value;
  return `${name} ${rows}×${columns}, norm ${Number(Math.sqrt(squares).toPrecision(3))}`;
}
