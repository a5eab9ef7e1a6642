/** The block of float32 that kernels/step.ts reads: the penalty, the optimizer's constants, and what changes every step. */
import type { Minibatch, Optimizer, Regularization } from "../../core/backend";
import { hasDecoupledDecay, stepScalars } from "../../core/optimizers";
import type { Arena } from "./arena";

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

const length = 16;

export class StepBlock {
  readonly address: number;

  constructor(
    private readonly arena: Arena,
    private readonly regularization: Regularization,
    private readonly optimizer?: Optimizer,
  ) {
    this.address = arena.allocate(length * 4);
    const decoupled = optimizer !== undefined && hasDecoupledDecay(optimizer.type);
    const block = arena.floats(this.address, length);
    block[at.l1] = regularization.l1;
    block[at.l2] = decoupled ? 0 : regularization.l2;
    if (optimizer) this.set(optimizer);
  }

  /** What the minibatch changes. */
  prepare(minibatch: Minibatch): void {
    const block = this.arena.floats(this.address, length);
    block[at.scale] = 1 / minibatch.rows;
    if (!this.optimizer) return;
    const { learningRate, correction1, correction2 } = stepScalars(this.optimizer, minibatch);
    block[at.rate] = learningRate / correction1;
    block[at.rootCorrection] = Math.sqrt(correction2);
    block[at.decay] = hasDecoupledDecay(this.optimizer.type) ? learningRate * this.regularization.l2 : 0;
  }

  private set(optimizer: Optimizer): void {
    const block = this.arena.floats(this.address, length);
    block[at.optimizer] = numberOf(optimizer);
    if (optimizer.type === "sgd") {
      block[at.momentum] = optimizer.momentum;
      return;
    }
    const adam = optimizer.type !== "rmsprop";
    const beta2 = adam ? optimizer.beta2 : optimizer.rho;
    block[at.beta1] = adam ? optimizer.beta1 : 0;
    block[at.rest1] = adam ? 1 - optimizer.beta1 : 0;
    block[at.beta2] = beta2;
    block[at.rest2] = 1 - beta2;
    block[at.epsilon] = optimizer.epsilon;
  }
}

function numberOf(optimizer: Optimizer): number {
  if (optimizer.type === "rmsprop") return 3;
  if (optimizer.type !== "sgd") return 4;
  if (optimizer.momentum === 0) return 0;
  return optimizer.nesterov ? 2 : 1;
}
