/** A compiled plan: the instructions of a step, run for one minibatch after the other. */
import type { Forward, Gather, Measures, Minibatch, Operation, Plan } from "../../core/backend";
import { compileBackpropagate, compileGradient, compileOutputError, compileUpdate } from "./compileBackward";
import type { Step, Surroundings } from "./compileContext";
import { compileForward, compileGather, compileMeasure } from "./compileForward";
import { WasmExamples } from "./examples";
import type { WasmBackend } from "./index";
import { type Product, type Program, writePieces } from "./instruction";
import type { InputLists } from "./sparseRows";
import { type StepRecords, Steps } from "./steps";

export class WasmPlan implements Plan {
  private readonly pieces: readonly (Program | Product)[];
  private readonly steps: Steps;
  private readonly records: StepRecords;
  private readonly measures: boolean;
  /** What stands for z0 while this plan runs, where that pays. */
  private readonly lists: InputLists | undefined;

  constructor(
    private readonly backend: WasmBackend,
    private readonly operations: readonly Operation[],
  ) {
    this.steps = new Steps(backend.arena);
    this.lists = this.findLists();
    this.measures = operations.some(({ op }) => op === "measure");
    const steps = operations.flatMap((operation) => this.compile(operation));
    this.pieces = writePieces(backend.arena, steps);
    this.records = this.steps.begin();
  }

  async run(minibatches: readonly Minibatch[]): Promise<Measures> {
    this.tellLists();
    const { capacity } = this.records;
    const sums = { hits: 0, squaredError: 0, completed: 0 };
    const costs: number[] = [];
    for (let first = 0; first < minibatches.length && sums.completed === first; first += capacity) {
      const some = minibatches.slice(first, first + capacity);
      this.steps.write(some);
      const completed = this.carryOut(some);
      sums.completed += completed;
      // The one that was not finite was measured too.
      if (this.measures) this.steps.addMeasures(Math.min(completed + 1, some.length), sums, costs);
    }
    return { ...sums, costs: Float64Array.from(costs) };
  }

  /** Returns how many minibatches were carried out in full. */
  private carryOut(minibatches: readonly Minibatch[]): number {
    const [first] = this.pieces;
    if (this.pieces.length === 1 && "address" in first) {
      return this.backend.carryOut(first, this.records, { first: 0, count: minibatches.length });
    }
    for (const [i, { rows }] of minibatches.entries()) {
      for (const piece of this.pieces) {
        if ("run" in piece) piece.run(rows);
        else if (this.backend.carryOut(piece, this.records, { first: i, count: 1 }) === 0) return i;
      }
    }
    return minibatches.length;
  }

  /** Of inputs that this plan gathers and its first layer takes in. */
  private findLists(): InputLists | undefined {
    const gather = this.operations.find((operation): operation is Gather => operation.op === "gather");
    if (!(gather?.examples instanceof WasmExamples) || !gather.examples.isPacked) return undefined;
    const forward = this.operations.find(
      (operation): operation is Forward => operation.op === "forward" && operation.from === gather.inputs,
    );
    return forward && this.backend.makeLists(gather.inputs, forward.layer.W);
  }

  /** Lists and z0 of the same inputs: the one that is written is the newer. */
  private tellLists(): void {
    if (this.lists) {
      this.lists.isNewer = true;
      return;
    }
    for (const operation of this.operations) {
      if (operation.op === "gather") this.backend.listsOf(operation.inputs)?.overwritten();
      else if ("from" in operation) this.backend.listsOf(operation.from)?.bringUpToDate();
    }
  }

  /** Whether a gradient takes in the inputs. */
  private get summed(): boolean {
    return this.operations.some((each) => (each.op === "gradient" || each.op === "update") && each.layer.index === 0);
  }

  private compile(operation: Operation): Step[] {
    const { steps, backend } = this;
    const { arena, parts: threads, products } = backend;
    const lists = "from" in operation && operation.from === this.lists?.z0 ? this.lists : undefined;
    const surroundings: Surroundings = { arena, threads, steps, lists, summed: this.summed, products };
    switch (operation.op) {
      case "gather":
        return compileGather(operation, operation.inputs === this.lists?.z0 ? this.lists : undefined, this.summed);
      case "forward":
        return compileForward(surroundings, operation);
      case "measure":
        return compileMeasure(arena, operation);
      case "outputError":
        return compileOutputError(arena, operation);
      case "backpropagate":
        return compileBackpropagate(surroundings, operation);
      case "gradient":
        return compileGradient(surroundings, operation);
      case "update":
        return compileUpdate(surroundings, operation);
    }
  }
}
