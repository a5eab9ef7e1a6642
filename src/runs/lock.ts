/** The lock of a run folder: its holder may write the folder. A lock of a process that is gone can be taken over. */
import { randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { NetworkError } from "../core/errors";
import { atomicWrite } from "./atomicWrite";
import { about } from "./errors";
import { type FoundLock, formatLock, type LockContents, lockFile, readLock } from "./lockFile";
import { beatMilliseconds, judgeLock, LockWatch } from "./lockWatch";
import { type Machine, type ProcessIdentity, thisMachine } from "./machine";
import { patiently } from "./patiently";
import { removeFile } from "./removeFile";

/** Options for waiting until a lock of another machine proves dead. */
export interface Waiting {
  /** Called when watching starts, which takes up to a minute. */
  onWatch?(lock: LockContents | undefined): void;
  /** Ends the wait: the lock is then refused. */
  signal?: AbortSignal;
}

export interface TakeOptions extends Waiting {
  /** True if the holder is known to be dead, such as by a trial's claim: the lock is not watched. */
  isDead?: boolean | undefined;
  interval?: number;
  machine?: Machine;
  clock?: { now(): number; sleep(milliseconds: number, signal?: AbortSignal): Promise<unknown> };
}

const systemClock: NonNullable<TakeOptions["clock"]> = {
  now: () => performance.now(),
  // Aborting only ends the sleep early.
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }).catch(() => {}),
};

/** A lock held by this process. */
export class Lock {
  /** The process that took the lock over, because this machine slept too long. */
  takenBy: LockContents | undefined;
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> = Promise.resolve();
  private beats = 0;
  private socket: string | undefined;
  /** True after the hand-over: the other process renews and removes the lock. */
  private isHandedOver = false;

  private constructor(
    private folder: string,
    private readonly token: string,
    private readonly machine: Machine,
    interval: number,
  ) {
    this.timer = setInterval(() => void this.beatSoon(), interval);
    this.timer.unref();
  }

  /**
   * Takes the lock. Throws NetworkError of kind "run" while another living process, or this one, holds it. A lock of
   * another machine is watched until it changes, which refuses it, or has not changed for a minute.
   */
  static async take(folder: string, options: TakeOptions = {}): Promise<Lock> {
    const { interval = beatMilliseconds, machine = await thisMachine() } = options;
    const token = randomBytes(8).toString("hex");
    await new Taking(folder, token, machine, options).take();
    return new Lock(folder, token, machine, interval);
  }

  /** Adopts a lock handed over to this process. Throws NetworkError of kind "run" if it was not. */
  static async adopt(folder: string, token: string): Promise<Lock> {
    const machine = await thisMachine();
    const lock = new Lock(folder, token, machine, beatMilliseconds);
    try {
      await lock.confirm();
      await lock.beatSoon();
    } catch (error) {
      clearInterval(lock.timer);
      throw error;
    }
    return lock;
  }

  /**
   * Makes another process the holder, with the same token, so that the run always has a holder. Returns the token. This
   * process must not write the folder any more.
   */
  async handOver(to: ProcessIdentity): Promise<string> {
    const { token } = this;
    const handing = this.beating.then(async () => {
      await this.confirm();
      this.beats++;
      await atomicWrite(lockFile(this.folder), formatLock({ self: to, token, beats: this.beats }), { sync: false });
      this.isHandedOver = true;
      clearInterval(this.timer);
      this.takenBy = (await readLock(lockFile(this.folder)))?.lock;
    });
    this.beating = handing.catch(() => {});
    await handing;
    return token;
  }

  /** Follows a renamed folder. */
  movedTo(folder: string): void {
    this.folder = folder;
  }

  /** Writes the address of the holder's control socket into the lock, at once. */
  async announce(socket: string | undefined): Promise<void> {
    this.socket = socket;
    await this.beatSoon();
  }

  /** Throws NetworkError of kind "run" if another process has taken the lock over. */
  async confirm(): Promise<void> {
    await this.inspect();
    this.assertHeld();
  }

  /** Does the same without reading the lock. */
  assertHeld(): void {
    if (!this.takenBy) return;
    const { pid, host } = this.takenBy;
    throw new NetworkError("run-taken-over", { folder: this.folder, pid, host });
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    if (this.isHandedOver) return;
    if ((await this.inspect()) === "ours") await removeFile(lockFile(this.folder)).catch(() => {});
  }

  private beatSoon(): Promise<void> {
    this.beating = this.beating.then(() => this.beat()).catch(() => {});
    return this.beating;
  }

  /** Renews the lock. A failure does not stop training: the run's next write reports it. */
  private async beat(): Promise<void> {
    if (this.isHandedOver) return;
    const file = lockFile(this.folder);
    const whose = await this.inspect();
    if (whose === "ours") await atomicWrite(file, this.contents(), { sync: false });
    // The lock was removed during training: the next process must find it.
    else if (whose === "nobody's") await createWhole(file, this.contents());
  }

  private contents(): string {
    const { token, socket } = this;
    this.beats++;
    return formatLock({ self: this.machine.self, token, beats: this.beats, socket });
  }

  private async inspect(): Promise<"ours" | "nobody's" | "unknown"> {
    const found = await readLock(lockFile(this.folder)).catch(() => ({ lock: undefined }));
    if (found === undefined) return "nobody's";
    if (found.lock && found.lock.token !== this.token) this.takenBy = found.lock;
    return found.lock?.token === this.token ? "ours" : "unknown";
  }
}

/** An attempt to take a lock. */
class Taking {
  private readonly file: string;
  private readonly guard: string;
  private readonly contents: string;
  private readonly clock: NonNullable<TakeOptions["clock"]>;
  private readonly watches = { lock: new LockWatch(), guard: new LockWatch() };
  private isWatching = false;

  constructor(
    private readonly folder: string,
    token: string,
    private readonly machine: Machine,
    private readonly options: TakeOptions,
  ) {
    this.file = lockFile(folder);
    // Only one of several processes that find a dead lock may replace it.
    this.guard = join(folder, ".lock.takeover");
    this.contents = formatLock({ self: machine.self, token, beats: 0 });
    this.clock = options.clock ?? systemClock;
  }

  async take(): Promise<void> {
    for (;;) {
      if (await this.create(this.file)) return;
      const found = await this.findDead(this.file, "lock");
      if (found === "alive") throw this.held(await readLock(this.file));
      if (found && (await this.takeOver(found))) return;
    }
  }

  /** Returns undefined if the lock must be read again. */
  private async findDead(file: string, which: "lock" | "guard"): Promise<FoundLock | "alive" | undefined> {
    const found = await readLock(file);
    if (!found || this.options.isDead) return found;
    const verdict = await judgeLock(found, this.machine);
    if (verdict !== "unknown") return verdict === "dead" ? found : "alive";
    const watch = this.watches[which];
    if (watch.observe(found, this.clock.now()) === "dead") return found;
    if (watch.hasChanged || this.options.signal?.aborted) return "alive";
    if (!this.isWatching) this.options.onWatch?.(found.lock);
    this.isWatching = true;
    await this.clock.sleep(beatMilliseconds, this.options.signal);
    return undefined;
  }

  /** Replaces a dead lock without removing it, so that no other process can take it in between. */
  private async takeOver(dead: FoundLock): Promise<boolean> {
    if (!(await this.create(this.guard))) {
      const found = await this.findDead(this.guard, "guard");
      if (found === "alive") throw this.held(await readLock(this.guard));
      if (found) await rm(this.guard, { force: true });
      return false;
    }
    try {
      if ((await readLock(this.file))?.text !== dead.text) return false;
      await atomicWrite(this.file, this.contents, { sync: false });
      return true;
    } finally {
      await rm(this.guard, { force: true });
    }
  }

  /** Returns false if the file exists. */
  private async create(file: string): Promise<boolean> {
    return about(file, async () => {
      try {
        await patiently(() => createWhole(file, this.contents));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
      }
    });
  }

  private held(found: FoundLock | undefined) {
    const { pid, host } = found?.lock ?? {};
    return new NetworkError("run-locked", {
      folder: this.folder,
      ...(pid !== undefined && { pid }),
      ...(host !== undefined && host !== this.machine.self.host && { host }),
      lock: this.file,
    });
  }
}

/** Creates a file; throws EEXIST if it exists. Removes an empty file left by a full disk: it would look like a lock. */
async function createWhole(file: string, contents: string): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(contents);
  } catch (error) {
    await rm(file, { force: true }).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
}
