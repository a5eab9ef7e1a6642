/** A trained network for export: all its outputs depend on, without its training. */
import type { ActivationName, TaskName } from "../core/names";
import type { DatePart } from "../formats/table/date";

export interface ModelLayer {
  readonly activation: ActivationName;
  readonly inputs: number;
  readonly units: number;
  /** Weights [inputs, units], row-major */
  readonly W: Float32Array;
  /** Biases [units] */
  readonly b: Float32Array;
  /** alpha of prelu and elu, one per unit [units]; absent for other activations. */
  readonly alpha?: Float32Array;
}

/** A table column's conversion into inputs, as in the run's manifest. */
type ModelColumn =
  | {
      name: string;
      kind: "number";
      /** Subtracted in float64; inputs and fill are without it. */
      shift?: number | undefined;
      flag?: boolean | undefined;
      fill?: number | undefined;
    }
  | { name: string; kind: "one-hot"; values: string[]; fill?: string | undefined }
  | { name: string; kind: "ordinal"; values: string[]; fill?: string | undefined }
  | {
      name: string;
      kind: "date";
      /** Parts of a date, each one input, or two if cyclic (src/formats/table/date.ts). */
      parts: DatePart[];
      cyclic?: boolean | undefined;
      order?: string | undefined;
      flag?: boolean | undefined;
      fill?: number[] | undefined;
    };

export interface Model {
  /** Name of the network and its weights: "iris, epoch 12 of 20261124T134501Z-3fa9". */
  readonly title: string;
  readonly task: TaskName;
  readonly inputs: number;
  readonly inputNames?: string[] | undefined;
  readonly columns?: ModelColumn[] | undefined;
  readonly imageShape?: number[] | undefined;
  /** Class names in the order of the outputs; with two names and one output, it is the second class's probability. */
  readonly classNames?: string[] | undefined;
  /**
   * Targets of labels (shift 0, factor 1) or of a regression: an output of the last layer is (target − shift) · factor.
   */
  readonly targets?: { name: string; shift: number; factor: number }[] | undefined;
  /** z0 = (values − shift) · factor in float32, with one number for all inputs or one per input. */
  readonly scaling: { kind: string; shift: number | number[]; factor: number | number[] };
  readonly layers: readonly ModelLayer[];
}

/** A few unscaled examples and the network's outputs for them, by which an exported network can be checked. */
export interface Proof {
  readonly count: number;
  /** Unscaled values [count, inputs] */
  readonly values: Float32Array;
  /** Outputs of the network, targets in their own unit [count, outputs] */
  readonly outputs: Float32Array;
}

export interface ExportedFile {
  readonly name: string;
  readonly contents: string | Uint8Array;
}

/** [inputs, units of each layer] */
export const shapeOf = ({ inputs, layers }: Model): number[] => [inputs, ...layers.map(({ units }) => units)];

/** Returns one number per input. */
export const perInput = (parameter: number | number[], inputs: number): Float32Array =>
  typeof parameter === "number" ? new Float32Array(inputs).fill(parameter) : Float32Array.from(parameter);

/** Returns all but the arrays, for formats with a separate description. */
export const describe = ({
  title,
  task,
  inputs,
  inputNames,
  columns,
  imageShape,
  classNames,
  targets,
  layers,
}: Model) => ({
  title,
  task,
  inputs,
  inputNames,
  columns,
  imageShape,
  classNames,
  targets,
  activations: layers.map(({ activation }) => activation),
});

/** Returns true if outputs must be scaled back to the unit of the targets. */
export const hasScaledTargets = ({ targets }: Model): boolean =>
  targets?.some(({ shift, factor }) => shift !== 0 || factor !== 1) ?? false;
