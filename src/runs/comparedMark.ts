/**
 * Marks the runs that a window compares, so that they are not deleted: `.compared/<token>.json` in their runs folder
 * has a lock's description of its process, and the runs' paths in that folder. It is renewed like a lock, and written
 * again if it was removed.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { atomicWrite } from "./atomicWrite";
import { removeDeadMarks } from "./comparedRuns";
import { comparedFolder } from "./folders";
import { formatLock } from "./lockFile";
import { beatMilliseconds } from "./lockWatch";
import { type Machine, thisMachine } from "./machine";

interface Options {
  /** Called once for each folder of runs in which no mark can be written. */
  onProblem?(error: Error): void;
  interval?: number;
  machine?: Machine;
}

export class ComparedMark {
  private readonly token = randomBytes(8).toString("hex");
  /** Marked runs by the folder of runs. */
  private marked = new Map<string, readonly string[]>();
  private readonly failed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private beats = 0;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: Options = {}) {}

  /** Resolves when the mark is written. @param folders of the compared runs, replacing the previous ones */
  set(folders: readonly string[]): Promise<void> {
    const before = this.marked;
    this.marked = byRunsFolder(folders);
    if (isSame(before, this.marked)) return this.work;
    clearInterval(this.timer);
    if (this.marked.size > 0) {
      this.timer = setInterval(() => void this.enqueue(() => this.write()), this.options.interval ?? beatMilliseconds);
      this.timer.unref();
    }
    return this.enqueue(async () => {
      await this.write();
      for (const runsDir of before.keys()) if (!this.marked.has(runsDir)) await this.remove(runsDir);
    });
  }

  /** Stops renewing before the window closes or reloads: the mark remains valid until it counts as dead. */
  leave(): void {
    clearInterval(this.timer);
    this.marked.clear();
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.work = this.work.then(work);
    return this.work;
  }

  private async write(): Promise<void> {
    const { self } = this.options.machine ?? (await thisMachine());
    for (const [runsDir, runs] of this.marked) {
      this.beats++;
      const lock = JSON.parse(formatLock({ self, token: this.token, beats: this.beats })) as object;
      await this.writeIn(runsDir, `${JSON.stringify({ ...lock, runs })}\n`);
      await removeDeadMarks(runsDir, this.options).catch(() => {});
    }
  }

  private async writeIn(runsDir: string, contents: string): Promise<void> {
    try {
      await mkdir(comparedFolder(runsDir)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      await atomicWrite(this.fileIn(runsDir), contents, { sync: false });
    } catch (error) {
      // If the runs are gone, no mark is needed; if only this folder is, the next heartbeat creates it.
      if (!existsSync(comparedFolder(runsDir)) && isMissing(error)) return;
      if (this.failed.has(runsDir)) return;
      this.failed.add(runsDir);
      this.options.onProblem?.(error as Error);
    }
  }

  private async remove(runsDir: string): Promise<void> {
    await rm(this.fileIn(runsDir), { force: true }).catch(() => {});
    // Fails if other windows have marks in it.
    await rmdir(comparedFolder(runsDir)).catch(() => {});
  }

  private fileIn(runsDir: string): string {
    return join(comparedFolder(runsDir), `${this.token}.json`);
  }
}

const isMissing = (error: unknown) => ["ENOENT", "run-missing"].includes((error as NodeJS.ErrnoException).code ?? "");

const isSame = (some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>) =>
  JSON.stringify([...some]) === JSON.stringify([...others]);

function byRunsFolder(folders: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const folder of new Set(folders)) {
    const runsDir = dirname(dirname(folder));
    const run = relative(runsDir, folder).split(sep).join("/");
    found.set(runsDir, [...(found.get(runsDir) ?? []), run]);
  }
  return found;
}
