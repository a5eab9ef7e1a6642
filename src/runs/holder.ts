/**
 * The holder of a run folder's lock, for readers. Repeated reads watch locks of other machines; one read believes them.
 */
import { type LockContents, lockFile, readLock } from "./lockFile";
import { judgeLock, LockWatch } from "./lockWatch";
import { type Machine, thisMachine } from "./machine";

export interface Holder {
  /** Undefined while the lock is being written. */
  lock?: LockContents | undefined;
  /** True if the process is known to live; false if its lock changes, or was not watched long enough. */
  isCertain: boolean;
}

/** Observations of locks that one read cannot judge. */
const watches = new Map<string, LockWatch>();

/** Dependencies that tests replace. */
export interface ReadOptions {
  readonly machine?: Machine;
  /** Milliseconds of a monotonic clock. */
  readonly now?: number;
}

/** Returns the holder, unless it is known to be gone. */
export const readHolder = (folder: string, look: ReadOptions = {}): Promise<Holder | undefined> =>
  readHolderOf(lockFile(folder), look);

/** @param file a lock, or another file with a lock's description of its process */
export async function readHolderOf(
  file: string,
  { machine, now = performance.now() }: ReadOptions = {},
): Promise<Holder | undefined> {
  const found = await readLock(file);
  const verdict = found ? await judgeLock(found, machine ?? (await thisMachine())) : "dead";
  if (!found || verdict !== "unknown") {
    watches.delete(file);
    return found && verdict === "alive" ? { lock: found.lock, isCertain: true } : undefined;
  }
  const watch = watches.get(file) ?? new LockWatch();
  watches.set(file, watch);
  return watch.observe(found, now) === "dead" ? undefined : { lock: found.lock, isCertain: false };
}
