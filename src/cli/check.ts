/** `check CONFIG…`: says everything that is wrong with configs, and whether they fit their data. */

import { dirname, relative, resolve } from "node:path";
import type { Command } from "commander";
import { listBackends } from "../backends/select";
import { checkAgainstData, checkAgainstPlace, checkConfig, type Finding } from "../config/check";
import { formatPath } from "../config/finding";
import { resolveConfig } from "../config/resolve";
import type { NetworkConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import { allFactsOf, loadTaskData, readConfig } from "../trainer/prepare";
import { jsonOption } from "./commonOptions";
import { tellFailure } from "./failures";

export function addCheck(program: Command): void {
  jsonOption(program.command("check"))
    .description("check config files without training")
    .argument("<config...>", "the configs")
    .action(async (files: string[], { json }: { json?: boolean }) => {
      const codes: number[] = [];
      for (const file of files) codes.push(await checkFile(file, json ? printJson : printLine));
      process.exitCode = codes.find((code) => code !== 0) ?? 0;
    });
}

type Print = (file: string, finding: Finding) => void;

const printLine: Print = (file, { line, column, severity, path, message, code }) => {
  const key = path.length > 0 ? `${formatPath(path)}: ` : "";
  console.log(`${file}:${line}:${column}: ${severity}: ${key}${message} [${code}]`);
};
const printJson: Print = (file, finding) => console.log(JSON.stringify({ file, ...finding }));

/** The exit code; data that cannot be read is an error of its own. */
async function checkFile(file: string, print: Print): Promise<number> {
  try {
    const text = await readConfig(file);
    const { config, findings } = checkConfig(text);
    for (const finding of findings) print(file, finding);
    if (!config) return 2;
    const here = await placeFindings(text, config, file);
    for (const finding of here) print(file, finding);
    const dataset = await loadTaskData(resolveConfig(config, 0), file);
    const fit = checkAgainstData(text, config, allFactsOf(dataset));
    // What the config alone tells was said already.
    const said = new Set(findings.map(({ code, offset }) => `${code} ${offset}`));
    const news = fit.filter(({ code, offset }) => !said.has(`${code} ${offset}`));
    for (const finding of news) print(file, finding);
    return [...here, ...news].some(({ severity }) => severity === "error") ? 2 : 0;
  } catch (error) {
    if (error instanceof NetworkError) return tellFailure(error);
    throw error;
  }
}

/** The folder that the command runs in is the work; a config from elsewhere has its own. */
async function placeFindings(text: string, config: NetworkConfig, file: string): Promise<Finding[]> {
  const baseDir = dirname(resolve(file));
  const roots = [relative(process.cwd(), baseDir).startsWith("..") ? baseDir : process.cwd()];
  return checkAgainstPlace(text, config, { baseDir, roots, backends: await listBackends() });
}
