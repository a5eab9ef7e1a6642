/** A compiled plan: the instructions of a step, run for one minibatch after the other. */
import type { Measures, Minibatch, Operation, Plan } from "../../core/backend";
import type { Arena } from "./arena";
import {
  type Compiled,
  compileBackpropagate,
  compileGradient,
  compileOutputError,
  compileUpdate,
} from "./compileBackward";
import { compileForward, compileGather, compileMeasure, type RowSums } from "./compileForward";
import type { Instruction } from "./instruction";
import type { Kernels } from "./kernels";
import type { StepBlock } from "./stepBlock";

/** An instruction, or the point where the rows' figures are added up. */
type Stage = { instruction: Instruction } | { sums: RowSums };

export class WasmPlan implements Plan {
  private readonly stages: Stage[] = [];
  private readonly blocks: StepBlock[] = [];

  constructor(
    private readonly arena: Arena,
    private readonly kernels: Kernels,
    operations: readonly Operation[],
  ) {
    for (const operation of operations) this.record(operation);
  }

  async run(minibatches: readonly Minibatch[]): Promise<Measures> {
    const totals = { costs: [] as number[], hits: 0, squaredError: 0 };
    let completed = 0;
    while (completed < minibatches.length && this.runOne(minibatches[completed], totals)) completed++;
    return { ...totals, costs: Float64Array.from(totals.costs), completed };
  }

  /** False when the cost was not finite. */
  private runOne(minibatch: Minibatch, totals: { costs: number[]; hits: number; squaredError: number }): boolean {
    const step = { ...minibatch, paddedRows: Math.ceil(minibatch.rows / 4) * 4 };
    for (const block of this.blocks) block.prepare(minibatch);
    for (const stage of this.stages) {
      if ("instruction" in stage) {
        stage.instruction(step, 0, 1);
        continue;
      }
      stage.sums.instruction(step, 0, 1);
      const figures = new Float64Array(this.arena.memory.buffer, stage.sums.address, step.rows * 3);
      let cost = 0;
      for (let i = 0; i < figures.length; i += 3) {
        cost += figures[i];
        totals.hits += figures[i + 1];
        totals.squaredError += figures[i + 2];
      }
      totals.costs.push(cost);
      if (!Number.isFinite(cost)) return false;
    }
    return true;
  }

  private record(operation: Operation): void {
    const { arena, kernels } = this;
    switch (operation.op) {
      case "gather":
        this.add([compileGather(kernels, operation)]);
        return;
      case "forward":
        this.add([compileForward(kernels, operation)]);
        return;
      case "measure":
        this.stages.push({ sums: compileMeasure(kernels, arena, operation) });
        return;
      case "outputError":
        this.add(compileOutputError(kernels, arena, operation));
        return;
      case "backpropagate":
        this.add(compileBackpropagate(kernels, arena, operation));
        return;
      case "gradient":
        this.addCompiled(compileGradient(kernels, arena, operation));
        return;
      case "update":
        this.addCompiled(compileUpdate(kernels, arena, operation));
        return;
    }
  }

  private addCompiled({ instructions, blocks }: Compiled): void {
    this.blocks.push(...blocks);
    this.add(instructions);
  }

  private add(instructions: Instruction[]): void {
    this.stages.push(...instructions.map((instruction) => ({ instruction })));
  }
}
