/** `check FILE…`: reports errors in configs, and whether they fit their data; describes weights files. */

import type { Command } from "commander";
import { listBackends } from "../backends/select";
import { type Finding, formatPath } from "../config/check/finding";
import { NetworkError } from "../core/errors";
import type { LeftOut } from "../data/source";
import { type DescribedTable, formSentence } from "../data/table/describeForm";
import { visibleText } from "../messages/visibleText";
import type { DiskUse } from "../runs/diskUse";
import { formatBytes } from "../runs/runSize";
import { allFindings } from "../trainer/check/allFindings";
import { describedLines, describeWeights, isWeightsFile } from "../trainer/check/describeWeights";
import type { GroupDiskUse } from "../trainer/check/groupDisk";
import { readConfig, workFolder } from "../trainer/experiment/readConfig";
import { jsonOption } from "./commonOptions";
import { reportFailure } from "./failures";

export function addCheck(program: Command): void {
  jsonOption(program.command("check"))
    .description("check config files without training, or describe a weights file")
    .argument(
      "<file...>",
      "configs, or weights files (.onnx, .npz, .safetensors, .pt, .keras, .h5, model.json, brain.js)",
    )
    .option("--verbose", "also print the detected format of each text table")
    .action(async (files: string[], options: Options) => {
      const codes: number[] = [];
      for (const file of files) {
        codes.push(await (isWeightsFile(file) ? showWeights(file, options.json) : checkFile(file, options)));
      }
      process.exitCode = codes.find((code) => code !== 0) ?? 0;
    });
}

interface Options {
  json?: boolean;
  verbose?: boolean;
}

/** Prints the findings and facts about a config. */
interface Print {
  finding(finding: Finding): void;
  /** Prints what the examples lack; not a finding, because it may be intended. */
  leftOut(leftOut: LeftOut): void;
  tables(tables: readonly DescribedTable[]): void;
  /** Prints the disk usage of a run. */
  disk(use: DiskUse): void;
  /** Prints the disk usage of folds or a sweep. */
  groupDisk(use: GroupDiskUse): void;
}

const asLines = (file: string, verbose: boolean): Print => ({
  finding: ({ line, column, severity, path, message, code }) => {
    const key = path.length > 0 ? `${formatPath(path)}: ` : "";
    console.log(visibleText(`${file}:${line}:${column}: ${severity}: ${key}${message} [${code}]`));
  },
  leftOut: ({ why }) => console.log(`${file}: left out: ${why.join("; ")}`),
  tables: (tables) => {
    if (!verbose) return;
    for (const { path, form } of tables) console.log(`${file}: ${path}: ${formSentence(form).message}`);
  },
  disk: (use) => console.log(`${file}: ${diskText(use)}`),
  groupDisk: (use) => console.log(`${file}: ${groupDiskText(use)}`),
});

function diskText({ total, whole, kept, weights, keyframes, accumulators, metrics }: DiskUse): string {
  const parts = [
    `best.npz and last.npz (${formatBytes(whole)} each)`,
    ...(kept > 0 ? [`the weights of ${kept} epochs (${formatBytes(weights)} each)`] : []),
    ...(keyframes > 0 ? [`the optimizer's state at ${keyframes} of them (${formatBytes(accumulators)} each)`] : []),
    `metrics.jsonl and log.txt (${formatBytes(metrics)})`,
  ];
  return `a run takes about ${formatBytes(total)} on the disk: ${parts.join(", ")}`;
}

function groupDiskText({ kind, total, trainings, each, final, repeats }: GroupDiskUse): string {
  if (kind === "folds") {
    const last = final === undefined ? "" : `, and the last network with its epochs (${formatBytes(final)})`;
    return `the folds take about ${formatBytes(total)} on the disk: ${trainings} networks (${formatBytes(each)} each)${last}`;
  }
  const more = repeats ? ", and as much for each repeat" : "";
  return `a sweep takes at most about ${formatBytes(total)} on the disk: ${trainings} trainings (at most ${formatBytes(each)} each)${more}`;
}

const asJson = (file: string): Print => {
  const print = (found: object) => console.log(JSON.stringify({ file, ...found }));
  return {
    finding: print,
    leftOut: (leftOut) => print({ leftOut }),
    tables: (tables) => print({ tables }),
    disk: (disk) => print({ disk }),
    groupDisk: (groupDisk) => print({ groupDisk }),
  };
};

/** Returns the exit code. */
async function showWeights(file: string, json: boolean | undefined): Promise<number> {
  try {
    const described = await describeWeights(file);
    if (json) console.log(JSON.stringify({ file, ...described }));
    else for (const line of describedLines(described)) console.log(`${file}: ${line}`);
    return 0;
  } catch (error) {
    if (error instanceof NetworkError) return reportFailure(error);
    throw error;
  }
}

/** Returns the exit code. */
async function checkFile(file: string, { json = false, verbose = false }: Options): Promise<number> {
  try {
    const place = { roots: [workFolder(file)], backends: listBackends };
    const print = json ? asJson(file) : asLines(file, verbose);
    return await allFindings(await readConfig(file), file, place, print.finding, print);
  } catch (error) {
    if (error instanceof NetworkError) return reportFailure(error);
    throw error;
  }
}
