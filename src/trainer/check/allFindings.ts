/** Everything that can be said against a config: for itself, for its place and machine, and for its data, which is read. */
import { dirname, resolve } from "node:path";
import {
  checkAgainstData,
  checkAgainstPlace,
  checkConfig,
  checkDataProblem,
  type Finding,
} from "../../config/check/check";
import type { BackendFact } from "../../config/check/rules/backend";
import { resolveConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import { allFactsOf, loadTaskData } from "../experiment/prepare";

interface Place {
  /** Folders that the data should lie in. */
  roots: readonly string[];
  /** Asked only where there is a config to check. */
  backends(): Promise<readonly BackendFact[]>;
}

/**
 * Tells each as soon as it is found, no fault twice. The exit code of `check`: 0 where none is an error.
 * @param file for messages, and where relative paths start
 */
export async function allFindings(
  text: string,
  file: string,
  place: Place,
  tell: (finding: Finding) => void,
): Promise<number> {
  const { config, findings } = checkConfig(text);
  for (const finding of findings) tell(finding);
  if (!config) return 2;
  const here = checkAgainstPlace(text, config, {
    baseDir: dirname(resolve(file)),
    roots: place.roots,
    backends: await place.backends(),
  });
  for (const finding of here) tell(finding);
  const dataset = await loadTaskData(resolveConfig(config, 0), file).catch(asProblem);
  if (dataset instanceof NetworkError) {
    const message = dataset.message.replace(`${file}: `, "");
    for (const finding of checkDataProblem(text, { code: dataset.code, message })) tell(finding);
    return dataset.exitCode;
  }
  const said = new Set(findings.map(placeOf));
  const fit = checkAgainstData(text, config, allFactsOf(dataset)).filter((finding) => !said.has(placeOf(finding)));
  for (const finding of fit) tell(finding);
  return [...here, ...fit].some(({ severity }) => severity === "error") ? 2 : 0;
}

const placeOf = ({ code, offset }: Finding) => `${code} ${offset}`;

/** Data that cannot be used is a finding like others; what is a fault of ours is not. */
function asProblem(error: unknown): NetworkError {
  if (error instanceof NetworkError && error.kind !== "internal") return error;
  throw error;
}
