/**
 * Repeats file operations that Windows refuses while another process, such as a reader, a virus scanner or a search
 * index, has the file open.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** Calls of the operating system, which tests replace. */
export interface FileSystem {
  readonly platform: NodeJS.Platform;
  sleep(milliseconds: number): Promise<unknown>;
}

const thisSystem: FileSystem = { platform: process.platform, sleep };

/** Errors of Windows for an open file, or for one that is being deleted. */
const passing = new Set(["EPERM", "EACCES", "EBUSY"]);
/** Waits between the attempts in milliseconds, 1.3 s together. */
const waits = [10, 20, 40, 80, 150, 200, 200, 200, 200, 200];

/** Returns the result of the first attempt that succeeds; on other systems there is only one. */
export async function patiently<T>(attempt: () => Promise<T>, system: FileSystem = thisSystem): Promise<T> {
  if (system.platform !== "win32") return attempt();
  for (const wait of waits) {
    try {
      return await attempt();
    } catch (error) {
      if (!passing.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
    await system.sleep(wait);
  }
  return attempt();
}
