/**
 * Layout of the values that the optimizer's step reads (step.ts), float32 at these byte offsets: constants are written
 * once, the others before each minibatch. Each parameter's block follows the minibatch's record.
 */
export namespace StepBlock {
  /** A number of OptimizerKind. */
  export const optimizer: usize = 0;
  /** 1 / rows */
  export const scale: usize = 4;
  export const l1: usize = 8;
  export const l2: usize = 12;
  /** The learning rate, divided by the bias correction of the mean. */
  export const rate: usize = 16;
  export const momentum: usize = 20;
  export const beta1: usize = 24;
  /** 1 − beta1 */
  export const rest1: usize = 28;
  export const beta2: usize = 32;
  /** 1 − beta2 */
  export const rest2: usize = 36;
  export const epsilon: usize = 40;
  /** Square root of the bias correction of the mean square. */
  export const rootCorrection: usize = 44;
  /** Weight decay of adamw: learning rate · l2. */
  export const decay: usize = 48;
}

/** Optimizer numbers, stored as float32: adam and adamw share one rule, with different decay. */
export namespace OptimizerKind {
  export const sgd: f32 = 0;
  export const momentum: f32 = 1;
  export const nesterov: f32 = 2;
  export const rmsprop: f32 = 3;
  export const adam: f32 = 4;
}
