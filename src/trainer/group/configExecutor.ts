/**
 * Who trains a sweep, as its config says now: it is no part of the group, and a group can be gone on with by another
 * one. Whatever else has changed in the config since does not count.
 */
import { checkConfig } from "../../config/check/check";
import { checkExecutor } from "../../config/check/sweep/executor";
import { type ExecutorConfig, executorSchema } from "../../config/schema/sweep";
import type { NetworkError } from "../../core/errors";
import { configError } from "../experiment/prepare";
import { readConfig } from "../experiment/readConfig";

/** Undefined where the file is gone. Throws NetworkError where what it says of the executor is faulty. */
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
  // Where another key is faulty, nothing has looked at what the executor's lines mean.
  const faults = checkExecutor(parsed.data).map((diagnostic) => document.atValue(diagnostic));
  if (faults.some(({ severity }) => severity === "error")) throw configError(file, faults);
  return parsed.data;
}
