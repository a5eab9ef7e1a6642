/** The matrices of a network by their textbook names; layers count from 1, z0 is the inputs. */
import type { Matrix } from "../core/backend";
import type { Network } from "../core/network";

export interface NamedMatrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export function matricesOf({ pass, layers }: Network): Map<string, Matrix> {
  const named = new Map<string, Matrix>([
    ["z0", pass.inputs],
    ["y", pass.targets],
  ]);
  for (const [i, { W, b, alpha, activation }] of layers.entries()) {
    const l = i + 1;
    const { GW, Gb, Galpha } = pass.gradients(i);
    for (const [name, matrix] of Object.entries({ ...pass.layers[i], delta: pass.errors(i).delta, W, b, GW, Gb })) {
      named.set(`${name}${l}`, matrix);
    }
    if (activation === "prelu" || activation === "elu") named.set(`alpha${l}`, alpha);
    if (Galpha) named.set(`Galpha${l}`, Galpha);
  }
  return named;
}

/** Returns the names of a layer's matrices in the order of computation. @param layer from 0 */
export const namesOfLayer = (layer: number): string[] =>
  ["s", "z", "delta", "W", "b", "alpha", "GW", "Gb", "Galpha"].map((name) => `${name}${layer + 1}`);
