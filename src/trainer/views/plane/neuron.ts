/** One neuron with two inputs: cost as a function of its two weights. Plain TypeScript with the core's functions. */
import type { ResolvedConfig } from "../../../config/schema/resolve";
import { activations } from "../../../core/activations";
import type { Examples } from "../../../core/backend";
import { costs } from "../../../core/costs";
import { NetworkError } from "../../../core/errors";
import type { NamedArray } from "../../../core/layer";
import type { Dataset } from "../../../data/dataset";
import { Slices } from "../../../data/slices";
import type { ParsedParams, RequestResult } from "../../../protocol/requests";
import type { Point } from "./points";

/** Maximum number of examples measured: a surface of 61 × 61 takes some 50 ms. Of more, every n-th is measured. */
const maxExamples = 400;

/** Throws a NetworkError if the network is not one neuron with two inputs. */
export function neuronOf(config: ResolvedConfig, inputs: number, arrays: readonly NamedArray[]) {
  const array = (name: string) => arrays.find((each) => each.name === name)?.values;
  const W = array("W0");
  if (config.layers.length === 1 && config.layers[0].units === 1 && inputs === 2 && W?.length === 2) {
    const weights: Point = [W[0], W[1]];
    return { weights, bias: array("b0")?.[0] ?? 0, alpha: array("alpha0")?.[0] ?? config.layers[0].alpha };
  }
  throw new NetworkError("no-neuron", {});
}

/** Returns the unpenalized cost, as training computes it, over weights from `from` to `to`; the bias is fixed. */
export async function costSurface(
  config: ResolvedConfig,
  dataset: Dataset,
  arrays: readonly NamedArray[],
  { from, to, columns, rows }: ParsedParams<"costSurface">,
): Promise<Omit<RequestResult<"costSurface">, "epoch" | "batch">> {
  const { weights, bias, alpha } = neuronOf(config, dataset.inputs, arrays);
  const measured = sampleOf(dataset.train, dataset.classWeights);
  const costAt = costFunction(config, measured, bias, alpha);
  const values = new Float32Array(rows * columns);
  const slices = new Slices();
  for (let i = 0; i < values.length; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const at = (axis: 0 | 1, share: number) => from[axis] + (to[axis] - from[axis]) * share;
    values[i] = costAt(at(0, column / (columns - 1)), at(1, row / (rows - 1)));
    if (column === columns - 1) await slices.breathe();
  }
  const examples = { examples: measured.y.length, of: dataset.train.count };
  return { from, to, columns, rows, weights, bias, cost: costAt(...weights), ...examples, costs: values };
}

interface Sample {
  /** First and second input as the network receives them, scaled: [count] each. */
  x: Float32Array;
  y: Float32Array;
  /** Weight of each example's class. */
  weight: Float32Array;
}

function costFunction({ cost, layers: [{ activation }] }: ResolvedConfig, sample: Sample, bias: number, alpha: number) {
  // Softmax of a single unit is always 1.
  const output = activation === "softmax" ? () => 1 : activations[activation].output;
  const term = costs[cost].term(activation);
  const { x, y, weight } = sample;
  return (w1: number, w2: number): number => {
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      const s = w1 * x[2 * i] + w2 * x[2 * i + 1] + bias;
      sum += weight[i] * term(y[i], output(s, alpha), s, s);
    }
    return sum / y.length;
  };
}

function sampleOf({ count: total, values, shift, factor, targets }: Examples, classWeights?: Float32Array): Sample {
  const count = Math.min(total, maxExamples);
  const of = (numbers: number | Float32Array, axis: number) => (typeof numbers === "number" ? numbers : numbers[axis]);
  const sample: Sample = {
    x: new Float32Array(2 * count),
    y: new Float32Array(count),
    weight: new Float32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const example = Math.floor((i * total) / count);
    for (const axis of [0, 1]) {
      sample.x[2 * i + axis] = Math.fround(values[2 * example + axis] - of(shift, axis)) * of(factor, axis);
    }
    sample.y[i] = targets[example];
    sample.weight[i] = classWeights?.[targets[example]] ?? 1;
  }
  return sample;
}
