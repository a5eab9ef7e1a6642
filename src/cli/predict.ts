/** `predict RUN INPUT`: what a run's network makes of new examples, as CSV or as lines of JSON. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import type { BackendName } from "../core/names";
import { type Predictions, predictRun } from "../trainer/predictRun";
import type { WhichWeights } from "../trainer/whichWeights";
import { backendOptions, jsonOption, runsOption } from "./commonOptions";
import { findRun } from "./findRun";
import { whichOption } from "./whichOption";

interface Options {
  epoch: WhichWeights;
  backend?: "auto" | BackendName;
  threads?: "auto" | number;
  runs?: string;
  json?: boolean;
  out?: string;
}

export function addPredict(program: Command): void {
  jsonOption(runsOption(backendOptions(whichOption(program.command("predict")))))
    .description("say what a run's network makes of new examples")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .argument("<input>", "a .csv, .npy or .npz file, a picture or a folder of them, or - for a table on stdin")
    .option("--out <file>", "write there in place of stdout")
    .action(async (name: string, input: string, { epoch: which, runs, json, out, ...options }: Options) => {
      const predictions = await predictRun(findRun(name, runs), input, { which, stdin: process.stdin, ...options });
      const text = json ? jsonLines(predictions) : csv(predictions);
      if (out === undefined) process.stdout.write(text);
      else await writeOut(out, text);
    });
}

/** Throws a NetworkError of kind "config" where the file cannot be written. */
export async function writeOut(file: string, contents: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, contents);
  } catch (error) {
    throw new NetworkError(
      "config",
      "out",
      `${file}: cannot be written (${(error as Error).message}); name another place`,
    );
  }
}

/** A header, then a line per example: its class and the probability of each, or its quantities. */
function csv({ count, values, names, classes, files }: Predictions): string {
  const width = names.length;
  const header = [...(files ? ["file"] : []), ...(classes ? ["class"] : []), ...names];
  const lines = Array.from({ length: count }, (_, i) => {
    const figures = Array.from(values.subarray(i * width, (i + 1) * width), String);
    return [...(files ? [quoted(files[i])] : []), ...(classes ? [quoted(classes[i])] : []), ...figures].join(",");
  });
  return `${[header.map(quoted).join(","), ...lines].join("\n")}\n`;
}

const quoted = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** {"class": …, "probabilities": {…}}, or the quantities by their names. */
function jsonLines({ count, values, names, classes, files }: Predictions): string {
  const width = names.length;
  return Array.from({ length: count }, (_, i) => {
    const figures = Object.fromEntries(names.map((name, j) => [name, values[i * width + j]]));
    const answer = classes ? { class: classes[i], probabilities: figures } : figures;
    return `${JSON.stringify(files ? { file: files[i], ...answer } : answer)}\n`;
  }).join("");
}
