/**
 * `lock`: which process writes a run folder. JSON with pid, host and a heartbeat; who finds a lock of a process that is
 * gone may take it over.
 */

import { randomBytes } from "node:crypto";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, uptime } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { NetworkError } from "../core/errors";
import { atomicWrite } from "./atomicWrite";
import { about } from "./errors";

const lockSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** UTC, ISO 8601. */
  heartbeat: z.iso.datetime(),
  /** Tells apart two locks of the same process. */
  token: z.string(),
});
type LockContents = z.output<typeof lockSchema>;

const beatMilliseconds = 3000;
/** Processes of another host cannot be asked whether they live; this allows for clocks that differ. */
const staleMilliseconds = 60_000;
/** Taking over takes milliseconds; who is still at it was killed. */
const guardMilliseconds = 10_000;

const lockFile = (folder: string) => join(folder, "lock");

/** Whether a living process writes this folder. */
export async function isLocked(folder: string): Promise<boolean> {
  return (await readHolder(folder)) !== undefined;
}

/** The living holder; undefined when there is no lock, or a stale one. */
async function readHolder(folder: string): Promise<Partial<LockContents> | undefined> {
  const file = lockFile(folder);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lock = parseLock(text);
  if (lock) return lives(lock) ? lock : undefined;
  // Perhaps it is being written just now.
  return (await ageOf(file)) < beatMilliseconds ? {} : undefined;
}

function parseLock(text: string): LockContents | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function lives({ pid, host, heartbeat }: LockContents): boolean {
  const beat = Date.parse(heartbeat);
  if (host !== hostname()) return Date.now() - beat < staleMilliseconds;
  // A pid from before the last start of this machine may be another program's by now.
  if (beat < Date.now() - uptime() * 1000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A lock that this process holds. */
export class Lock {
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> = Promise.resolve();

  private constructor(
    private file: string,
    private readonly token: string,
    interval: number,
  ) {
    this.timer = setInterval(() => {
      this.beating = this.beat();
    }, interval);
    this.timer.unref();
  }

  /** Throws NetworkError of kind "run" while another living process, or this one, holds it. */
  static async take(folder: string, { interval = beatMilliseconds } = {}): Promise<Lock> {
    const file = lockFile(folder);
    const token = randomBytes(8).toString("hex");
    await about(file, async () => {
      if ((await create(file, token)) || (await takeOver(folder, token))) return;
      throw held(folder, await readHolder(folder));
    });
    return new Lock(file, token, interval);
  }

  /** The folder was renamed. */
  movedTo(folder: string): void {
    this.file = lockFile(folder);
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    if (await this.isOurs()) await rm(this.file, { force: true }).catch(() => {});
  }

  /** A beat that cannot be written is no reason to stop training: the next write of the run tells why. */
  private async beat(): Promise<void> {
    if (!(await this.isOurs())) return;
    await atomicWrite(this.file, contents(this.token), { sync: false }).catch(() => {});
  }

  private async isOurs(): Promise<boolean> {
    const text = await readFile(this.file, "utf8").catch(() => "");
    return parseLock(text)?.token === this.token;
  }
}

function contents(token: string): string {
  const lock: LockContents = { pid: process.pid, host: hostname(), heartbeat: new Date().toISOString(), token };
  return `${JSON.stringify(lock)}\n`;
}

/** False when the file is there already. */
async function create(file: string, token: string): Promise<boolean> {
  try {
    await writeFile(file, contents(token), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * A stale lock is replaced, never removed, so that nobody can slip in between; and of several that find it stale,
 * one at a time may look. False where the lock is not stale, or another process is just taking it over.
 */
async function takeOver(folder: string, token: string): Promise<boolean> {
  const guard = join(folder, ".lock.takeover");
  if ((await ageOf(guard)) > guardMilliseconds) await rm(guard, { force: true });
  if (!(await create(guard, token))) return false;
  try {
    if (await readHolder(folder)) return false;
    await atomicWrite(lockFile(folder), contents(token), { sync: false });
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

const ageOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );

function held(folder: string, { pid, host }: Partial<LockContents> = {}) {
  return new NetworkError("run-locked", {
    folder,
    ...(pid !== undefined && { pid }),
    ...(host !== undefined && host !== hostname() && { host }),
    lock: lockFile(folder),
  });
}
