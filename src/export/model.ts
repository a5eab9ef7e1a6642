/** A trained network for export: everything that its outputs need, and nothing about how it was trained. */
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

/** How a column of a table becomes inputs, as the run's manifest has it. */
type ModelColumn =
  | {
      name: string;
      kind: "number";
      /** Taken off in double; inputs and fill are without it. */
      shift?: number | undefined;
      flag?: boolean | undefined;
      fill?: number | undefined;
    }
  | { name: string; kind: "one-hot"; values: string[]; fill?: string | undefined }
  | { name: string; kind: "ordinal"; values: string[]; fill?: string | undefined }
  | {
      name: string;
      kind: "date";
      /** Each an input, or two where it is cyclic, as src/formats/table/date.ts gives them. */
      parts: DatePart[];
      cyclic?: boolean | undefined;
      order?: string | undefined;
      flag?: boolean | undefined;
      fill?: number[] | undefined;
    };

export interface Model {
  /** The network's name and which weights these are: "iris, epoch 12 of 20261124T134501Z-3fa9". */
  readonly title: string;
  readonly task: TaskName;
  readonly inputs: number;
  readonly inputNames?: string[] | undefined;
  readonly columns?: ModelColumn[] | undefined;
  readonly imageShape?: number[] | undefined;
  /** In the order of the outputs; two names and one output: the output is the second class's probability. */
  readonly classNames?: string[] | undefined;
  /** Of labels (shift 0, factor 1) or a regression: an output of the last layer is (target − shift) · factor. */
  readonly targets?: { name: string; shift: number; factor: number }[] | undefined;
  /** z0 = (values − shift) · factor in float32, one number for all inputs or one per input. */
  readonly scaling: { kind: string; shift: number | number[]; factor: number | number[] };
  readonly layers: readonly ModelLayer[];
}

/** A few examples as they came, and what the network makes of them: by these an export proves itself. */
export interface Proof {
  readonly count: number;
  /** Not scaled [count, inputs] */
  readonly values: Float32Array;
  /** Of the network, targets in their own unit [count, outputs] */
  readonly outputs: Float32Array;
}

export interface ExportedFile {
  readonly name: string;
  readonly contents: string | Uint8Array;
}

/** [inputs, units of each layer] */
export const shapeOf = ({ inputs, layers }: Model): number[] => [inputs, ...layers.map(({ units }) => units)];

/** One number per input. */
export const perInput = (parameter: number | number[], inputs: number): Float32Array =>
  typeof parameter === "number" ? new Float32Array(inputs).fill(parameter) : Float32Array.from(parameter);

/** Everything but the arrays, for formats that carry a description beside them. */
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

/** Whether outputs have to be put back into the unit of the targets. */
export const hasScaledTargets = ({ targets }: Model): boolean =>
  targets?.some(({ shift, factor }) => shift !== 0 || factor !== 1) ?? false;
