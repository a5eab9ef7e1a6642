/** The reference's forward pass: gather, forward, measure. Sums are computed in float64, results stored in float32. */
import { activations } from "../activations";
import type { Dropout, Forward, Gather, Measure, Minibatch } from "../backend";
import { costs } from "../costs";
import { RandomStream } from "../random";
import { type Row, softmax } from "../softmax";
import { PlainExamples, plain } from "./matrix";

export function gather({ examples, inputs, targets }: Gather, { start, rows }: Minibatch): void {
  if (!(examples instanceof PlainExamples)) throw new TypeError("examples of another backend");
  for (let i = 0; i < rows; i++) {
    const example = examples.at(start + i);
    examples.copyInputs(example, plain(inputs).row(i));
    examples.copyTargets(example, plain(targets).row(i));
  }
}

/** s ← from · W + b; z ← f(s) ∘ mask. Shapes: from [rows, inputs], W [inputs, units], s and z [rows, units] */
export function forward({ layer, from, s, z, dropout }: Forward, minibatch: Minibatch): void {
  const W = plain(layer.W).values;
  const b = plain(layer.b).values;
  const alpha = plain(layer.alpha).values;
  const mask = dropout && dropoutMask(dropout, layer.index, minibatch);
  for (let i = 0; i < minibatch.rows; i++) {
    const input = plain(from).row(i);
    const si = plain(s).row(i);
    const zi = plain(z).row(i);
    for (let j = 0; j < layer.units; j++) {
      let sum = 0;
      for (let k = 0; k < layer.inputs; k++) sum += input[k] * W[k * layer.units + j];
      si[j] = sum + b[j];
    }
    if (layer.activation === "softmax") softmax(si, zi);
    else {
      const { output } = activations[layer.activation];
      for (let j = 0; j < layer.units; j++) zi[j] = output(si[j], alpha[j]);
    }
    if (mask) for (let j = 0; j < layer.units; j++) zi[j] = zi[j] * mask(i * layer.units + j);
  }
}

/** Returns 0 if the element is dropped, else 1 / (1 − rate). Elements are numbered row by row in the minibatch. */
export function dropoutMask({ rate, seed }: Dropout, layer: number, { epoch, batch }: Minibatch) {
  const random = new RandomStream(seed, "dropout", { epoch, batch, layer });
  const threshold = Math.floor(rate * 0x1_0000_0000);
  const kept = Math.fround(1 / (1 - rate));
  return (element: number) => (random.bits(element) < threshold ? 0 : kept);
}

/** Sums over the minibatch: cost (class weights applied), hits, squared error. */
export function measure(operation: Measure, { rows }: Minibatch) {
  let cost = 0;
  let hits = 0;
  let squaredError = 0;
  for (let i = 0; i < rows; i++) {
    const s = plain(operation.s).row(i);
    const z = plain(operation.z).row(i);
    const y = plain(operation.targets).row(i);
    const { activation, classWeights } = operation;
    cost += costs[operation.cost].value({ activation, s, z, y }) * exampleWeight(classWeights, y);
    for (let j = 0; j < z.length; j++) squaredError += (z[j] - y[j]) ** 2;
    if (operation.hit === "largest") hits += Number(indexOfLargest(z) === indexOfLargest(y));
    if (operation.hit === "half") {
      for (let j = 0; j < z.length; j++) hits += Number(z[j] > 0.5 === y[j] > 0.5) / z.length;
    }
  }
  return { cost, hits, squaredError };
}

/** Returns the weight of the example's class: the class that y names, or Σ over outputs of y ∘ weights. */
export function exampleWeight(classWeights: Float32Array | undefined, y: Row): number {
  if (!classWeights) return 1;
  if (y.length === 1) return classWeights[y[0] > 0.5 ? 1 : 0];
  let weight = 0;
  for (let j = 0; j < y.length; j++) weight += y[j] * classWeights[j];
  return weight;
}

/** Returns the index of the largest output, the first one of equals. */
function indexOfLargest(row: Row): number {
  let largest = 0;
  for (let j = 1; j < row.length; j++) if (row[j] > row[largest]) largest = j;
  return largest;
}
