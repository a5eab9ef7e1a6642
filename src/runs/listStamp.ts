/** Detects changes of the list of a network's runs without reading the runs. */
import { stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Returns a number that changes when a run is added or deleted; 0 without a folder. Read it before the list, so that a
 * run added meanwhile is not missed.
 */
export const listStamp = (runsDir: string, network: string): Promise<number> =>
  stat(join(runsDir, network)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
