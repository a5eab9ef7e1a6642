/**
 * The names that conditions of a training may use, and the moment that each is of. A moment comes after a minibatch:
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

/** Without `phase` and `layer`, which only single operations have: those of a debugger. */
export const figureNames = ["epoch", "batch", "step", "cost", "learningRate"] as const;
export const operationNames = ["phase", "layer"] as const;
export type FigureName = (typeof figureNames)[number] | (typeof operationNames)[number];

export type MatrixKind = "z" | "y" | "s" | "delta" | "W" | "b" | "alpha" | "GW" | "Gb" | "Galpha";

/** A matrix that a name means. */
export interface MatrixName {
  readonly name: string;
  readonly kind: MatrixKind;
  /** From 1; 0: the inputs. Of y that of the output layer. */
  readonly layer: number;
  /** Undefined: as many as the minibatch has examples. */
  readonly rows: number | undefined;
  readonly columns: number;
  /** What the layer computes z with; undefined for the inputs. */
  readonly activation: ActivationName | undefined;
}

type Layers = ResolvedConfig["layers"];

/** Every matrix of a network, in the order of its making. */
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

/** Whether a matrix is of the network itself, so that it is there between two minibatches. */
export const isParameter = (kind: MatrixKind): boolean => kind === "W" || kind === "b" || kind === "alpha";
/** Whether training does not store it, so that it is computed beside it. */
export const isGradient = (kind: MatrixKind): boolean => kind === "GW" || kind === "Gb" || kind === "Galpha";
