/** The reference backend: plain TypeScript that can be checked by reading, the oracle of the tests of all others. */
import type {
  Backend,
  Examples,
  Matrix,
  Measure,
  Measures,
  Minibatch,
  Operation,
  Plan,
  ResidentExamples,
} from "../backend";
import { backpropagate, gradient, outputError, update } from "./backward";
import { forward, gather, measure } from "./forward";
import { PlainExamples, PlainMatrix, type Precision, plain } from "./matrix";

export class ReferenceBackend implements Backend {
  readonly name = "reference";
  readonly threads = 1;
  readonly description = "plain TypeScript, one thread";

  constructor(private readonly precision: Precision = "float32") {}

  matrix(rows: number, columns: number, name: string): Matrix {
    return new PlainMatrix(rows, columns, name, this.precision);
  }

  async write(matrix: Matrix, values: Float32Array): Promise<void> {
    plain(matrix).values.set(values);
  }

  async read(matrix: Matrix): Promise<Float32Array> {
    return Float32Array.from(plain(matrix).values);
  }

  examples(examples: Examples): ResidentExamples {
    return new PlainExamples(examples);
  }

  plan(operations: readonly Operation[]): Plan {
    return { run: async (minibatches) => run(operations, minibatches) };
  }

  async destroy(): Promise<void> {}
}

function run(operations: readonly Operation[], minibatches: readonly Minibatch[]): Measures {
  const costs: number[] = [];
  const sums = { hits: 0, squaredError: 0 };
  for (const [completed, minibatch] of minibatches.entries()) {
    for (const operation of operations) {
      if (operation.op !== "measure") {
        execute(operation, minibatch);
        continue;
      }
      const measured = measure(operation, minibatch);
      costs.push(measured.cost);
      if (!Number.isFinite(measured.cost)) return { ...sums, costs: Float64Array.from(costs), completed };
      sums.hits += measured.hits;
      sums.squaredError += measured.squaredError;
    }
  }
  return {
    ...sums,
    costs: Float64Array.from(costs),
    completed: minibatches.length,
  };
}

function execute(operation: Exclude<Operation, Measure>, minibatch: Minibatch): void {
  switch (operation.op) {
    case "gather":
      return gather(operation, minibatch);
    case "forward":
      return forward(operation, minibatch);
    case "outputError":
      return outputError(operation, minibatch);
    case "backpropagate":
      return backpropagate(operation, minibatch);
    case "gradient":
      return gradient(operation, minibatch);
    case "update":
      return update(operation, minibatch);
  }
}
