/** A compiled plan: the instructions of a step, executed for each minibatch in turn. */
import type { Forward, Gather, Matrix, Measures, Minibatch, Operation, Plan } from "../../core/backend";
import type { Arena } from "./arena";
import { compileBackpropagate, compileGradient, compileOutputError, compileUpdate } from "./compileBackward";
import type { CompileContext, CompiledStep, Products } from "./compileContext";
import { compileForward, compileGather, compileMeasure } from "./compileForward";
import { WasmExamples } from "./examples";
import { type Product, type ProgramRange, writePieces } from "./program";
import type { SparseRows } from "./sparseRows";
import { type StepRecords, Steps } from "./steps";

/** The part of the backend that plans use. */
export interface PlanBackend {
  readonly arena: Arena;
  /** Number of threads that share a program. */
  readonly parts: number;
  /** The library for dense products, if the kernels do not compute them. */
  readonly products: Products | undefined;
  /** Runs a program for `count` records starting at `first`; returns the number executed completely. */
  execute(program: ProgramRange, records: StepRecords, range: { first: number; count: number }): number;
  /** Creates sparse rows in place of these inputs; undefined if they already exist for another layer. */
  makeSparseRows(z0: Matrix, W: Matrix): SparseRows | undefined;
  /** Returns the sparse rows of these inputs, if a plan has created them. */
  sparseRowsOf(z0: Matrix): SparseRows | undefined;
}

export class WasmPlan implements Plan {
  private readonly pieces: readonly (ProgramRange | Product)[];
  private readonly steps: Steps;
  private readonly records: StepRecords;
  private readonly measures: boolean;
  /** Sparse rows that replace z0 while this plan runs, if that is faster. */
  private readonly sparse: SparseRows | undefined;

  constructor(
    private readonly backend: PlanBackend,
    private readonly operations: readonly Operation[],
  ) {
    this.steps = new Steps(backend.arena);
    this.sparse = this.findSparseRows();
    this.measures = operations.some(({ op }) => op === "measure");
    const steps = operations.flatMap((operation) => this.compile(operation));
    this.pieces = writePieces(backend.arena, steps);
    this.records = this.steps.begin();
  }

  async run(minibatches: readonly Minibatch[]): Promise<Measures> {
    this.noteNewest();
    const { capacity } = this.records;
    const sums = { hits: 0, squaredError: 0, completed: 0 };
    const costs: number[] = [];
    for (let first = 0; first < minibatches.length && sums.completed === first; first += capacity) {
      const some = minibatches.slice(first, first + capacity);
      this.steps.write(some);
      const completed = this.execute(some);
      sums.completed += completed;
      // The minibatch that was not finite was measured too.
      if (this.measures) this.steps.addMeasures(Math.min(completed + 1, some.length), sums, costs);
    }
    return { ...sums, costs: Float64Array.from(costs) };
  }

  /** Returns the number of minibatches executed completely. */
  private execute(minibatches: readonly Minibatch[]): number {
    const [first] = this.pieces;
    if (this.pieces.length === 1 && "address" in first) {
      return this.backend.execute(first, this.records, { first: 0, count: minibatches.length });
    }
    for (const [i, { rows }] of minibatches.entries()) {
      for (const piece of this.pieces) {
        if ("run" in piece) piece.run(rows);
        else if (this.backend.execute(piece, this.records, { first: i, count: 1 }) === 0) return i;
      }
    }
    return minibatches.length;
  }

  /** Creates sparse rows of the inputs that this plan gathers and its first layer reads. */
  private findSparseRows(): SparseRows | undefined {
    const gather = this.operations.find((operation): operation is Gather => operation.op === "gather");
    if (!(gather?.examples instanceof WasmExamples) || !gather.examples.isPacked) return undefined;
    const forward = this.operations.find(
      (operation): operation is Forward => operation.op === "forward" && operation.from === gather.inputs,
    );
    return forward && this.backend.makeSparseRows(gather.inputs, forward.layer.W);
  }

  /** Tracks whether the sparse rows or z0 were written last: both hold the same inputs. */
  private noteNewest(): void {
    if (this.sparse) {
      this.sparse.isNewer = true;
      return;
    }
    for (const operation of this.operations) {
      if (operation.op === "gather") this.backend.sparseRowsOf(operation.inputs)?.overwritten();
      else if ("from" in operation) this.backend.sparseRowsOf(operation.from)?.bringUpToDate();
    }
  }

  /** True if a gradient reads the inputs. */
  private get needsColumns(): boolean {
    return this.operations.some((each) => (each.op === "gradient" || each.op === "update") && each.layer.index === 0);
  }

  private compile(operation: Operation): CompiledStep[] {
    const { steps, backend, needsColumns } = this;
    const { arena, parts: threads, products } = backend;
    const sparse = "from" in operation && operation.from === this.sparse?.z0 ? this.sparse : undefined;
    const context: CompileContext = { arena, threads, steps, sparse, needsColumns, products };
    switch (operation.op) {
      case "gather":
        return compileGather(operation, operation.inputs === this.sparse?.z0 ? this.sparse : undefined, needsColumns);
      case "forward":
        return compileForward(context, operation);
      case "measure":
        return compileMeasure(arena, operation);
      case "outputError":
        return compileOutputError(arena, operation);
      case "backpropagate":
        return compileBackpropagate(context, operation);
      case "gradient":
        return compileGradient(context, operation);
      case "update":
        return compileUpdate(context, operation);
    }
  }
}
