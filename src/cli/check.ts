/** `check FILE…`: says what is wrong with configs, and whether they fit their data; what a weights file holds. */

import { dirname, relative, resolve } from "node:path";
import type { Command } from "commander";
import { listBackends } from "../backends/select";
import { type Finding, formatPath } from "../config/check/finding";
import { NetworkError } from "../core/errors";
import type { LeftOut } from "../data/source";
import { allFindings } from "../trainer/check/allFindings";
import { describedLines, describeWeights, isWeightsFile } from "../trainer/check/describeWeights";
import { readConfig } from "../trainer/experiment/prepare";
import { jsonOption } from "./commonOptions";
import { reportFailure } from "./failures";

export function addCheck(program: Command): void {
  jsonOption(program.command("check"))
    .description("check config files without training, or say what a weights file holds")
    .argument(
      "<file...>",
      "configs, or weights files (.onnx, .npz, .safetensors, .pt, .keras, .h5, model.json, brain.js)",
    )
    .action(async (files: string[], { json }: { json?: boolean }) => {
      const codes: number[] = [];
      for (const file of files) {
        codes.push(
          await (isWeightsFile(file)
            ? showWeights(file, json)
            : checkFile(file, json ? printJson : printLine, json ? leftOutJson : leftOutLine)),
        );
      }
      process.exitCode = codes.find((code) => code !== 0) ?? 0;
    });
}

type Print = (file: string, finding: Finding) => void;

const printLine: Print = (file, { line, column, severity, path, message, code }) => {
  const key = path.length > 0 ? `${formatPath(path)}: ` : "";
  console.log(`${file}:${line}:${column}: ${severity}: ${key}${message} [${code}]`);
};
const printJson: Print = (file, finding) => console.log(JSON.stringify({ file, ...finding }));

type PrintLeftOut = (file: string, leftOut: LeftOut) => void;

/** What the examples lack; no finding, because it may be as it should be. */
const leftOutLine: PrintLeftOut = (file, { why }) => console.log(`${file}: left out: ${why.join("; ")}`);
const leftOutJson: PrintLeftOut = (file, leftOut) => console.log(JSON.stringify({ file, leftOut }));
/** The exit code. */
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

/** The exit code. The folder that the command runs in is the work; a config from elsewhere has its own. */
async function checkFile(file: string, print: Print, printLeftOut: PrintLeftOut): Promise<number> {
  try {
    const folder = dirname(resolve(file));
    const roots = [relative(process.cwd(), folder).startsWith("..") ? folder : process.cwd()];
    const leftOut = (found: LeftOut) => printLeftOut(file, found);
    const place = { roots, backends: listBackends };
    return await allFindings(await readConfig(file), file, place, (finding) => print(file, finding), leftOut);
  } catch (error) {
    if (error instanceof NetworkError) return reportFailure(error);
    throw error;
  }
}
