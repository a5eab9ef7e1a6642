/**
 * What the core asks of a backend: matrices that it owns, and plans of fused matrix operations that
 * are recorded once and replayed for every minibatch. The core never sees where a matrix lives.
 *
 * Row-major float32. `rows` is the number of examples in a minibatch; the last one of an epoch may have
 * fewer rows than the matrices were made for, then only the first `rows` rows count.
 */
import type { ActivationName, BackendName, CostName } from "./names";

/** An opaque matrix [rows, columns]; `name` is for messages ("W0", "z1"). */
export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Examples as they lie in memory. z0 = (values − shift) · factor, in float32 and in this order of operations;
 * bytes stay bytes until a minibatch is gathered.
 */
export interface Examples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  /** [count, inputs] */
  readonly values: Uint8Array | Float32Array;
  /** One number for every column, or one per column [inputs]. */
  readonly shift: number | Float32Array;
  readonly factor: number | Float32Array;
  /**
   * The class of each example [count] (one-hot targets; with one output: target 0 or 1), or dense targets
   * [count, outputs].
   */
  readonly targets: Int32Array | Float32Array;
}

/** Examples that a backend holds, and the order in which minibatches take them. */
export interface ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Whether every output has a target of its own; else the targets are classes. */
  readonly dense: boolean;
  /** Minibatch rows are slices of this permutation; the identity until it is set. */
  setOrder(order: Uint32Array): void;
}

/** The parameters of one layer and what its mathematics needs to know. */
export interface LayerParameters {
  /** 0 is the first layer after the inputs. */
  readonly index: number;
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName;
  /** Weights [inputs, units] */
  readonly W: Matrix;
  /** Biases [1, units]; zeros that are never updated where `bias` is false. */
  readonly b: Matrix;
  readonly bias: boolean;
  /** alpha of prelu and elu, one per unit [1, units]. */
  readonly alpha: Matrix;
  readonly learnAlpha: boolean;
}

/** Dropout of one layer: an element of z is dropped where random bits < ⌊rate · 2³²⌋ (core/random.ts). */
export interface Dropout {
  readonly rate: number;
  readonly seed: number;
}

/** λ1/n and λ2/n: what the penalty adds to the gradient of W; biases and alphas have none. */
export interface Regularization {
  readonly l1: number;
  readonly l2: number;
}

export type Optimizer =
  | {
      readonly type: "sgd";
      readonly momentum: number;
      readonly nesterov: boolean;
    }
  | { readonly type: "rmsprop"; readonly rho: number; readonly epsilon: number }
  | {
      readonly type: "adam" | "adamw";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/**
 * The optimizer's accumulators of one layer, each of the shape of its parameter: [] for plain sgd, [velocity] with
 * momentum, [mean square] for rmsprop, [mean, mean square] for adam and adamw.
 */
export interface OptimizerState {
  readonly W: readonly Matrix[];
  readonly b: readonly Matrix[];
  readonly alpha: readonly Matrix[];
}

/** z0 ← the minibatch's inputs, scaled [rows, inputs]; targets ← what the outputs should be [rows, outputs] */
export interface Gather {
  readonly op: "gather";
  readonly examples: ResidentExamples;
  readonly inputs: Matrix;
  readonly targets: Matrix;
}

/** s ← from · W + b; z ← f(s), then ∘ mask / (1 − rate) where there is dropout. [rows, units] */
export interface Forward {
  readonly op: "forward";
  readonly layer: LayerParameters;
  readonly from: Matrix;
  readonly s: Matrix;
  readonly z: Matrix;
  readonly dropout?: Dropout | undefined;
}

/**
 * Adds the minibatch's cost (sum over rows, without penalty), hits and squared error to what `run` returns. A cost
 * that is not finite ends the run before anything after this operation is done.
 */
export interface Measure {
  readonly op: "measure";
  readonly cost: CostName;
  readonly activation: ActivationName;
  readonly s: Matrix;
  readonly z: Matrix;
  readonly targets: Matrix;
  /** How a hit is decided: the largest output is the target's, or each output lies on the target's side of one half. */
  readonly hit: "largest" | "half" | "none";
  readonly classWeights?: Float32Array | undefined;
}

/**
 * delta ← ∂cost/∂s of the output layer, per example (not divided by rows). [rows, units]
 * With learnAlpha also alphaGradient [1, units] ← Σ over rows of ∂cost/∂z ∘ ∂f/∂alpha.
 */
export interface OutputError {
  readonly op: "outputError";
  readonly cost: CostName;
  readonly layer: LayerParameters;
  readonly s: Matrix;
  readonly z: Matrix;
  readonly targets: Matrix;
  readonly delta: Matrix;
  readonly alphaGradient?: Matrix | undefined;
  readonly classWeights?: Float32Array | undefined;
}

/**
 * delta ← (nextDelta · nextWᵀ) ∘ mask / (1 − rate) ∘ f'(s). [rows, units]
 * With learnAlpha also alphaGradient [1, units], as in OutputError.
 */
export interface Backpropagate {
  readonly op: "backpropagate";
  readonly next: LayerParameters;
  readonly nextDelta: Matrix;
  readonly layer: LayerParameters;
  readonly s: Matrix;
  readonly z: Matrix;
  readonly delta: Matrix;
  readonly dropout?: Dropout | undefined;
  readonly alphaGradient?: Matrix | undefined;
}

/**
 * GW ← fromᵀ · delta / rows + l2 · W + l1 · sign(W); Gb ← Σ delta / rows; Galpha ← alphaGradient / rows.
 * For statistics, the debugger and tests; training uses `update`, which need not store the gradient.
 */
export interface Gradient {
  readonly op: "gradient";
  readonly layer: LayerParameters;
  readonly from: Matrix;
  readonly delta: Matrix;
  readonly alphaGradient?: Matrix | undefined;
  readonly regularization: Regularization;
  readonly GW: Matrix;
  readonly Gb: Matrix;
  readonly Galpha?: Matrix | undefined;
}

/**
 * The same gradient, and the optimizer's step on W, b and alpha; bit for bit what `gradient` and the step give. For
 * adamw l2 is no part of the gradient: it decays W beside it.
 */
export interface Update {
  readonly op: "update";
  readonly layer: LayerParameters;
  readonly from: Matrix;
  readonly delta: Matrix;
  readonly alphaGradient?: Matrix | undefined;
  readonly regularization: Regularization;
  readonly optimizer: Optimizer;
  readonly state: OptimizerState;
}

export type Operation = Gather | Forward | Measure | OutputError | Backpropagate | Gradient | Update;

/** One minibatch: which rows, and everything that changes from one step to the next. */
export interface Minibatch {
  /** First position in the order of the examples, and how many. */
  readonly start: number;
  readonly rows: number;
  /** From 1. With seed and layer they are what dropout's random numbers are hashed from. */
  readonly epoch: number;
  readonly batch: number;
  /** The number of this update in the whole run, from 1 (adam's bias correction). */
  readonly step: number;
  readonly learningRate: number;
}

/** What the `measure` operations of one run found, minibatches in order. */
export interface Measures {
  /** Sum of cost over the rows of each minibatch that was measured, class weights applied. */
  readonly costs: Float64Array;
  /** Examples that were right (for multi-label: the mean share of right outputs). */
  readonly hits: number;
  /** Σ ‖z − y‖² over all rows. */
  readonly squaredError: number;
  /** Minibatches that were executed in full; fewer than asked for where a cost was not finite. */
  readonly completed: number;
}

/** Recorded operations, ready to be replayed. */
export interface Plan {
  /**
   * Executes the operations for each minibatch in turn. Callers keep one call short (about 10 ms) to stay
   * responsive.
   */
  run(minibatches: readonly Minibatch[]): Promise<Measures>;
}

/** Over all elements; squares: the sum of them. finite: 1 where all are, else 0. NaN where an element is NaN. */
export type Reduction = "max" | "min" | "maxAbs" | "minAbs" | "sum" | "sumAbs" | "squares" | "finite";

export interface Backend {
  readonly name: BackendName;
  readonly threads: number;
  /** One line for people: what does the work ("WebAssembly SIMD, 2 threads"). */
  readonly description: string;
  /**
   * How long a call of a plan may take, in milliseconds, where that is longer than usual: the work is done elsewhere,
   * the event loop stays free meanwhile, and a call costs something of itself.
   */
  readonly callMilliseconds?: number | undefined;
  /** What a library below says has done the work, where the name alone does not tell. */
  readonly reported?: string | undefined;
  /** Hears when such a library does the work elsewhere or otherwise than it was asked to. */
  onDegraded?(listener: (message: string) => void): void;
  /** A new matrix of zeros. */
  matrix(rows: number, columns: number, name: string): Matrix;
  /** Fills the whole matrix; values has rows · columns numbers. */
  write(matrix: Matrix, values: Float32Array): Promise<void>;
  /** A copy of the whole matrix. */
  read(matrix: Matrix): Promise<Float32Array>;
  /** One number of the first `rows` rows of a matrix, where the backend computes it without a copy. */
  reduce?(matrix: Matrix, rows: number, reduction: Reduction): number;
  /** One element, likewise. */
  element?(matrix: Matrix, row: number, column: number): number;
  /** Takes the examples over to where the backend computes. */
  examples(examples: Examples): ResidentExamples;
  plan(operations: readonly Operation[]): Plan;
  /** Gives back memory, threads and devices; the backend is unusable afterwards. */
  destroy(): Promise<void>;
}
