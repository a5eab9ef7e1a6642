/**
 * The matrices that one way through the network needs: inputs, targets, and per layer s, z, and what goes backwards.
 */
import type { Backend, Gather, LayerParameters, Matrix, ResidentExamples } from "./backend";

/**
 * What backpropagation reads and writes of one layer, each [rows, units]; alphaGradient [1, units] where alpha is
 * learned.
 */
interface BackwardBuffers {
  readonly s: Matrix;
  readonly z: Matrix;
  readonly delta: Matrix;
  readonly alphaGradient?: Matrix;
}

/** Of one layer, of the shapes of W, b and alpha. */
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

  /** What layer l takes in: z of the layer before, or the inputs. */
  from(l: number): Matrix {
    return l === 0 ? this.inputs : this.layers[l - 1].z;
  }

  /** Made when first asked for: evaluation never goes backwards. */
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

  /** Made when first asked for: training need not store them. */
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
