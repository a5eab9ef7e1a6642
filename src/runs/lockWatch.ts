/**
 * Decides if the process of a lock is alive. Its own machine asks the system; others watch the lock for changes, on
 * their own clocks: clocks of two machines are never compared.
 */
import type { FoundLock, LockContents } from "./lockFile";
import type { Machine } from "./machine";

export const beatMilliseconds = 3000;
/** Time without a change after which a lock is dead. */
const deadMilliseconds = 60_000;
/** Time after which a lock that cannot be read counts as left incomplete by a killed process. */
const writingMilliseconds = 3000;
/** Longest time that counts between two reads: a watcher that slept or was busy has not observed the lock. */
const longestStep = 2 * beatMilliseconds;

/** "unknown": only watching can tell. */
export type Verdict = "alive" | "dead" | "unknown";

export async function judgeLock({ lock }: FoundLock, machine: Machine): Promise<Verdict> {
  if (!lock) return "unknown";
  if (lock.beats === undefined) return judgeOld(lock, machine);
  const { self } = machine;
  const same = lock.host === self.host && lock.boot === self.boot && lock.namespace === self.namespace;
  if (!same) return "unknown";
  if (!machine.isAlive(lock.pid)) return "dead";
  const started = await machine.startOf(lock.pid);
  // The process may have ended between the two calls.
  if (started === undefined) return machine.isAlive(lock.pid) ? "unknown" : "dead";
  if (lock.started === undefined) return "unknown";
  return started === lock.started ? "alive" : "dead";
}

/** Judges a lock of version 0.1.0, which has neither the start of the machine nor that of the process. */
function judgeOld({ pid, host, heartbeat }: LockContents, machine: Machine): Verdict {
  if (host !== machine.self.host) return "unknown";
  // A process from before this machine's start is gone, whatever process has its id now.
  if (Date.parse(heartbeat) < Date.now() - machine.uptime() * 1000) return "dead";
  return machine.isAlive(pid) ? "alive" : "dead";
}

/** Observations of one lock. */
export class LockWatch {
  private text: string | undefined;
  private unchanged = 0;
  private last = 0;
  /** True if the lock changed while it was watched. */
  hasChanged = false;

  /** @param dead time without a change after which the lock is dead, in milliseconds */
  constructor(private readonly dead = deadMilliseconds) {}

  /** @param now milliseconds of a monotonic clock */
  observe({ text, lock }: FoundLock, now: number): Verdict {
    if (text === this.text) {
      this.unchanged += Math.min(now - this.last, longestStep);
    } else {
      this.hasChanged ||= this.text !== undefined;
      this.text = text;
      this.unchanged = 0;
    }
    this.last = now;
    return this.unchanged >= (lock ? this.dead : writingMilliseconds) ? "dead" : "unknown";
  }
}
