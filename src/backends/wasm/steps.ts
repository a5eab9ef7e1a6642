/**
 * The values that change from one minibatch to the next, in memory: a record for each (kernels/minibatch.ts), followed
 * by the optimizer's blocks (kernels/stepBlock.ts). Floats and integers are written through views of the same memory.
 */
import type { Minibatch, Optimizer, Regularization } from "../../core/backend";
import { hasDecoupledDecay, stepScalars } from "../../core/optimizers";
import type { Arena } from "./arena";
import { Minibatch as Record, recordBytes } from "./kernels/minibatch";
import { OptimizerKind, StepBlock } from "./kernels/stepBlock";

/** Number of minibatches per call. */
const capacity = 256;
/** Length of a record, and of a block, in 32-bit words. */
const recordWords = recordBytes / 4;

interface Rule {
  readonly regularization: Regularization;
  /** Undefined if the gradient is computed without an update. */
  readonly optimizer?: Optimizer;
}

/** Location and number of the records. */
export interface StepRecords {
  readonly address: number;
  /** Bytes of one record with its blocks. */
  readonly bytes: number;
  readonly capacity: number;
}

/** Offset of a block from the start of its minibatch's record, in bytes. */
export interface OptimizerBlock {
  readonly offset: number;
}

export class Steps {
  private readonly rules: Rule[] = [];
  private address = 0;

  constructor(private readonly arena: Arena) {}

  /** Reserves a block; must precede `begin`. */
  block(rule: Rule): OptimizerBlock {
    return { offset: this.rules.push(rule) * recordBytes };
  }

  /** Allocates the records and writes their constants. */
  begin(): StepRecords {
    const bytes = (this.rules.length + 1) * recordBytes;
    this.address = this.arena.allocate(capacity * bytes);
    const { floats, words } = this.views();
    for (let i = 0; i < capacity; i++) {
      for (const [b, rule] of this.rules.entries()) writeConstants(floats, i * words + (b + 1) * recordWords, rule);
    }
    return { address: this.address, bytes, capacity };
  }

  /** Writes the records of at most `capacity` minibatches. */
  write(minibatches: readonly Minibatch[]): void {
    const { floats, integers, words } = this.views();
    for (const [i, minibatch] of minibatches.entries()) {
      const first = i * words;
      const { start, rows, epoch, batch } = minibatch;
      integers[first + Record.start / 4] = start;
      integers[first + Record.rows / 4] = rows;
      integers[first + Record.epoch / 4] = epoch;
      integers[first + Record.batch / 4] = batch;
      floats[first + Record.scale / 4] = 1 / rows;
      for (let b = 0; b < this.rules.length; b++) {
        writeStep(floats, first + (b + 1) * recordWords, this.rules[b], minibatch);
      }
    }
  }

  /** Adds the measures of `count` minibatches. */
  addMeasures(count: number, into: { hits: number; squaredError: number }, costs: number[]): void {
    const { words, doubles } = this.views();
    for (let i = 0; i < count; i++) {
      const first = (i * words) / 2;
      costs.push(doubles[first + Record.cost / 8]);
      into.hits += doubles[first + Record.hits / 8];
      into.squaredError += doubles[first + Record.squaredError / 8];
    }
  }

  /** Returns fresh views: a memory that grows detaches the old ones. */
  private views() {
    const { buffer } = this.arena.memory;
    const words = (this.rules.length + 1) * recordWords;
    return {
      words,
      floats: new Float32Array(buffer, this.address, capacity * words),
      integers: new Int32Array(buffer, this.address, capacity * words),
      doubles: new Float64Array(buffer, this.address, (capacity * words) / 2),
    };
  }
}

function writeStep(floats: Float32Array, block: number, { regularization, optimizer }: Rule, minibatch: Minibatch) {
  floats[block + StepBlock.scale / 4] = 1 / minibatch.rows;
  if (!optimizer) return;
  const { learningRate, correction1, correction2 } = stepScalars(optimizer, minibatch);
  floats[block + StepBlock.rate / 4] = learningRate / correction1;
  floats[block + StepBlock.rootCorrection / 4] = Math.sqrt(correction2);
  floats[block + StepBlock.decay / 4] = hasDecoupledDecay(optimizer.type) ? learningRate * regularization.l2 : 0;
}

function writeConstants(floats: Float32Array, block: number, { regularization, optimizer }: Rule): void {
  const decoupled = optimizer !== undefined && hasDecoupledDecay(optimizer.type);
  floats[block + StepBlock.l1 / 4] = regularization.l1;
  floats[block + StepBlock.l2 / 4] = decoupled ? 0 : regularization.l2;
  if (!optimizer) return;
  floats[block + StepBlock.optimizer / 4] = kindOf(optimizer);
  if (optimizer.type === "sgd") {
    floats[block + StepBlock.momentum / 4] = optimizer.momentum;
    return;
  }
  const adam = optimizer.type !== "rmsprop";
  const beta2 = adam ? optimizer.beta2 : optimizer.rho;
  floats[block + StepBlock.beta1 / 4] = adam ? optimizer.beta1 : 0;
  floats[block + StepBlock.rest1 / 4] = adam ? 1 - optimizer.beta1 : 0;
  floats[block + StepBlock.beta2 / 4] = beta2;
  floats[block + StepBlock.rest2 / 4] = 1 - beta2;
  floats[block + StepBlock.epsilon / 4] = optimizer.epsilon;
}

function kindOf(optimizer: Optimizer): number {
  if (optimizer.type === "rmsprop") return OptimizerKind.rmsprop;
  if (optimizer.type !== "sgd") return OptimizerKind.adam;
  if (optimizer.momentum === 0) return OptimizerKind.sgd;
  return optimizer.nesterov ? OptimizerKind.nesterov : OptimizerKind.momentum;
}
