/** Chooses the executor of a sweep: from the command line, otherwise from the current config. */
import { relative } from "node:path";
import { NetworkError } from "../core/errors";
import type { ExecutorOptions } from "../executors/types";
import { configExecutor } from "../trainer/group/configExecutor";

export const executorTypes = ["local", "slurm", "command"] as const;
export type ExecutorType = (typeof executorTypes)[number];

/** `workers` undefined: as many as this machine can run. */
export type ChosenExecutor = { readonly type: "local"; readonly workers?: number | undefined } | ExecutorOptions;

interface Wanted {
  executor?: ExecutorType | undefined;
  workers?: number | undefined;
}

/** Throws a NetworkError if the config has no such executor, or a faulty one. */
export async function chooseExecutor(config: string, { executor, workers }: Wanted): Promise<ChosenExecutor> {
  const file = relative(process.cwd(), config);
  const isLocal = executor === "local";
  // A faulty config does not prevent local training.
  const found = await configExecutor(file).catch((error) => {
    if (isLocal) return undefined;
    throw error;
  });
  if (found === undefined && executor === undefined) {
    console.error(`${file}: no longer exists, so its executor is unknown; workers start on this machine`);
  }
  const own = found ?? { type: "local" };
  if (own.type === (executor ?? own.type)) return workers === undefined ? own : { ...own, workers };
  if (isLocal) return { type: "local", workers };
  if (executor === "command") throw new NetworkError("executor-option/command", { config: file });
  if (workers === undefined) throw new NetworkError("executor-option/slurm", { config: file });
  return { type: "slurm", workers };
}
