/** Outputs of a network for inputs that are no backend's examples: permuted, changed or occluded ones. */
import type { Backend, Examples, Matrix, Operation, Plan } from "../backend";
import { evaluationMinibatch } from "../evaluate";
import type { Network } from "../network";
import { minibatchesOf, type Slice } from "../order";
import type { Pass } from "../pass";

type Scaling = Pick<Examples, "shift" | "factor">;

/** Rows of a pass: many, so that matrices are large, and fewer for large networks, so that a slice takes a few ms. */
const rowsOf = ({ parameters }: Network): number => Math.max(16, Math.min(256, Math.round(8e6 / parameters)));

export class Predictor {
  private readonly pass: Pass;
  private readonly rows: number;
  /** Plans that begin at a layer, made on first use; [0] is the whole forward pass. */
  private readonly plans: (Plan | undefined)[] = [];

  /** @param pause awaited after every slice of some milliseconds, so that the process can do other work */
  constructor(
    private readonly network: Network,
    private readonly backend: Backend,
    private readonly scaling: Scaling,
    private readonly pause: () => Promise<void> | void = () => {},
  ) {
    this.rows = rowsOf(network);
    this.pass = network.evaluationPass(this.rows);
  }

  /** Returns the output layer's activations [count, outputs]. @param values [count, inputs], not scaled */
  async outputs(values: Float32Array): Promise<Float32Array> {
    return (await this.activations(values, [this.last]))[0];
  }

  /** Returns the activations of layers, each [count, units]. @param values [count, inputs], not scaled */
  async activations(values: Float32Array, layers: readonly number[]): Promise<Float32Array[]> {
    const { inputs } = this.network.spec;
    const z0 = new Float32Array(this.rows * inputs);
    const write = ({ start, rows }: Slice) => {
      scale(values.subarray(start * inputs, (start + rows) * inputs), this.scaling, z0);
      return z0;
    };
    return this.slices(0, values.length / inputs, this.pass.inputs, write, layers);
  }

  /** Returns the outputs without each unit of a layer in turn [units, outputs]. @param z the layer's [units] */
  async silenced(layer: number, z: Float32Array): Promise<Float32Array> {
    const units = z.length;
    const rows = new Float32Array(this.rows * units);
    const write = (slice: Slice) => {
      for (let i = 0; i < slice.rows; i++) {
        rows.set(z, i * units);
        rows[i * units + slice.start + i] = 0;
      }
      return rows;
    };
    return (await this.slices(layer + 1, units, this.pass.layers[layer].z, write, [this.last]))[0];
  }

  private get last(): number {
    return this.pass.layers.length - 1;
  }

  /**
   * Runs the layers from `first` on and returns the activations of some of them.
   * @param write returns the matrix that the first layer reads, for a slice
   */
  private async slices(
    first: number,
    count: number,
    from: Matrix,
    write: (slice: Slice) => Float32Array,
    layers: readonly number[],
  ) {
    const kept = layers.map((layer) => this.pass.layers[layer].z);
    this.plans[first] ??= this.backend.plan(this.operations(first));
    const all = kept.map(({ columns }) => new Float32Array(count * columns));
    for (const slice of minibatchesOf(count, this.rows)) {
      await this.backend.write(from, write(slice));
      await this.plans[first].run([evaluationMinibatch(slice)]);
      for (const [i, z] of kept.entries()) {
        all[i].set((await this.backend.read(z)).subarray(0, slice.rows * z.columns), slice.start * z.columns);
      }
      await this.pause();
    }
    return all;
  }

  private operations(first: number): Operation[] {
    return this.network.forwardPropagate(this.pass, false).slice(first);
  }
}

/** z0 ← (values − shift) · factor, each operation rounded to float32 as in a backend. Both [rows, inputs] */
export function scale(values: Float32Array, { shift, factor }: Scaling, z0: Float32Array): void {
  if (typeof shift === "number" || typeof factor === "number") {
    const at = (constant: number | Float32Array, i: number) =>
      Math.fround(typeof constant === "number" ? constant : constant[i % constant.length]);
    for (let i = 0; i < values.length; i++) z0[i] = Math.fround(values[i] - at(shift, i)) * at(factor, i);
    return;
  }
  const inputs = shift.length;
  for (let i = 0, column = 0; i < values.length; i++) {
    z0[i] = Math.fround(values[i] - shift[column]) * factor[column];
    if (++column === inputs) column = 0;
  }
}
