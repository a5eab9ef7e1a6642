/**
 * Who holds the lock of a run folder, for those who only read it. A process that looks again and again watches by that
 * the locks of other machines; who looks once believes them.
 */
import { type LockContents, lockFile, readLock } from "./lockFile";
import { judgeLock, LockWatch } from "./lockWatch";
import { type Machine, thisMachine } from "./machine";

export interface Holder {
  /** Undefined while it is written just now. */
  lock?: LockContents | undefined;
  /** Whether its process is known to live; otherwise its lock changes, or was not watched long enough. */
  isCertain: boolean;
}

/** What this process has seen of locks that cannot be judged by one look. */
const watches = new Map<string, LockWatch>();

/** In whose place a test answers. */
export interface Look {
  readonly machine?: Machine;
  /** Milliseconds of a clock that nobody sets. */
  readonly now?: number;
}

/** The holder, as far as it is not known to be gone. */
export const readHolder = (folder: string, look: Look = {}): Promise<Holder | undefined> =>
  readHolderOf(lockFile(folder), look);

/** @param file a lock, or another file that says of its process what a lock does */
export async function readHolderOf(
  file: string,
  { machine, now = performance.now() }: Look = {},
): Promise<Holder | undefined> {
  const found = await readLock(file);
  const verdict = found ? await judgeLock(found, machine ?? (await thisMachine())) : "dead";
  if (!found || verdict !== "unknown") {
    watches.delete(file);
    return found && verdict === "alive" ? { lock: found.lock, isCertain: true } : undefined;
  }
  const watch = watches.get(file) ?? new LockWatch();
  watches.set(file, watch);
  return watch.look(found, now) === "dead" ? undefined : { lock: found.lock, isCertain: false };
}
