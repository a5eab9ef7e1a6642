/** The process that trains a group, to be checked before deleting: a worker of a trial, or of the last network. */
import { readHolder } from "../runs/holder";
import { Claims } from "./claims";
import { finalFolder } from "./finalRun";
import { listTrials } from "./trials";

export interface GroupHolder {
  /** The machine in the claim, if this one cannot check the process. */
  readonly host?: string;
}

/**
 * Returns undefined if no process trains the group. Throws NetworkError of kind "run" if a file is damaged.
 * @param claims observations of earlier calls, which claims of other machines need
 */
export async function groupHolder(group: string, claims = new Claims(group)): Promise<GroupHolder | undefined> {
  const running = (await listTrials(group, claims)).filter(({ state }) => state === "running");
  // One whose process is known to live says more.
  const [trial] = [...running.filter(({ host }) => host === undefined), ...running];
  if (trial) return trial.host === undefined ? {} : { host: trial.host };
  const holder = await readHolder(finalFolder(group));
  if (!holder) return undefined;
  return holder.isCertain || !holder.lock ? {} : { host: holder.lock.host };
}
