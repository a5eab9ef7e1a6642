/**
 * What changes from one minibatch to the next, in memory: for each a record that kernels/minibatch.ts describes, and behind it the
 * optimizer's blocks of kernels/step.ts. Floats and whole numbers are read through views of the same memory.
 */
import type { Minibatch, Optimizer, Regularization } from "../../core/backend";
import { hasDecoupledDecay, stepScalars } from "../../core/optimizers";
import type { Arena } from "./arena";

/** Minibatches that are handed over at once. */
const capacity = 256;
const wordsEach = 16;

/** Positions in float32; kernels/step.ts counts the same in bytes. */
const at = {
  optimizer: 0,
  scale: 1,
  l1: 2,
  l2: 3,
  rate: 4,
  momentum: 5,
  beta1: 6,
  rest1: 7,
  beta2: 8,
  rest2: 9,
  epsilon: 10,
  rootCorrection: 11,
  decay: 12,
} as const;

interface Rule {
  readonly regularization: Regularization;
  /** Left out where the gradient is only looked at. */
  readonly optimizer?: Optimizer;
}

/** Where the records lie, and how many there are. */
export interface StepRecords {
  readonly address: number;
  /** Of one record. */
  readonly bytes: number;
  readonly capacity: number;
}

/** How far behind the beginning of a minibatch's record its block lies, in bytes. */
export interface OptimizerBlock {
  readonly offset: number;
}

export class Steps {
  private readonly rules: Rule[] = [];
  private address = 0;

  constructor(private readonly arena: Arena) {}

  /** Reserves a block. Not after `begin`. */
  block(rule: Rule): OptimizerBlock {
    return { offset: this.rules.push(rule) * wordsEach * 4 };
  }

  /** Makes room, and writes what never changes. */
  begin(): StepRecords {
    const bytes = (this.rules.length + 1) * wordsEach * 4;
    this.address = this.arena.allocate(capacity * bytes);
    const { floats, words } = this.views();
    for (let i = 0; i < capacity; i++) {
      for (const [b, rule] of this.rules.entries()) writeConstants(floats, i * words + (b + 1) * wordsEach, rule);
    }
    return { address: this.address, bytes, capacity };
  }

  /** At most `capacity` minibatches. */
  write(minibatches: readonly Minibatch[]): void {
    const { floats, integers, words } = this.views();
    for (const [i, minibatch] of minibatches.entries()) {
      const first = i * words;
      const { start, rows, epoch, batch } = minibatch;
      integers[first] = start;
      integers[first + 1] = rows;
      integers[first + 2] = epoch;
      integers[first + 3] = batch;
      floats[first + 4] = 1 / rows;
      for (let b = 0; b < this.rules.length; b++) {
        writeStep(floats, first + (b + 1) * wordsEach, this.rules[b], minibatch);
      }
    }
  }

  /** Adds what was measured in `count` minibatches. */
  addMeasures(count: number, into: { hits: number; squaredError: number }, costs: number[]): void {
    const { words, doubles } = this.views();
    for (let i = 0; i < count; i++) {
      const first = (i * words) / 2;
      costs.push(doubles[first + 3]);
      into.hits += doubles[first + 4];
      into.squaredError += doubles[first + 5];
    }
  }

  /** Made anew each time: a memory that grows leaves views behind. */
  private views() {
    const { buffer } = this.arena.memory;
    const words = (this.rules.length + 1) * wordsEach;
    return {
      words,
      floats: new Float32Array(buffer, this.address, capacity * words),
      integers: new Int32Array(buffer, this.address, capacity * words),
      doubles: new Float64Array(buffer, this.address, (capacity * words) / 2),
    };
  }
}

function writeStep(floats: Float32Array, block: number, { regularization, optimizer }: Rule, minibatch: Minibatch) {
  floats[block + at.scale] = 1 / minibatch.rows;
  if (!optimizer) return;
  const { learningRate, correction1, correction2 } = stepScalars(optimizer, minibatch);
  floats[block + at.rate] = learningRate / correction1;
  floats[block + at.rootCorrection] = Math.sqrt(correction2);
  floats[block + at.decay] = hasDecoupledDecay(optimizer.type) ? learningRate * regularization.l2 : 0;
}

function writeConstants(floats: Float32Array, block: number, { regularization, optimizer }: Rule): void {
  const decoupled = optimizer !== undefined && hasDecoupledDecay(optimizer.type);
  floats[block + at.l1] = regularization.l1;
  floats[block + at.l2] = decoupled ? 0 : regularization.l2;
  if (!optimizer) return;
  floats[block + at.optimizer] = numberOf(optimizer);
  if (optimizer.type === "sgd") {
    floats[block + at.momentum] = optimizer.momentum;
    return;
  }
  const adam = optimizer.type !== "rmsprop";
  const beta2 = adam ? optimizer.beta2 : optimizer.rho;
  floats[block + at.beta1] = adam ? optimizer.beta1 : 0;
  floats[block + at.rest1] = adam ? 1 - optimizer.beta1 : 0;
  floats[block + at.beta2] = beta2;
  floats[block + at.rest2] = 1 - beta2;
  floats[block + at.epsilon] = optimizer.epsilon;
}

function numberOf(optimizer: Optimizer): number {
  if (optimizer.type === "rmsprop") return 3;
  if (optimizer.type !== "sgd") return 4;
  if (optimizer.momentum === 0) return 0;
  return optimizer.nesterov ? 2 : 1;
}
