/** All findings about a config: about its text, its folder and machine, and its data, which is read. */
import { dirname, resolve } from "node:path";
import { type CheckedConfig, checkConfig, type Finding } from "../../config/check/check";
import type { BackendFact } from "../../config/check/rules/backend";
import type { NetworkConfig } from "../../config/schema";
import { resolveConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import type { BackendName } from "../../core/names";
import type { LeftOut } from "../../data/source";
import type { DescribedTable } from "../../data/table/describeForm";
import { type DiskUse, diskUse } from "../../runs/diskUse";
import { asNetworkError } from "../experiment/failure";
import { dataFacts, type Experiment, loadExperimentData } from "../experiment/prepare";
import { foldsDisk, type GroupDiskUse, sweepDisk } from "./groupDisk";
import { checkStartWeights } from "./startFacts";

interface Environment {
  /** Folders that should contain the data. */
  roots: readonly string[];
  /** Called only if a config names a backend: looking for all of them is slower than the rest of a check. */
  backends(names: readonly BackendName[]): Promise<readonly BackendFact[]>;
}

/** Facts about the data besides findings. */
interface AboutData {
  leftOut?(leftOut: LeftOut): void;
  /** Called with the detected form of text tables. */
  tables?(tables: readonly DescribedTable[]): void;
  /** Called with the size of a run, if no finding is an error; not called for folds. */
  disk?(use: DiskUse): void;
  /** Called with the size of folds or a sweep, if no finding is an error. */
  groupDisk?(use: GroupDiskUse): void;
}

/**
 * Reports each finding as soon as it is found, and none twice.
 * @param file name for messages; relative paths start at its folder
 * @returns the exit code of `check`: 0 if no finding is an error
 */
export async function allFindings(
  text: string,
  file: string,
  environment: Environment,
  report: (finding: Finding) => void,
  { leftOut, tables, disk, groupDisk }: AboutData = {},
): Promise<number> {
  const checked = checkConfig(text);
  const { config, findings } = checked;
  for (const finding of findings) report(finding);
  if (!config) return 2;
  const { backend = "auto" } = config;
  const here = checked.againstPlace(config, {
    baseDir: dirname(resolve(file)),
    roots: environment.roots,
    backends: backend === "auto" ? [] : await environment.backends([backend]),
  });
  for (const finding of here) report(finding);
  const dataset = await loadExperimentData(resolveConfig(config, 0), file).catch(asProblem);
  if (dataset instanceof NetworkError) {
    const message = dataset.message.replace(`${file}: `, "");
    for (const finding of checked.againstDataProblem({ code: dataset.code, message })) report(finding);
    return dataset.exitCode;
  }
  if (dataset.tables) tables?.(dataset.tables);
  if (dataset.leftOut) leftOut?.(dataset.leftOut);
  const reported = new Set(findings.map(keyOf));
  const dataFindings = checked
    .againstData(config, dataFacts(dataset))
    .filter((finding) => !reported.has(keyOf(finding)));
  const startFindings = await findingsOfStart(checked, config, { file, config: resolveConfig(config, 0), dataset });
  dataFindings.push(...startFindings);
  for (const finding of dataFindings) report(finding);
  if ([...findings, ...here, ...dataFindings].some(({ severity }) => severity === "error")) return 2;
  const { inputs, task, train } = dataset;
  const folds = foldsDisk(config, inputs);
  if (folds) groupDisk?.(folds);
  else disk?.(diskUse(resolveConfig(config, 0), inputs));
  const { value: written } = checked.document;
  const sweep = sweepDisk(config, { written, inputs, task, examples: train.count });
  if (sweep) groupDisk?.(sweep);
  return 0;
}

/** Returns findings about the network that training starts from. */
async function findingsOfStart(
  checked: CheckedConfig,
  written: NetworkConfig,
  experiment: Pick<Experiment, "file" | "config" | "dataset">,
): Promise<Finding[]> {
  const { facts, problem } = await checkStartWeights(experiment, asProblem);
  if (problem !== undefined) return checked.againstStartProblem(problem);
  return facts ? checked.againstStart(written, facts) : [];
}

const keyOf = ({ code, offset }: Finding) => `${code} ${offset}`;

/** Returns an error of unusable data, which is a finding like others; throws internal errors. */
export function asProblem(thrown: unknown): NetworkError {
  const error = asNetworkError(thrown);
  if (error.kind !== "internal") return error;
  throw thrown;
}
