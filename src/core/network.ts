/**
 * The network: forward, backward, update. Every step is recorded as a list of operations that a backend executes; the
 * equations beside them are Nielsen's (ch. 2), in matrices with one example per row.
 */
import type {
  Backend,
  Dropout,
  Matrix,
  Measure,
  Operation,
  Optimizer,
  Regularization,
  ResidentExamples,
} from "./backend";
import { Layer, type LayerSpec, type NamedArray } from "./layer";
import type { CostName } from "./names";
import { hasDecoupledDecay } from "./optimizers";
import { Pass } from "./pass";

export interface NetworkSpec {
  readonly inputs: number;
  /** The layers in order; the last one is the output layer. */
  readonly layers: readonly LayerSpec[];
  readonly cost: CostName;
  readonly seed: number;
}

export interface TrainingSettings {
  readonly optimizer: Optimizer;
  /** λ1/n and λ2/n: already divided by the number of training examples. */
  readonly regularization: Regularization;
  /** Weight of each class in the cost [outputs] */
  readonly classWeights?: Float32Array | undefined;
}

export class Network {
  readonly layers: readonly Layer[];
  /** The matrices of one training minibatch: s, z and delta of every layer. */
  readonly pass: Pass;
  private readonly evaluationPasses = new Map<number, Pass>();

  constructor(
    private readonly backend: Backend,
    readonly spec: NetworkSpec,
    batchSize: number,
    optimizer: Optimizer,
  ) {
    this.layers = spec.layers.map((layer, l) => {
      const inputs = l === 0 ? spec.inputs : spec.layers[l - 1].units;
      return new Layer(backend, l, inputs, layer, optimizer);
    });
    this.pass = new Pass(backend, this.layers, batchSize);
  }

  /** z_l = f(z_{l−1} · W_l + b_l), first layer to last; dropout is applied only in training. */
  forwardPropagate(pass: Pass, training: boolean): Operation[] {
    return this.layers.map((layer, l) => {
      const { s, z } = pass.layers[l];
      return {
        op: "forward",
        layer,
        from: pass.from(l),
        s,
        z,
        dropout: training ? this.dropout(layer) : undefined,
      };
    });
  }

  /** delta_out = ∂cost/∂s (BP1), then delta_l = (delta_{l+1} · W_{l+1}ᵀ) ∘ f'(s_l) (BP2), last layer to first. */
  backpropagate(pass: Pass, settings: TrainingSettings): Operation[] {
    const last = this.layers.length - 1;
    const output: Operation = {
      op: "outputError",
      cost: this.spec.cost,
      layer: this.layers[last],
      targets: pass.targets,
      classWeights: settings.classWeights,
      ...pass.errors(last),
    };
    const hidden = this.layers.slice(0, last).map((layer, l): Operation => {
      const next = this.layers[l + 1];
      const { delta: nextDelta } = pass.errors(l + 1);
      return {
        op: "backpropagate",
        next,
        nextDelta,
        layer,
        dropout: this.dropout(layer),
        ...pass.errors(l),
      };
    });
    return [output, ...hidden.reverse()];
  }

  /**
   * W ← W − η · (z_{l−1}ᵀ · delta_l / rows + penalty), b ← b − η · Σ delta_l / rows (BP3 and BP4, by the optimizer).
   */
  updateWeights(pass: Pass, { regularization, optimizer }: TrainingSettings): Operation[] {
    return this.layers.map((layer, l) => {
      const { delta, alphaGradient } = pass.errors(l);
      const { state } = layer;
      return {
        op: "update",
        layer,
        from: pass.from(l),
        delta,
        alphaGradient,
        regularization,
        optimizer,
        state,
      };
    });
  }

  /**
   * The gradients that `updateWeights` follows, stored in pass.gradients(l) as G_l. They exclude adamw's weight decay.
   */
  gradients(pass: Pass, { regularization: penalty, optimizer }: TrainingSettings): Operation[] {
    const regularization = hasDecoupledDecay(optimizer.type) ? { ...penalty, l2: 0 } : penalty;
    return this.layers.map((layer, l) => {
      const { delta, alphaGradient } = pass.errors(l);
      return {
        op: "gradient",
        layer,
        from: pass.from(l),
        delta,
        alphaGradient,
        regularization,
        ...pass.gradients(l),
      };
    });
  }

  /** Records one training step on a minibatch. */
  trainingStep(examples: ResidentExamples, settings: TrainingSettings): Operation[] {
    return [...this.forwardAndBack(examples, settings), ...this.updateWeights(this.pass, settings)];
  }

  /** Records the same step without the update; leaves the gradients in `pass`. */
  gradientStep(examples: ResidentExamples, settings: TrainingSettings): Operation[] {
    return [...this.forwardAndBack(examples, settings), ...this.gradients(this.pass, settings)];
  }

  /** Records a forward pass without dropout on minibatches of at most `rows`; measures cost, hits and squared error. */
  evaluation(examples: ResidentExamples, rows: number, { hit = this.usualHit(examples) } = {}): Operation[] {
    const pass = this.evaluationPass(rows);
    return [pass.gather(examples), ...this.forwardPropagate(pass, false), this.measure(pass, hit)];
  }

  /** Returns the matrices in which an evaluation of `rows` leaves its activations. */
  evaluationPass(rows: number): Pass {
    const pass = this.evaluationPasses.get(rows) ?? new Pass(this.backend, this.layers, rows);
    this.evaluationPasses.set(rows, pass);
    return pass;
  }

  /** Number of learned parameters. */
  get parameters(): number {
    return this.layers.reduce((sum, layer) => sum + layer.parameters, 0);
  }

  /** Initializes the weights from the seed and the biases with 0. */
  async initialize(): Promise<void> {
    for (const layer of this.layers) await layer.initialize(this.spec.seed);
  }

  /** Reads W0, b0, alpha0 if learned, optimizer/…, W1, … */
  async readParameters(): Promise<NamedArray[]> {
    return (await Promise.all(this.layers.map((layer) => layer.read()))).flat();
  }

  /** Reads the same parameters without the optimizer's accumulators. */
  async readWeights(): Promise<NamedArray[]> {
    return (await Promise.all(this.layers.map((layer) => layer.readWeights()))).flat();
  }

  /** Writes all parameters; throws a NetworkError before any write if an array is missing or has another shape. */
  async writeParameters(arrays: readonly NamedArray[]): Promise<void> {
    const byName = new Map(arrays.map((array) => [array.name, array]));
    const matched = this.layers.map((layer) => layer.matched(byName));
    for (const [l, layer] of this.layers.entries()) await layer.write(matched[l]);
  }

  /**
   * Returns the first layer (from 0) whose weighted inputs are not finite, else the first whose weights are not finite.
   */
  async firstNonFiniteLayer(): Promise<number | undefined> {
    const allFinite = async (matrix: Matrix) => (await this.backend.read(matrix)).every(Number.isFinite);
    for (const l of this.layers.keys()) if (!(await allFinite(this.pass.layers[l].s))) return l;
    for (const [l, layer] of this.layers.entries()) if (!(await allFinite(layer.W))) return l;
    return undefined;
  }

  private forwardAndBack(examples: ResidentExamples, settings: TrainingSettings): Operation[] {
    return [
      this.pass.gather(examples),
      ...this.forwardPropagate(this.pass, true),
      this.measure(this.pass, "none", settings.classWeights),
      ...this.backpropagate(this.pass, settings),
    ];
  }

  private measure(pass: Pass, hit: Measure["hit"], classWeights?: Float32Array): Operation {
    const last = this.layers.length - 1;
    const { activation } = this.layers[last];
    return {
      op: "measure",
      cost: this.spec.cost,
      activation,
      hit,
      classWeights,
      targets: pass.targets,
      ...pass.layers[last],
    };
  }

  /** Returns the hit rule of the task: labels that do not exclude each other are decided one by one, at one half. */
  private usualHit({ dense }: ResidentExamples): Measure["hit"] {
    return dense || this.layers[this.layers.length - 1].units === 1 ? "half" : "largest";
  }

  private dropout({ dropout: rate }: Layer): Dropout | undefined {
    return rate > 0 ? { rate, seed: this.spec.seed } : undefined;
  }
}
