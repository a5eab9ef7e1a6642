/** Which runs a process trains, by their locks alone: what a window looks at when it opens. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readHolder } from "./holder";
import { inSteps } from "./inSteps";

export interface RunningRun {
  folder: string;
  /** Of the process, on the machine where it trains. */
  pid: number;
}

/** So many locks are read at a time. */
const atOnce = 16;

/** The runs of one network that are being trained, the newest last; none where the folder cannot be read. */
export async function findRunning(runsDir: string, network: string): Promise<RunningRun[]> {
  const parent = join(runsDir, network);
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => join(parent, name))
    .sort();
  return (await inSteps(folders, atOnce, runningIn)).filter((run) => run !== undefined);
}

/** Undefined where no process of this machine trains it, or none that can be asked. */
export async function runningIn(folder: string): Promise<RunningRun | undefined> {
  const holder = await readHolder(folder).catch(() => undefined);
  return holder?.lock?.socket === undefined ? undefined : { folder, pid: holder.lock.pid };
}
