/** Describes a weights file for `check`: its layers, and its information about scaling, targets and classes. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { NetworkError } from "../../core/errors";
import { nameFile } from "../../data/errors";
import { beginsAsBrainJs } from "../../formats/brainJs";
import type { DenseNetwork } from "../../formats/denseNetwork";
import { FormatError } from "../../formats/formatError";

export interface DescribedWeights {
  format: string;
  layers: { inputs: number; units: number; activation?: string | undefined; bias: boolean }[];
  parameters: number;
  /** True if the file contains the scaling of inputs. */
  scaling: boolean;
  /** True if the file contains the unit of its outputs. */
  targets: boolean;
  classes?: string[] | undefined;
  remarks: string[];
}

/** Returns true for weights files: by their name, or by the first bytes of .json files, which may be configs. */
export const isWeightsFile = (file: string): boolean =>
  /\.(onnx|npz|safetensors|pt|pth|h5|hdf5|keras)$|(^|[\\/])model\.json$/i.test(file) ||
  (/\.json$/i.test(file) && beginsAsBrainJs(headOf(file)));

/** Returns zeros if there is no file: reading it reports the error. */
function headOf(file: string): Uint8Array {
  const head = new Uint8Array(200);
  // Opening a FIFO would wait forever for its writer.
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return head;
  const opened = openSync(file, "r");
  try {
    return head.subarray(0, readSync(opened, head));
  } finally {
    closeSync(opened);
  }
}

/** Throws a NetworkError if the file is not a chain of dense layers, or cannot be read. */
export async function describeWeights(file: string): Promise<DescribedWeights> {
  try {
    const { readWeightsFile } = await import("../experiment/weightsFile");
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
  remarks: remarks.map(({ message }) => message),
});

/** Returns lines for the terminal. Names from the file are JSON strings, so that no control character gets there. */
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
        `layer ${l + 1}: ${inputs} → ${units}, ${activation ?? "no activation given"}${bias ? "" : ", no biases"}`,
    ),
    scaling ? "inputs: the file scales them itself" : "inputs: the file does not say how they were scaled",
    ...(targets ? ["outputs: the file records their unit"] : []),
    ...(classes ? [`classes: ${JSON.stringify(classes)}`] : []),
    ...remarks,
  ];
}
