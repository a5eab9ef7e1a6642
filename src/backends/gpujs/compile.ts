/** Compiles operations of the core to kernel steps, with the values that the host feeds them for every minibatch. */
import type { Dropout, Minibatch, Operation, Optimizer } from "../../core/backend";
import { stepScalars } from "../../core/optimizers";
import { dropoutMask } from "../../core/reference/forward";
import { backpropagateSteps, outputErrorSteps } from "./backward";
import { GpujsExamples } from "./examples";
import { forwardSteps, measureSteps, weightStep } from "./forward";
import type { Gathered, KernelProgram, KernelStep, MinibatchFeed } from "./kernelProgram";
import { GpujsMatrix, ours } from "./matrix";
import { firstExample } from "./resident";
import { SharedRowSums } from "./softmax";
import { gradientSteps, scalarColumns, updateSteps } from "./update";

const noOptimizer: Optimizer = { type: "sgd", momentum: 0, nesterov: false };

export function compile(operations: readonly Operation[]): KernelProgram {
  const optimizer = operations.find((operation) => operation.op === "update")?.optimizer ?? noOptimizer;
  const gathered = gatheredBy(operations);
  const scalars = gathered?.scalars ?? new GpujsMatrix(1, firstExample, "scalars");
  const feeds: MinibatchFeed[] = [
    { matrix: scalars, fill: (into, minibatch) => fillScalars(into, { minibatch, optimizer, gathered }) },
  ];
  const sums = new SharedRowSums();
  const masks = new Map<number, GpujsMatrix>();
  const steps: KernelStep[] = [];
  let measured: GpujsMatrix | undefined;

  /** The layer's dropout mask [rows, units], shared by the forward and the backward pass. */
  const maskOf = (dropout: Dropout | undefined, layer: number, { rows, columns }: GpujsMatrix) => {
    if (!dropout) return undefined;
    const held = masks.get(layer);
    if (held) return held;
    const matrix = new GpujsMatrix(rows, columns, `mask${layer}`);
    masks.set(layer, matrix);
    feeds.push({
      matrix,
      fill: (into, minibatch) => fillMask(into, columns, dropoutMask(dropout, layer, minibatch), minibatch),
    });
    return matrix;
  };
  const weightOf = (y: GpujsMatrix, classWeights: Float32Array | undefined) => {
    if (!classWeights) return undefined;
    const weight = new GpujsMatrix(y.rows, 1, "example weights");
    steps.push(weightStep(weight, y, classWeights));
    return weight;
  };

  for (const operation of operations) {
    switch (operation.op) {
      case "gather":
        break;
      case "forward":
        steps.push(
          ...forwardSteps(operation, {
            sums,
            mask: maskOf(operation.dropout, operation.layer.index, ours(operation.z)),
          }),
        );
        break;
      case "measure": {
        measured = new GpujsMatrix(1, 3, "measures");
        const weight = weightOf(ours(operation.targets), operation.classWeights);
        steps.push(...measureSteps(operation, { scalars, weight, measured, sums }));
        break;
      }
      case "outputError": {
        const weight = weightOf(ours(operation.targets), operation.classWeights);
        steps.push(...outputErrorSteps(operation, { scalars, weight }));
        break;
      }
      case "backpropagate":
        steps.push(
          ...backpropagateSteps(operation, {
            sums,
            mask: maskOf(operation.dropout, operation.layer.index, ours(operation.delta)),
          }),
        );
        break;
      case "gradient":
        steps.push(...gradientSteps(operation, scalars));
        break;
      case "update":
        steps.push(...updateSteps(operation, scalars));
        break;
    }
  }
  const trains = operations.some(({ op }) => op === "update");
  const used = new Set([...steps.flatMap(({ reads }) => reads), gathered?.scalars]);
  return { feeds: feeds.filter(({ matrix }) => used.has(matrix)), gathered, steps, measured, trains };
}

function gatheredBy(operations: readonly Operation[]): Gathered | undefined {
  const [gather, another] = operations.filter((operation) => operation.op === "gather");
  if (!gather) return undefined;
  if (another) throw new TypeError("a plan gathers once");
  const { examples, inputs, targets } = gather;
  if (!(examples instanceof GpujsExamples)) throw new TypeError("examples of another backend");
  const scalars = new GpujsMatrix(1, firstExample + inputs.rows, "scalars");
  return { examples, inputs: ours(inputs), targets: ours(targets), scalars };
}

function fillScalars(
  into: Float32Array,
  { minibatch, optimizer, gathered }: { minibatch: Minibatch; optimizer: Optimizer; gathered: Gathered | undefined },
): void {
  const { learningRate, correction1, correction2 } = stepScalars(optimizer, minibatch);
  into[scalarColumns.rows] = minibatch.rows;
  into[scalarColumns.rate] = learningRate;
  into[scalarColumns.correction1] = correction1;
  into[scalarColumns.correction2] = correction2;
  if (gathered) into.set(gathered.examples.range(minibatch.start, minibatch.rows), firstExample);
}

function fillMask(into: Float32Array, units: number, mask: (element: number) => number, { rows }: Minibatch): void {
  for (let element = 0; element < rows * units; element++) into[element] = mask(element);
}
