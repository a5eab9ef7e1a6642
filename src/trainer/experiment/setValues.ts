/**
 * Writes values that were set by hand into the matrices of a training. z is a function of s: if s is set, the backend
 * computes z of the same rows again.
 */
import type { Backend, LayerParameters, Matrix, Minibatch, Plan } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { Network } from "../../core/network";
import { dropoutMask } from "../../core/reference/forward";
import type { Edited } from "../../protocol/edited";

/** A value and its position. */
export type Edit = Omit<Edited, "type" | "from">;

/** A matrix, its rows in use by a minibatch, and the positions of the values that an index selects. */
interface Part {
  readonly matrix: Matrix;
  readonly rows: number;
  /** Row-major: row · columns + column. */
  readonly places: readonly number[];
}

/** Returns the layer of a target, from 0. */
const layerOf = (target: string): number => Number(/\d+$/.exec(target)?.[0]);

/** Throws a NetworkError if there is no such matrix, or no such part of it. */
export function partOfTarget(network: Network, { target, index }: Pick<Edit, "target" | "index">, count: number): Part {
  const found = matrixOf(network, target);
  if (!found) throw new NetworkError("bad-edit", { what: `${target} is not a matrix of this network that can be set` });
  const { matrix, isOfExamples } = found;
  const rows = isOfExamples ? count : matrix.rows;
  const { columns } = matrix;
  // Vectors are saved without their single row.
  const [row, column] = /^(b|alpha)/.test(target) ? [null, ...(index ?? [null])] : (index ?? [null, null]);
  const all = (given: number | null | undefined, of: number) =>
    given === null || given === undefined ? [...Array(of).keys()] : [given].filter((each) => each < of);
  const places = all(row, rows).flatMap((i) => all(column, columns).map((j) => i * columns + j));
  if (places.length > 0) return { matrix, rows, places };
  throw new NetworkError("bad-edit", {
    what: `${target} has no element [${index?.join(", ")}]: it is [${rows}, ${columns}]`,
  });
}

function matrixOf({ layers, pass }: Network, target: string): { matrix: Matrix; isOfExamples: boolean } | undefined {
  const [, kind, layer] = /^(W|b|alpha|s|z)(\d+)$/.exec(target) ?? [];
  const l = Number(layer);
  if (kind === undefined || l >= layers.length) return undefined;
  if (kind === "s" || kind === "z") return { matrix: pass.layers[l][kind], isOfExamples: true };
  return { matrix: layers[l][kind as "W" | "b" | "alpha"], isOfExamples: false };
}

export class ValueSetter {
  private readonly singles = new Map<number, SingleForward>();

  constructor(
    private readonly network: Network,
    private readonly backend: Backend,
  ) {}

  async set(edit: Edit, minibatch: Minibatch): Promise<void> {
    const { target, to } = edit;
    const { matrix, places } = partOfTarget(this.network, edit, minibatch.rows);
    if (typeof to !== "number" && to.length !== places.length) {
      throw new NetworkError("bad-edit", { what: `${target} takes ${places.length} values, not ${to.length}` });
    }
    const values = await this.backend.read(matrix);
    for (const [i, place] of places.entries()) values[place] = typeof to === "number" ? to : to[i];
    await this.backend.write(matrix, values);
    if (target.startsWith("s")) await this.follow(layerOf(target), values, places, minibatch);
  }

  /** Computes z for the values that were set in s. With softmax a row of z depends on the whole row of s. */
  private async follow(layer: number, s: Float32Array, places: readonly number[], minibatch: Minibatch): Promise<void> {
    const { backend, network } = this;
    const { units, activation, dropout } = network.layers[layer];
    const { z: matrix } = network.pass.layers[layer];
    const mask = dropout > 0 ? dropoutMask({ rate: dropout, seed: network.spec.seed }, layer, minibatch) : undefined;
    const single = this.singles.get(layer) ?? new SingleForward(backend, network.layers[layer]);
    this.singles.set(layer, single);
    const z = await backend.read(matrix);
    const isSet = new Set(places);
    for (const row of new Set(places.map((place) => Math.floor(place / units)))) {
      const start = row * units;
      const found = await single.output(s.subarray(start, start + units));
      for (let j = 0; j < units; j++) {
        const at = start + j;
        if (activation !== "softmax" && !isSet.has(at)) continue;
        const kept = mask ? mask(at) : 1;
        // Dropped values are 0 already.
        if (kept > 0) z[at] = found[j] * kept;
      }
    }
    await backend.write(matrix, z);
  }
}

/** Computes f for one row of s, as a layer with only a bias and without dropout, whose mask covers all rows. */
class SingleForward {
  private readonly b: Matrix;
  private readonly z: Matrix;
  private readonly plan: Plan;

  constructor(
    private readonly backend: Backend,
    { index, units, activation, alpha, learnAlpha }: LayerParameters,
  ) {
    const row = (columns: number, name: string) => backend.matrix(1, columns, name);
    const [W, s] = [row(units, `W of a row ${index}`), row(units, `s of a row ${index}`)];
    this.b = row(units, `b of a row ${index}`);
    this.z = row(units, `z of a row ${index}`);
    const layer = { index, inputs: 1, units, activation, W, b: this.b, bias: true, alpha, learnAlpha };
    this.plan = backend.plan([{ op: "forward", layer, from: row(1, `input of a row ${index}`), s, z: this.z }]);
  }

  async output(s: Float32Array): Promise<Float32Array> {
    await this.backend.write(this.b, s.slice());
    await this.plan.run([{ start: 0, rows: 1, epoch: 1, batch: 1, step: 1, learningRate: 0 }]);
    return this.backend.read(this.z);
  }
}
