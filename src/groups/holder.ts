/** Who trains a group now, for those who would delete it: a worker of one of its trials, or of its last network. */
import { readHolder } from "../runs/holder";
import { Claims } from "./claims";
import { finalFolder } from "./finalRun";
import { listTrials } from "./trials";

export interface GroupHolder {
  /** Of a process that cannot be asked whether it lives: the machine that its claim says. */
  readonly host?: string;
}

/**
 * Undefined where nobody trains it. Throws NetworkError of kind "run" where a file is damaged.
 * @param claims of who looks again and again: by that claims of other machines are watched
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
