/** One fully connected layer: its parameters in the backend, and how they are saved and restored. */
import type { Backend, LayerParameters, Matrix, Optimizer, OptimizerState } from "./backend";
import { NetworkError } from "./errors";
import { initialWeights } from "./initializers";
import type { ActivationName, InitializationName } from "./names";
import { stateNames } from "./optimizers";

export interface LayerSpec {
  readonly units: number;
  readonly activation: ActivationName;
  readonly alpha: number;
  readonly learnAlpha: boolean;
  readonly dropout: number;
  readonly bias: boolean;
  readonly initialization: InitializationName;
}

/** A parameter in the form in which run folders store it. */
export interface NamedArray {
  readonly name: string;
  readonly shape: number[];
  readonly values: Float32Array;
}

export class Layer implements LayerParameters {
  readonly activation: ActivationName;
  readonly units: number;
  readonly bias: boolean;
  readonly learnAlpha: boolean;
  /** Share of the activations z that is dropped in training. */
  readonly dropout: number;
  readonly W: Matrix;
  readonly b: Matrix;
  readonly alpha: Matrix;
  readonly state: OptimizerState;

  constructor(
    private readonly backend: Backend,
    readonly index: number,
    readonly inputs: number,
    private readonly spec: LayerSpec,
    optimizer: Optimizer,
  ) {
    const { units } = spec;
    this.units = units;
    this.activation = spec.activation;
    this.bias = spec.bias;
    this.learnAlpha = spec.learnAlpha;
    this.dropout = spec.dropout;
    this.W = backend.matrix(inputs, units, `W${index}`);
    this.b = backend.matrix(1, units, `b${index}`);
    this.alpha = backend.matrix(1, units, `alpha${index}`);
    const accumulators = ({ name, rows, columns }: Matrix) =>
      stateNames(optimizer).map((kind) => backend.matrix(rows, columns, `optimizer/${name}/${kind}`));
    this.state = {
      W: accumulators(this.W),
      b: spec.bias ? accumulators(this.b) : [],
      alpha: spec.learnAlpha ? accumulators(this.alpha) : [],
    };
  }

  /** Number of learned parameters. */
  get parameters(): number {
    return (this.inputs + Number(this.bias) + Number(this.learnAlpha)) * this.units;
  }

  async initialize(seed: number): Promise<void> {
    const { inputs, units, index: layer } = this;
    await this.backend.write(this.W, initialWeights(this.spec.initialization, { seed, layer, inputs, units }));
    await this.writeAlpha();
  }

  /** Reads W [inputs, units], b [units], alpha [units] if it is learned, then the optimizer's accumulators of each. */
  read(): Promise<NamedArray[]> {
    return this.readAll(this.saved());
  }

  /** Reads W, b, and alpha if it is learned. */
  readWeights(): Promise<NamedArray[]> {
    return this.readAll(this.learned());
  }

  /**
   * Returns each saved matrix with its new values; throws a NetworkError of kind "run" for missing or misshapen arrays.
   */
  matched(arrays: ReadonlyMap<string, NamedArray>): [Matrix, Float32Array][] {
    return this.saved().map((matrix) => {
      const array = arrays.get(matrix.name);
      const wanted = shapeOf(matrix);
      if (array?.shape.join() === wanted.join()) return [matrix, array.values];
      const values = { name: matrix.name, wanted, ...(array && { found: array.shape }) };
      throw new NetworkError("parameter-shape/network", values, { place: { layer: this.index } });
    });
  }

  /** Writes the result of `matched`; an alpha that is not learned is set from the config. */
  async write(values: readonly [Matrix, Float32Array][]): Promise<void> {
    for (const [matrix, written] of values) await this.backend.write(matrix, written);
    if (!this.learnAlpha) await this.writeAlpha();
  }

  private writeAlpha(): Promise<void> {
    return this.backend.write(this.alpha, new Float32Array(this.units).fill(this.spec.alpha));
  }

  private readAll(matrices: readonly Matrix[]): Promise<NamedArray[]> {
    return Promise.all(
      matrices.map(async (matrix) => ({
        name: matrix.name,
        shape: shapeOf(matrix),
        values: await this.backend.read(matrix),
      })),
    );
  }

  private learned(): Matrix[] {
    return [this.W, this.b, ...(this.learnAlpha ? [this.alpha] : [])];
  }

  private saved(): Matrix[] {
    const { state } = this;
    return [...this.learned(), ...state.W, ...state.b, ...state.alpha];
  }
}

/** Returns the saved shape: biases and alphas are saved as vectors. */
const shapeOf = ({ name, rows, columns }: Matrix): number[] =>
  /^(optimizer\/)?W/.test(name) ? [rows, columns] : [columns];
