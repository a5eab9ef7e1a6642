/** What is in a weights file, for `check`: its layers, and what it says of scaling, targets and classes. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { NetworkError } from "../../core/errors";
import { nameFile } from "../../data/errors";
import { beginsAsBrainJs } from "../../formats/brainJs";
import type { DenseNetwork } from "../../formats/denseNetwork";
import { FormatError } from "../../formats/formatError";
import { readWeightsFile } from "../experiment/weightsFile";

export interface DescribedWeights {
  format: string;
  layers: { inputs: number; units: number; activation?: string | undefined; bias: boolean }[];
  parameters: number;
  /** Whether the file says how inputs are scaled. */
  scaling: boolean;
  /** Whether the file says in which unit its outputs are. */
  targets: boolean;
  classes?: string[] | undefined;
  remarks: string[];
}

/** By its name; of other .json files, which may be configs, by their first bytes. */
export const isWeightsFile = (file: string): boolean =>
  /\.(onnx|npz|safetensors|pt|pth|h5|hdf5|keras)$|(^|[\\/])model\.json$/i.test(file) ||
  (/\.json$/i.test(file) && beginsAsBrainJs(headOf(file)));

/** Nothing where there is no file: who reads it says so. */
function headOf(file: string): Uint8Array {
  const head = new Uint8Array(200);
  // A FIFO would wait for its writer for ever.
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return head;
  const opened = openSync(file, "r");
  try {
    return head.subarray(0, readSync(opened, head));
  } finally {
    closeSync(opened);
  }
}

/** Throws a NetworkError where it is no chain of dense layers, or cannot be read. */
export async function describeWeights(file: string): Promise<DescribedWeights> {
  try {
    return describe(await readWeightsFile(file));
  } catch (error) {
    if (error instanceof FormatError) throw nameFile(error, file);
    const { code, message: reason } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new NetworkError("weights-unreadable", { file, reason });
  }
}

const describe = ({ format, layers, scaling, targets, classes, remarks }: DenseNetwork): DescribedWeights => ({
  format,
  layers: layers.map(({ inputs, units, activation, b }) => ({
    inputs,
    units,
    ...(activation !== undefined && { activation }),
    bias: b !== undefined,
  })),
  parameters: layers.reduce((sum, { W, b, alpha }) => sum + W.length + (b?.length ?? 0) + (alpha?.length ?? 0), 0),
  scaling: scaling !== undefined,
  targets: targets !== undefined,
  ...(classes && { classes }),
  remarks,
});

/** Lines for a person. Names out of the file are shown as JSON, so that no control character reaches the terminal. */
export function describedLines({
  format,
  layers,
  parameters,
  scaling,
  targets,
  classes,
  remarks,
}: DescribedWeights): string[] {
  return [
    `${format}: a chain of ${layers.length} dense ${layers.length === 1 ? "layer" : "layers"}, ${parameters} parameters`,
    ...layers.map(
      ({ inputs, units, activation, bias }, l) =>
        `layer ${l + 1}: ${inputs} → ${units}, ${activation ?? "the file says no activation"}${bias ? "" : ", no biases"}`,
    ),
    scaling ? "inputs: the file scales them itself" : "inputs: the file does not say how they were scaled",
    ...(targets ? ["outputs: the file says their unit"] : []),
    ...(classes ? [`classes: ${JSON.stringify(classes)}`] : []),
    ...remarks,
  ];
}
