/** Operations of the core to steps of kernels, and what the host feeds them for every minibatch. */
import type { Dropout, Minibatch, Operation, Optimizer } from "../../core/backend";
import { stepScalars } from "../../core/optimizers";
import { dropoutMask } from "../../core/reference/forward";
import { backpropagateSteps, outputErrorSteps } from "./backward";
import { forwardSteps, measureSteps, weightStep } from "./forward";
import { GpujsExamples, GpujsMatrix, ours } from "./matrix";
import { SharedRowSums } from "./softmax";
import type { Feed, Program, Step } from "./step";
import { gradientSteps, scalarColumns, updateSteps } from "./update";

const noOptimizer: Optimizer = { type: "sgd", momentum: 0, nesterov: false };

export function compile(operations: readonly Operation[]): Program {
  const optimizer = operations.find((operation) => operation.op === "update")?.optimizer ?? noOptimizer;
  const scalars = new GpujsMatrix(1, 4, "scalars");
  const feeds: Feed[] = [{ matrix: scalars, fill: (into, minibatch) => fillScalars(into, minibatch, optimizer) }];
  const sums = new SharedRowSums();
  const masks = new Map<number, GpujsMatrix>();
  const steps: Step[] = [];
  let measured: GpujsMatrix | undefined;

  /** The layer's mask [rows, units]: one for the way forward and back. */
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
      case "gather": {
        const { examples } = operation;
        if (!(examples instanceof GpujsExamples)) throw new TypeError("examples of another backend");
        feeds.push(
          { matrix: ours(operation.inputs), fill: (into, { start, rows }) => examples.copyInputs(into, start, rows) },
          { matrix: ours(operation.targets), fill: (into, { start, rows }) => examples.copyTargets(into, start, rows) },
        );
        break;
      }
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
  const used = new Set(steps.flatMap(({ reads }) => reads));
  return { feeds: steps.length > 0 ? feeds.filter(({ matrix }) => used.has(matrix)) : feeds, steps, measured, trains };
}

function fillScalars(into: Float32Array, minibatch: Minibatch, optimizer: Optimizer): void {
  const { learningRate, correction1, correction2 } = stepScalars(optimizer, minibatch);
  into[scalarColumns.rows] = minibatch.rows;
  into[scalarColumns.rate] = learningRate;
  into[scalarColumns.correction1] = correction1;
  into[scalarColumns.correction2] = correction2;
}

function fillMask(into: Float32Array, units: number, mask: (element: number) => number, { rows }: Minibatch): void {
  for (let element = 0; element < rows * units; element++) into[element] = mask(element);
}
