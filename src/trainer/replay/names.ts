/**
 * Names in conditions over a training, and the moment of each value. A moment comes after a minibatch:
 *
 * - epoch, batch (from 1), step (of the whole run, from 1), learningRate: those of this minibatch.
 * - cost: its mean cost per example, without the penalty and with the weights before its update.
 * - z0, y, s1, z1, delta1, …, GW1, Gb1, Galpha1: its matrices, with the weights before its update. Rows are its
 *   examples; dropout is as in training. delta is per example, GW the mean that the update follows, its penalty
 *   included.
 * - W1, b1, alpha1: after its update.
 *
 * Layers count from 1 and z0 is the inputs; in npz and events they count from 0. Rows and columns count from 0.
 */
import type { LayerConfig } from "../../config/schema/layer";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { ActivationName } from "../../core/names";

/** Figures of minibatches; `phase` and `layer` exist only between single operations, in a debugger. */
export const figureNames = ["epoch", "batch", "step", "cost", "learningRate"] as const;
export const operationNames = ["phase", "layer"] as const;
export type FigureName = (typeof figureNames)[number] | (typeof operationNames)[number];

export type MatrixKind = "z" | "y" | "s" | "delta" | "W" | "b" | "alpha" | "GW" | "Gb" | "Galpha";

/** A named matrix of a network. */
export interface MatrixName {
  readonly name: string;
  readonly kind: MatrixKind;
  /** Layer from 1, 0 for the inputs; for y the output layer. */
  readonly layer: number;
  /** Undefined: as many as the minibatch has examples. */
  readonly rows: number | undefined;
  readonly columns: number;
  /** Activation function of the layer; undefined for the inputs. */
  readonly activation: ActivationName | undefined;
}

type Layers = ResolvedConfig["layers"];

/** Returns every matrix of a network: z0, y, then those of each layer. */
export function matrixNames(layers: Layers, inputs: number): Map<string, MatrixName> {
  const last = layers.length;
  const { units, activation } = layers[last - 1];
  const all: MatrixName[] = [
    { name: "z0", kind: "z", layer: 0, rows: undefined, columns: inputs, activation: undefined },
    { name: "y", kind: "y", layer: last, rows: undefined, columns: units, activation },
    ...layers.flatMap((layer, l) => ofLayer(layer, l + 1, l === 0 ? inputs : layers[l - 1].units)),
  ];
  return new Map(all.map((each) => [each.name, each]));
}

function ofLayer({ units, activation, learnAlpha }: LayerConfig, layer: number, inputs: number): MatrixName[] {
  const of = (kind: MatrixKind, rows: number | undefined): MatrixName => ({
    name: `${kind}${layer}`,
    kind,
    layer,
    rows,
    columns: units,
    activation,
  });
  const hasAlpha = activation === "prelu" || activation === "elu";
  return [
    of("s", undefined),
    of("z", undefined),
    of("delta", undefined),
    of("W", inputs),
    of("b", 1),
    ...(hasAlpha ? [of("alpha", 1)] : []),
    of("GW", inputs),
    of("Gb", 1),
    ...(learnAlpha ? [of("Galpha", 1)] : []),
  ];
}

/** Returns true for matrices of the network itself, which exist between two minibatches. */
export const isParameter = (kind: MatrixKind): boolean => kind === "W" || kind === "b" || kind === "alpha";
/** Returns true for matrices that training does not store, so that they are computed separately. */
export const isGradient = (kind: MatrixKind): boolean => kind === "GW" || kind === "Gb" || kind === "Galpha";
