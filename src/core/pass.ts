/** The matrices of one forward and backward pass: inputs, targets, and per layer s, z and the backward buffers. */
import type { Backend, Gather, LayerParameters, Matrix, ResidentExamples } from "./backend";

/** Matrices of backpropagation in one layer, each [rows, units]; alphaGradient [1, units] if alpha is learned. */
interface BackwardBuffers {
  readonly s: Matrix;
  readonly z: Matrix;
  readonly delta: Matrix;
  readonly alphaGradient?: Matrix;
}

/** Gradients of one layer, in the shapes of W, b and alpha. */
interface Gradients {
  readonly GW: Matrix;
  readonly Gb: Matrix;
  readonly Galpha?: Matrix;
}

export class Pass {
  /** z0 [rows, inputs] */
  readonly inputs: Matrix;
  /** [rows, outputs] */
  readonly targets: Matrix;
  readonly layers: readonly { readonly s: Matrix; readonly z: Matrix }[];
  private readonly backwardBuffers = new Map<number, BackwardBuffers>();
  private readonly gradientsOf = new Map<number, Gradients>();

  constructor(
    private readonly backend: Backend,
    private readonly parameters: readonly LayerParameters[],
    private readonly rows: number,
  ) {
    const matrix = (columns: number, name: string) => backend.matrix(rows, columns, name);
    this.inputs = matrix(parameters[0].inputs, "inputs");
    this.targets = matrix(parameters[parameters.length - 1].units, "targets");
    this.layers = parameters.map(({ units, index }) => ({
      s: matrix(units, `s${index}`),
      z: matrix(units, `z${index}`),
    }));
  }

  gather(examples: ResidentExamples): Gather {
    return {
      op: "gather",
      examples,
      inputs: this.inputs,
      targets: this.targets,
    };
  }

  /** Returns the inputs of layer l: z of the layer before, or the network's inputs. */
  from(l: number): Matrix {
    return l === 0 ? this.inputs : this.layers[l - 1].z;
  }

  /** Returns the backward buffers of layer l, allocated on first use: evaluation needs none. */
  errors(l: number): BackwardBuffers {
    const { units, learnAlpha } = this.parameters[l];
    return cached(this.backwardBuffers, l, () => ({
      ...this.layers[l],
      delta: this.backend.matrix(this.rows, units, `delta${l}`),
      ...(learnAlpha && {
        alphaGradient: this.backend.matrix(1, units, `alphaGradient${l}`),
      }),
    }));
  }

  /** Returns the gradients of layer l, allocated on first use: training need not store them. */
  gradients(l: number): Gradients {
    const { inputs, units, learnAlpha } = this.parameters[l];
    return cached(this.gradientsOf, l, () => ({
      GW: this.backend.matrix(inputs, units, `GW${l}`),
      Gb: this.backend.matrix(1, units, `Gb${l}`),
      ...(learnAlpha && {
        Galpha: this.backend.matrix(1, units, `Galpha${l}`),
      }),
    }));
  }
}

function cached<Value>(held: Map<number, Value>, key: number, make: () => Value): Value {
  const value = held.get(key) ?? make();
  held.set(key, value);
  return value;
}
