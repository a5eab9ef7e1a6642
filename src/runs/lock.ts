/**
 * Who may write a run folder: the process that holds its lock. Who finds a lock of a process that is gone may take it
 * over.
 */
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
import { removeFile } from "./removeFile";

/** Who waits for a lock of another machine to prove dead. */
export interface Waiting {
  /** Watching begins: it takes up to a minute. */
  onWatch?(lock: LockContents | undefined): void;
  /** Ends the wait: the lock is then refused. */
  signal?: AbortSignal;
}

export interface TakeOptions extends Waiting {
  /** Whoever holds it is known to be dead, as by the claim of a trial: it is not watched. */
  isDead?: boolean | undefined;
  interval?: number;
  machine?: Machine;
  clock?: { now(): number; sleep(milliseconds: number, signal?: AbortSignal): Promise<unknown> };
}

const systemClock: NonNullable<TakeOptions["clock"]> = {
  now: () => performance.now(),
  // An aborted sleep has only ended early.
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }).catch(() => {}),
};

/** A lock that this process holds. */
export class Lock {
  /** Who has taken it from us: a machine that slept too long for those who watched. */
  takenBy: LockContents | undefined;
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> = Promise.resolve();
  private beats = 0;
  private socket: string | undefined;
  /** It was handed over: it is another process's to renew and to remove. */
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
   * Throws NetworkError of kind "run" while another living process, or this one, holds it. A lock that is another
   * machine's is watched until it changes, which refuses it, or has not changed for a minute.
   */
  static async take(folder: string, options: TakeOptions = {}): Promise<Lock> {
    const { interval = beatMilliseconds, machine = await thisMachine() } = options;
    const token = randomBytes(8).toString("hex");
    await new Taking(folder, token, machine, options).take();
    return new Lock(folder, token, machine, interval);
  }

  /** A lock that was handed over to this process. Throws NetworkError of kind "run" where it was not. */
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
   * Names another process as the holder, under the same token, so that nobody finds the run without one. Returns the
   * token. This process writes the folder no more.
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

  /** The folder was renamed. */
  movedTo(folder: string): void {
    this.folder = folder;
  }

  /** Where the holder can be asked; written at once. */
  async announce(socket: string | undefined): Promise<void> {
    this.socket = socket;
    await this.beatSoon();
  }

  /** Throws NetworkError of kind "run" where another process has taken it over meanwhile. */
  async confirm(): Promise<void> {
    await this.look();
    this.assertHeld();
  }

  /** As `confirm`, as far as it is known without a look. */
  assertHeld(): void {
    if (!this.takenBy) return;
    const { pid, host } = this.takenBy;
    throw new NetworkError("run-taken-over", { folder: this.folder, pid, host });
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    if (this.isHandedOver) return;
    if ((await this.look()) === "ours") await removeFile(lockFile(this.folder)).catch(() => {});
  }

  private beatSoon(): Promise<void> {
    this.beating = this.beating.then(() => this.beat()).catch(() => {});
    return this.beating;
  }

  /** A beat that cannot be written is no reason to stop training: the next write of the run tells why. */
  private async beat(): Promise<void> {
    if (this.isHandedOver) return;
    const file = lockFile(this.folder);
    const whose = await this.look();
    if (whose === "ours") await atomicWrite(file, this.contents(), { sync: false });
    // Somebody removed it, although we train: whoever comes next must find it.
    else if (whose === "nobody's") await createWhole(file, this.contents());
  }

  private contents(): string {
    const { token, socket } = this;
    this.beats++;
    return formatLock({ self: this.machine.self, token, beats: this.beats, socket });
  }

  private async look(): Promise<"ours" | "nobody's" | "unknown"> {
    const found = await readLock(lockFile(this.folder)).catch(() => ({ lock: undefined }));
    if (found === undefined) return "nobody's";
    if (found.lock && found.lock.token !== this.token) this.takenBy = found.lock;
    return found.lock?.token === this.token ? "ours" : "unknown";
  }
}

/** One attempt at a lock. */
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
    // Of several that find a lock dead, one at a time may look.
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

  /** Undefined: look again. */
  private async findDead(file: string, which: "lock" | "guard"): Promise<FoundLock | "alive" | undefined> {
    const found = await readLock(file);
    if (!found || this.options.isDead) return found;
    const verdict = await judgeLock(found, this.machine);
    if (verdict !== "unknown") return verdict === "dead" ? found : "alive";
    const watch = this.watches[which];
    if (watch.look(found, this.clock.now()) === "dead") return found;
    if (watch.hasChanged || this.options.signal?.aborted) return "alive";
    if (!this.isWatching) this.options.onWatch?.(found.lock);
    this.isWatching = true;
    await this.clock.sleep(beatMilliseconds, this.options.signal);
    return undefined;
  }

  /** A dead lock is replaced, never removed, so that nobody can slip in between. */
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

  /** False when the file is there already. */
  private async create(file: string): Promise<boolean> {
    return about(file, async () => {
      try {
        await createWhole(file, this.contents);
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

/**
 * Throws EEXIST where the file is there. What a full disk lets nobody write is removed again: an empty lock would be
 * that of another process for whoever comes next.
 */
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
