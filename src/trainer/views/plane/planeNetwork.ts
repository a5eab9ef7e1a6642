/**
 * A network of two inputs, evaluated over its input plane. It copies the weights into matrices of its own, so that a
 * running training is not disturbed. Requests run one at a time.
 */
import { createBackend } from "../../../backends/select";
import type { ResolvedConfig } from "../../../config/schema/resolve";
import type { Backend, Plan } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { evaluationMinibatch } from "../../../core/evaluate";
import type { NamedArray } from "../../../core/layer";
import type { Network } from "../../../core/network";
import type { Dataset } from "../../../data/dataset";
import { Slices } from "../../../data/slices";
import type { ParsedParams, RequestResult } from "../../../protocol/requests";
import { buildNetwork, networkShape, withoutAccumulators } from "../../experiment/network";
import { WorkQueue } from "../../experiment/workQueue";
import { costSurface } from "./neuron";
import { extentOf, gridOf, pointsOf } from "./points";

/** Weights of a network at a moment. */
export interface Weights {
  readonly arrays: readonly NamedArray[];
  readonly moment: { readonly epoch: number; readonly batch: number };
}
type Surface = RequestResult<"surface">;

/** Number of points in one forward pass. */
const rows = 128;

export class PlaneNetwork {
  private opening: Promise<{ backend: Backend; network: Network; forward: Plan }> | undefined;
  private readonly queue = new WorkQueue();

  constructor(
    private readonly config: ResolvedConfig,
    private readonly dataset: Dataset,
  ) {
    if (dataset.inputs === 2) return;
    throw new NetworkError("no-plane", { inputs: dataset.inputs });
  }

  surface({ arrays, moment }: Weights, params: ParsedParams<"surface">): Promise<Surface> {
    return this.queue.add(async () => {
      const { network } = await this.opened();
      await network.writeParameters(arrays);
      const extent = extentOf(this.dataset.train);
      const { from = extent.from, to = extent.to, columns, rows, hiddenEvery, mostUnits } = params;
      const every = hiddenEvery;
      const last = network.layers.length - 1;
      const layers = network.layers.map(({ units }, l) => {
        const isOutput = l === last;
        const shown = isOutput ? units : Math.min(units, mostUnits);
        const step = isOutput ? 1 : every;
        const size = { columns: Math.ceil(columns / step), rows: Math.ceil(rows / step) };
        return { units, shown, step, ...size, z: new Float32Array(shown * size.columns * size.rows) };
      });
      await this.each(gridOf(from, to, params), (place, l, z, units) => {
        const { shown, step, columns: across, rows: down, z: all } = layers[l];
        const [row, column] = [Math.floor(place / columns), place % columns];
        if (row % step !== 0 || column % step !== 0) return;
        const at = (row / step) * across + column / step;
        for (let unit = 0; unit < shown; unit++)
          all[unit * across * down + at] = this.unscaled(z[units + unit], unit, l);
      });
      const points = [];
      for (const set of pointsOf(this.dataset, params))
        points.push({ ...set, answers: await this.answersTo(set.inputs) });
      return { ...moment, from, to, columns, rows, layers: layers.map(({ step: _, ...layer }) => layer), points };
    });
  }

  costSurface({ arrays, moment }: Weights, params: ParsedParams<"costSurface">): Promise<RequestResult<"costSurface">> {
    return this.queue.add(async () => ({
      ...moment,
      ...(await costSurface(this.config, this.dataset, arrays, params)),
    }));
  }

  /** Frees the backend; no request can be answered afterwards. */
  async destroy(): Promise<void> {
    await this.queue.finished();
    await (await this.opening)?.backend.destroy();
  }

  /** Returns the output layer's activations for unscaled points [count, outputs]. */
  private async answersTo(places: Float32Array): Promise<Float32Array> {
    const last = this.config.layers.length - 1;
    const { units } = this.config.layers[last];
    const answers = new Float32Array((places.length / 2) * units);
    await this.each(places, (place, l, z, from) => {
      if (l !== last) return;
      for (let unit = 0; unit < units; unit++) answers[place * units + unit] = this.unscaled(z[from + unit], unit, l);
    });
    return answers;
  }

  /** Returns z for display: the outputs of a regression in their own units. */
  private unscaled(z: number, unit: number, l: number): number {
    const target = l === this.config.layers.length - 1 ? this.dataset.targets?.[unit] : undefined;
    return target ? z / target.factor + target.shift : z;
  }

  /**
   * Runs unscaled points [count, 2] through the network.
   * @param take called with a point's index, the layer, z [rows, units] and the offset of the point's units in z
   */
  private async each(
    places: Float32Array,
    take: (place: number, layer: number, z: Float32Array, from: number) => void,
  ): Promise<void> {
    const { backend, network, forward } = await this.opened();
    const pass = network.evaluationPass(rows);
    const { shift, factor } = this.dataset.train;
    const of = (numbers: number | Float32Array, axis: number) =>
      typeof numbers === "number" ? numbers : numbers[axis];
    const inputs = new Float32Array(2 * rows);
    const count = places.length / 2;
    const slices = new Slices();
    for (let first = 0; first < count; first += rows) {
      const some = places.subarray(2 * first, 2 * (first + rows));
      for (let i = 0; i < some.length; i++) inputs[i] = Math.fround(some[i] - of(shift, i % 2)) * of(factor, i % 2);
      await backend.write(pass.inputs, inputs);
      await forward.run([evaluationMinibatch({ start: 0, rows: some.length / 2 })]);
      for (const [l, { z }] of pass.layers.entries()) {
        const values = await backend.read(z);
        for (let i = 0; i < some.length / 2; i++) take(first + i, l, values, i * z.columns);
      }
      await slices.breathe();
    }
  }

  private opened() {
    this.opening ??= this.open();
    return this.opening;
  }

  private async open() {
    const shape = networkShape(this.config, 2);
    const { backend } = await createBackend("wasm", { threads: 1, shape, batchSize: rows });
    const network = buildNetwork(backend, withoutAccumulators(this.config), 2);
    const forward = backend.plan(network.forwardPropagate(network.evaluationPass(rows), false));
    return { backend, network, forward };
  }
}
