/** Whether the list of a network's runs is still the one that was read: without reading the runs. */
import { stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Another number after a run was added or deleted; 0 where there is no folder. To be asked before the list is read, so
 * that a run that is added meanwhile is not missed.
 */
export const listStamp = (runsDir: string, network: string): Promise<number> =>
  stat(join(runsDir, network)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
