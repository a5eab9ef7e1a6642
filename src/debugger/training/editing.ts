/**
 * Sets values in the minibatch that is trained next: an element, a row or a unit of weights, biases, alphas, s and z,
 * and the learning rate. A value is written to the run before it takes effect, so that replay, `verify` and a resume
 * set it again. Other targets are rejected, with the alternative.
 */
import type { Value } from "../../expressions/values";
import type { Edited } from "../../protocol/edited";
import { learningRateTarget, operationName } from "../../trainer/experiment/editedMinibatches";
import { partOfTarget } from "../../trainer/experiment/setValues";
import type { MatrixName } from "../../trainer/replay/names";
import { say } from "../language";
import type { NamedMatrix } from "../matrices";
import { parseTarget, type TargetText } from "./assignment";
import { minibatchAfter } from "./course";
import type { Head, Navigator } from "./navigator";
import { numbersOf } from "./newValues";
import type { Stepper } from "./stepper";
import type { TrainingVariables } from "./variables";

/** Largest number of elements set at a time: each is a number in metrics.jsonl. */
const maxElements = 10_000;

export class Editing {
  private readonly stepper: Stepper;

  constructor(
    private readonly navigator: Navigator,
    private readonly head: Head,
    private readonly shown: TrainingVariables,
  ) {
    this.stepper = navigator.stepper;
  }

  /** Sets a value and returns the new one. Throws an Error that states the problem and the alternative. */
  async set(target: string, value: string): Promise<Value | NamedMatrix> {
    this.refuseElsewhere();
    const parsed = parseTarget(target);
    if (!parsed)
      throw new Error(
        say("{0} cannot be set; name an element, a row or a column, as in W1[3,4], W1[3] or z1[:,5]", target),
      );
    if (parsed.name === learningRateTarget) return this.setLearningRate(parsed, value);
    const matrix = this.shown.matrixNames.get(parsed.name);
    if (!matrix) throw new Error(this.whyNot(parsed.name));
    this.refuseMatrix(matrix);
    return this.setMatrix(matrix, parsed, target, value);
  }

  private async setMatrix(matrix: MatrixName, { name, indices }: TargetText, target: string, value: string) {
    const now = await this.read(name);
    const index = indexOf(matrix, indices, now);
    const about = { target: `${matrix.kind}${matrix.layer - 1}`, ...(index && { index }) };
    const { network } = this.stepper.replay.training;
    const { places } = partOfTarget(network, about, now.rows);
    if (places.length > maxElements) {
      throw new Error(
        say(
          "{0} has {1} elements, and {2} can be set at a time: set rows or columns of it",
          target,
          places.length,
          maxElements,
        ),
      );
    }
    const [row, column] = matrix.rows === 1 && indices.length === 1 ? [0, indices[0]] : indices;
    const shape = { rows: row === undefined ? now.rows : 1, columns: column === undefined ? now.columns : 1 };
    const set = numbersOf(await this.shown.evaluate(value), shape, target, value);
    const old = places.map((place) => now.values[place]);
    const isSame = old.every((each, i) => Object.is(each + 0, typeof set === "number" ? set : set[i]));
    if (!isSame) await this.write({ ...about, from: old.length === 1 ? old[0] : old, to: set });
    return partOf(await this.read(name), target, { row, column });
  }

  private async setLearningRate({ indices }: TargetText, value: string): Promise<number> {
    if (indices.length > 0) throw new Error(say("learningRate is a number"));
    const { operations, place, replay } = this.stepper;
    const update = operations.findIndex(({ operation }) => operation.op === "update");
    if (place.operation > update) {
      throw new Error(
        say("layer 1 has already been updated with the learning rate; step back before the update, and set it there"),
      );
    }
    const to = numbersOf(
      await this.shown.evaluate(value),
      { rows: 1, columns: 1 },
      learningRateTarget,
      value,
    ) as number;
    if (to < 0) throw new Error(say("learningRate takes a number of at least 0, and {0} is {1}", value, to));
    const from = replay.training.next.learningRate;
    if (!Object.is(from, to)) await this.write({ target: learningRateTarget, from, to });
    return to;
  }

  private async write(what: Pick<Edited, "target" | "index" | "from" | "to">): Promise<void> {
    const { place, operations, replay } = this.stepper;
    const operation = operationName(operations[place.operation].operation);
    const edited: Edited = { type: "edited", ...minibatchAfter(place.done, replay.batches), operation, ...what };
    await this.navigator.edit(edited, place);
  }

  private async read(name: string): Promise<NamedMatrix> {
    const matrix = await this.shown.read(name);
    if (!matrix)
      throw new Error(
        this.shown.matrixNames.has(name) ? say("{0} is not computed yet; step on", name) : say("there is no {0}", name),
      );
    return matrix;
  }

  private refuseElsewhere(): void {
    const { navigator, head, stepper } = this;
    if (!navigator.isStopped) throw new Error(say("the training is running; pause it first"));
    if (!head.edit) {
      throw new Error(
        say(
          "this run has ended and cannot change; start a new config from one of its epochs (Fork Run), and set values while that is trained",
        ),
      );
    }
    if (stepper.place.done >= head.total)
      throw new Error(say("every epoch is trained, so the value would have no effect"));
    if (stepper.place.done !== head.done && !head.canTakeBack?.(stepper.place.done)) {
      const { epoch, batch } = minibatchAfter(head.done, stepper.replay.batches);
      throw new Error(
        say(
          "this minibatch is already trained, and training only moves forward; continue to minibatch {0} of epoch {1}, or fork the run from an earlier epoch",
          batch,
          epoch,
        ),
      );
    }
    if (navigator.inside) throw new Error(say("values are set between operations; step out of this one first"));
  }

  private refuseMatrix({ name, kind, layer, activation }: MatrixName): void {
    const own = this.stepper.replay.training.network.layers[layer - 1];
    if (layer === 0 || kind === "y")
      throw new Error(say("{0} is read from the data; set s1 or z1 instead, which are computed from it", name));
    if (kind === "b" && !own.bias) throw new Error(say("layer {0} has no bias: its config says bias: false", layer));
    if (kind === "alpha" && !own.learnAlpha) {
      throw new Error(
        say("{0} is not learned, and the config's whenever the run continues; set learnAlpha in the config", name),
      );
    }
    if (kind === "W" || kind === "b" || kind === "alpha") return;
    if (kind !== "s" && kind !== "z") {
      throw new Error(
        say(
          "{0} follows from the weights and the minibatch; set W, b, s or z before it is computed, or W afterwards",
          name,
        ),
      );
    }
    const isLast = layer === this.stepper.replay.training.network.layers.length;
    if (kind === "z" && (isLast || activation === "softmax")) {
      const s = `s${layer}`;
      throw new Error(
        isLast
          ? say(
              "{0} and {1} belong together, since cost and error are computed from both; set {1}, and {0} follows",
              name,
              s,
            )
          : say(
              "{0} and {1} belong together, since the derivative is computed from both; set {1}, and {0} follows",
              name,
              s,
            ),
      );
    }
    this.refuseTooLate(name, layer);
  }

  /** Throws an Error unless the position is directly after the layer's forward operation; the next reads its result. */
  private refuseTooLate(name: string, layer: number): void {
    const { operations, place } = this.stepper;
    const made =
      operations.findIndex(({ operation }) => operation.op === "forward" && operation.layer.index === layer - 1) + 1;
    if (place.operation === made) return;
    const next = operations[made].title.split(" · ")[0];
    throw new Error(
      place.operation < made
        ? say("{0} is not computed yet; step on to “{1}”, and set it there", name, next)
        : say("{0} has been read already; step back to “{1}”, and set it there", name, next),
    );
  }

  private whyNot(name: string): string {
    if (this.shown.words.figures.includes(name)) {
      return name === "cost"
        ? say("cost is computed; set the values that it is computed from")
        : say("{0} is the position of the training and cannot be set", name);
    }
    return say(
      "there is no {0} that can be set: name W, b, alpha, s or z with the number of its layer, or learningRate",
      name,
    );
  }
}

/** Returns the index in the form of events; undefined for the whole matrix. Throws an Error for invalid indices. */
function indexOf(
  { name, rows: fixed, kind }: MatrixName,
  indices: TargetText["indices"],
  { rows, columns }: NamedMatrix,
): (number | null)[] | undefined {
  const isVector = fixed === 1;
  const [row, column] = isVector && indices.length === 1 ? [0, indices[0]] : indices;
  if ((row ?? 0) >= rows || (column ?? 0) >= columns) {
    throw new Error(say("{0} is {1}, and its indices start at 0", name, `[${rows}, ${columns}]`));
  }
  if (indices.length === 0) return undefined;
  const index = [row ?? null, column ?? null];
  return kind === "b" || kind === "alpha" ? index.slice(1) : index;
}

function partOf(
  { rows, columns, values }: NamedMatrix,
  name: string,
  { row, column }: { row: number | undefined; column: number | undefined },
): number | NamedMatrix {
  if (row !== undefined && column !== undefined) return values[row * columns + column];
  const rowsOf = row === undefined ? [...Array(rows).keys()] : [row];
  const columnsOf = column === undefined ? [...Array(columns).keys()] : [column];
  const found = rowsOf.flatMap((i) => columnsOf.map((j) => values[i * columns + j]));
  return { name, rows: rowsOf.length, columns: columnsOf.length, values: Float32Array.from(found) };
}
