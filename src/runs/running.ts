/** Finds the runs in training from their locks alone, for windows that open. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readHolder } from "./holder";
import { mapInBatches } from "./mapInBatches";

export interface RunningRun {
  folder: string;
  /** Process id on the training machine. */
  pid: number;
}

/** Number of locks read concurrently. */
const concurrency = 16;

/** Returns the runs of one network in training, newest last; none if the folder cannot be read. */
export async function findRunning(runsDir: string, network: string): Promise<RunningRun[]> {
  const parent = join(runsDir, network);
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => join(parent, name))
    .sort();
  return (await mapInBatches(folders, concurrency, runningIn)).filter((run) => run !== undefined);
}

/** Returns undefined unless a process of this machine trains the run and has a control socket. */
export async function runningIn(folder: string): Promise<RunningRun | undefined> {
  const holder = await readHolder(folder).catch(() => undefined);
  return holder?.lock?.socket === undefined ? undefined : { folder, pid: holder.lock.pid };
}
