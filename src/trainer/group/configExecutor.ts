/**
 * The executor of a sweep, as its config says now: it is not part of the group, so that another one can continue the
 * group. Other changes of the config are ignored.
 */
import { checkConfig } from "../../config/check/check";
import { checkExecutor } from "../../config/check/sweep/executor";
import { type ExecutorConfig, executorSchema } from "../../config/schema/sweep";
import type { NetworkError } from "../../core/errors";
import { configError } from "../experiment/prepare";
import { readConfig } from "../experiment/readConfig";

/** Returns undefined if the file is missing. Throws a NetworkError if its executor is faulty. */
export async function configExecutor(file: string): Promise<ExecutorConfig | undefined> {
  const text = await readConfig(file).catch((error: NetworkError) => {
    if (error.id === "config-unreadable/missing") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { document, findings } = checkConfig(text);
  if (document.syntaxFindings.length > 0) throw configError(file, findings);
  const { sweep } = (document.value ?? {}) as { sweep?: { executor?: unknown } };
  const executor = sweep?.executor;
  const parsed = executorSchema.safeParse(executor === undefined ? { type: "local" } : executor);
  const ofExecutor = findings.filter(({ path }) => path[0] === "sweep" && path[1] === "executor");
  if (!parsed.success) throw configError(file, ofExecutor);
  // If another key is faulty, the check has not examined the executor's values.
  const faults = checkExecutor(parsed.data).map((diagnostic) => document.atValue(diagnostic));
  if (faults.some(({ severity }) => severity === "error")) throw configError(file, faults);
  return parsed.data;
}
