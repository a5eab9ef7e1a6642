/**
 * Whether the process that a lock names lives. Its own machine asks the system; everybody else watches whether the lock
 * changes, on a clock of their own: clocks of two machines are never compared.
 */
import type { FoundLock, LockContents } from "./lockFile";
import type { Machine } from "./machine";

export const beatMilliseconds = 3000;
/** A lock that so long nobody changed is dead. */
const deadMilliseconds = 60_000;
/** A lock that cannot be read is being written just now, or was left half written. */
const writingMilliseconds = 3000;
/**
 * Between two looks no more than this counts: a watcher that slept meanwhile, or was busy, has not seen that nothing
 * changed.
 */
const longestStep = 2 * beatMilliseconds;

/** "unknown": nobody can say who does not watch. */
export type Verdict = "alive" | "dead" | "unknown";

export async function judgeLock({ lock }: FoundLock, machine: Machine): Promise<Verdict> {
  if (!lock) return "unknown";
  if (lock.beats === undefined) return judgeOld(lock, machine);
  const { self } = machine;
  const same = lock.host === self.host && lock.boot === self.boot && lock.namespace === self.namespace;
  if (!same) return "unknown";
  if (!machine.isAlive(lock.pid)) return "dead";
  const started = await machine.startOf(lock.pid);
  // It may have ended between the two questions.
  if (started === undefined) return machine.isAlive(lock.pid) ? "unknown" : "dead";
  if (lock.started === undefined) return "unknown";
  return started === lock.started ? "alive" : "dead";
}

/** By version 0.1.0, which wrote neither the start of the machine nor that of the process. */
function judgeOld({ pid, host, heartbeat }: LockContents, machine: Machine): Verdict {
  if (host !== machine.self.host) return "unknown";
  // A process from before the last start of this machine is gone, whoever has its number now.
  if (Date.parse(heartbeat) < Date.now() - machine.uptime() * 1000) return "dead";
  return machine.isAlive(pid) ? "alive" : "dead";
}

/** What somebody who watches has seen of one lock. */
export class LockWatch {
  private text: string | undefined;
  private unchanged = 0;
  private last = 0;
  /** Whether it ever changed while it was watched. */
  hasChanged = false;

  /** @param dead so long nobody changed one that is dead */
  constructor(private readonly dead = deadMilliseconds) {}

  /** @param now milliseconds of a clock that nobody sets */
  look({ text, lock }: FoundLock, now: number): Verdict {
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
