/**
 * The interface between the core and a backend: matrices that the backend owns, and plans of fused matrix operations
 * that are recorded once and replayed for every minibatch. The core never sees where a matrix lives.
 *
 * Row-major float32. `rows` is the number of examples in a minibatch; the last one of an epoch may have fewer rows than
 * the matrices were made for, then only the first `rows` rows count.
 */
import type { Cited } from "../messages/said";
import type { ActivationName, BackendName, CostName } from "./names";

/** An opaque matrix [rows, columns]; `name` is used in messages ("W0", "z1"). */
export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Examples as they are stored. z0 = (values − shift) · factor, in float32 and in this order of operations; bytes stay
 * bytes until a minibatch is gathered.
 */
export interface Examples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  /** [count, inputs] */
  readonly values: Uint8Array | Float32Array;
  /** One number for all columns, or one per column [inputs]. */
  readonly shift: number | Float32Array;
  readonly factor: number | Float32Array;
  /**
   * The class of each example [count] (one-hot targets; with one output: target 0 or 1), or dense targets
   * [count, outputs].
   */
  readonly targets: Int32Array | Float32Array;
}

/** Examples in a backend's memory, and the order in which minibatches take them. */
export interface ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  /** True if every output has a target of its own; false if the targets are classes. */
  readonly dense: boolean;
  /** Sets the permutation that minibatches are slices of; until then it is the identity. */
  setOrder(order: Uint32Array): void;
}

/** The parameters of one layer, with its activation and initial alpha. */
export interface LayerParameters {
  /** Index of the layer; 0 is the first layer after the inputs. */
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

/** λ1/n and λ2/n: the penalty's part in the gradient of W; biases and alphas have none. */
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
 * The optimizer's accumulators of one layer, each in the shape of its parameter: [] for plain sgd, [velocity] with
 * momentum, [mean square] for rmsprop, [mean, mean square] for adam and adamw.
 */
export interface OptimizerState {
  readonly W: readonly Matrix[];
  readonly b: readonly Matrix[];
  readonly alpha: readonly Matrix[];
}

/** z0 ← the minibatch's scaled inputs [rows, inputs]; targets ← its targets [rows, outputs] */
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
 * Adds the minibatch's cost (sum over rows, without penalty), hits and squared error to the result of `run`. A cost
 * that is not finite ends the run before any later operation is executed.
 */
export interface Measure {
  readonly op: "measure";
  readonly cost: CostName;
  readonly activation: ActivationName;
  readonly s: Matrix;
  readonly z: Matrix;
  readonly targets: Matrix;
  /** The rule for a hit: the largest output is the target's, or each output lies on the target's side of one half. */
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
 * Used by statistics, the debugger and tests; training uses `update`, which need not store the gradient.
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
 * Computes the same gradient and applies the optimizer's step to W, b and alpha; bit for bit the result of `gradient`
 * and a separate step. With adamw l2 is no part of the gradient: it decays W separately.
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

/** One minibatch: its rows, and all values that change from one step to the next. */
export interface Minibatch {
  /** First position in the order of the examples; `rows` is the number of examples. */
  readonly start: number;
  readonly rows: number;
  /** Epoch, from 1. Dropout's random numbers are hashed from seed, layer, epoch and batch. */
  readonly epoch: number;
  readonly batch: number;
  /** Number of this update in the whole run, from 1 (adam's bias correction). */
  readonly step: number;
  readonly learningRate: number;
}

/** The results of the `measure` operations of one run, in the order of the minibatches. */
export interface Measures {
  /** Sum of the cost over the rows of each measured minibatch, class weights applied. */
  readonly costs: Float64Array;
  /** Number of correctly predicted examples (for multi-label: the mean share of correct outputs). */
  readonly hits: number;
  /** Σ ‖z − y‖² over all rows. */
  readonly squaredError: number;
  /** Number of minibatches executed completely; fewer than requested if a cost was not finite. */
  readonly completed: number;
}

/** A recorded list of operations that can be replayed. */
export interface Plan {
  /** Executes the operations for each minibatch in turn. Callers keep a call short (about 10 ms) to stay responsive. */
  run(minibatches: readonly Minibatch[]): Promise<Measures>;
}

/**
 * A reduction over all elements: "squares" is Σ x²; "finite" is 1 if all are finite, else 0. NaN if an element is NaN.
 */
export type Reduction = "max" | "min" | "maxAbs" | "minAbs" | "sum" | "sumAbs" | "squares" | "finite";

export interface Backend {
  readonly name: BackendName;
  readonly threads: number;
  /** One line for display: the device that computes ("WebAssembly SIMD, 2 threads"). */
  readonly description: string;
  /**
   * Preferred duration of a call of a plan, in milliseconds, where it is longer than usual: the work runs in another
   * thread or device, the event loop stays free, and each call has a fixed overhead.
   */
  readonly callMilliseconds?: number | undefined;
  /** The name that an underlying library reports for its device, if `name` does not identify it. */
  readonly reported?: Cited | undefined;
  /** Registers a listener for an underlying library that falls back to another device or mode. */
  onDegraded?(listener: (message: Cited) => void): void;
  /** Creates a matrix of zeros. */
  matrix(rows: number, columns: number, name: string): Matrix;
  /** Overwrites the whole matrix; `values` has rows · columns numbers. */
  write(matrix: Matrix, values: Float32Array): Promise<void>;
  /** Returns a copy of the whole matrix. */
  read(matrix: Matrix): Promise<Float32Array>;
  /** Reduces the first `rows` rows of a matrix to one number, if the backend can do so without a copy. */
  reduce?(matrix: Matrix, rows: number, reduction: Reduction): number;
  /** Returns one element, if the backend can do so without a copy. */
  element?(matrix: Matrix, row: number, column: number): number;
  /** Moves the examples into the backend's memory. */
  examples(examples: Examples): ResidentExamples;
  plan(operations: readonly Operation[]): Plan;
  /** Releases memory, threads and devices; the backend is unusable afterwards. */
  destroy(): Promise<void>;
}
