/** Exports a run's network in the format of another program. */
import { basename, dirname, extname, join } from "node:path";
import { exportModel } from "../../export";
import type { ExportFormat } from "../../export/formats";
import type { ExportedFile, Proof } from "../../export/model";
import { withoutShifts } from "../../export/shifts";
import { nameOfRun, runOfFolder } from "../../groups/finalRun";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { loadRecordedRun } from "../experiment/recorded";
import { version } from "../experiment/version";
import { writeOutputFile } from "./outputFile";
import { calibratedModel, outputsOf, type RunModel, readModel } from "./runModel";

const maxExamples = 100;

interface Options {
  checkpoint: CheckpointRef;
  /** True to export the probabilities with the fitted temperature: the output layer's weights are divided by it. */
  calibrated?: boolean | undefined;
}

/** @param stem base name of the files; the network's name by default */
export async function exportRun(
  given: string,
  format: ExportFormat,
  {
    checkpoint,
    stem = nameOfRun(runOfFolder(given)).network,
    calibrated = false,
  }: Options & { stem?: string | undefined },
): Promise<ExportedFile[]> {
  const folder = runOfFolder(given);
  const read = await readModel(folder, checkpoint);
  const run = calibrated ? await calibratedModel(folder, read) : read;
  const model = withoutShifts(run.model, format);
  // Only the NumPy script contains examples, and only they need the data.
  const proof = format === "numpy" ? await proofOf(folder, run) : undefined;
  return exportModel(format, model, { stem, version, proof });
}

/**
 * Writes an export and returns the paths of its files.
 * @param out path of the main file; by default the network's name in the current folder
 */
export async function exportTo(
  folder: string,
  format: ExportFormat,
  { out, ...options }: Options & { out?: string | undefined },
): Promise<string[]> {
  const stem = out && basename(out, extname(out));
  const files = await exportRun(folder, format, { ...options, stem });
  const paths = files.map((file, i) => join(dirname(out ?? file.name), i === 0 && out ? basename(out) : file.name));
  for (const [i, { contents }] of files.entries()) await writeOutputFile(paths[i], contents);
  return paths;
}

/** Returns the first test examples (else validation, else training) with the network's outputs for them. */
async function proofOf(folder: string, run: RunModel): Promise<Proof> {
  const { dataset } = await loadRecordedRun(folder);
  const { count: all, inputs, values: every } = dataset.test ?? dataset.validation ?? dataset.train;
  const count = Math.min(maxExamples, all);
  const values = Float32Array.from(every.subarray(0, count * inputs));
  return { count, values, outputs: Float32Array.from(await outputsOf(run, { count, values }, {})) };
}
