/** Creates the executor of a config. */
import { commandExecutor } from "./command";
import { slurmExecutor } from "./slurm";
import type { Executor, ExecutorOptions, Work } from "./types";

/** Throws NetworkError if it is unavailable here. Starts nothing, but queries Slurm's largest array size. */
export async function makeExecutor(options: ExecutorOptions, work: Work): Promise<Executor> {
  switch (options.type) {
    case "slurm":
      return slurmExecutor(options, work);
    case "command":
      return commandExecutor(options, work);
  }
}
