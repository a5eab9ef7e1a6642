/** An attempt at a trial that this process makes: no other process trains it while this one lives. */
import { randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import { NetworkError } from "../core/errors";
import { atomicWrite } from "../runs/atomicWrite";
import { formatLock } from "../runs/lockFile";
import { type Machine, thisMachine } from "../runs/machine";
import { beatFile, claimFile, formatBeat } from "./claimFile";
import { createExclusive } from "./exclusive";
import { trialFolder } from "./names";

/** Shorter than what a watcher counts between two looks (src/runs/lockWatch.ts). */
const beatMilliseconds = 5000;

interface Options {
  interval?: number;
  machine?: Machine;
}

export class Claim {
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> = Promise.resolve();
  private beats = 0;

  private constructor(
    readonly group: string,
    readonly trial: number,
    /** The first one is 1. */
    readonly attempt: number,
    interval: number,
  ) {
    this.timer = setInterval(() => this.beat(), interval);
    this.timer.unref();
  }

  /**
   * Undefined where another process was faster.
   * @param attempt one more than the newest that there is; that one must be over or dead (Claims says so)
   */
  static async make(
    group: string,
    trial: number,
    attempt: number,
    { interval = beatMilliseconds, machine }: Options = {},
  ): Promise<Claim | undefined> {
    const { self } = machine ?? (await thisMachine());
    const contents = formatLock({ self, token: randomBytes(8).toString("hex"), beats: 0 });
    const isOurs = await createExclusive(claimFile(group, trial, attempt), contents);
    return isOurs ? new Claim(group, trial, attempt, interval) : undefined;
  }

  /** Whether another process goes on with the trial: for those who watched, this machine slept too long. */
  isFollowed(): Promise<boolean> {
    return access(claimFile(this.group, this.trial, this.attempt + 1)).then(
      () => true,
      () => false,
    );
  }

  /** To be awaited before anything of the trial is written. Throws NetworkError of kind "run" where it is followed. */
  async confirm(): Promise<void> {
    if (await this.isFollowed()) {
      throw new NetworkError("trial-followed", { folder: trialFolder(this.group, this.trial) });
    }
  }

  /** The attempt ends without a result: whoever comes next goes on at once. */
  async handOn(): Promise<void> {
    await this.end();
    const over = formatBeat({ beats: this.beats + 1, over: true });
    await atomicWrite(beatFile(this.group, this.trial, this.attempt), over, { sync: false });
  }

  /** The attempt ends: with a result, or because another process has followed. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  /** A beat that cannot be written stops nothing: the next write of the trial says why. */
  private beat(): void {
    this.beats++;
    const beat = formatBeat({ beats: this.beats });
    const file = beatFile(this.group, this.trial, this.attempt);
    this.beating = this.beating.then(() => atomicWrite(file, beat, { sync: false })).catch(() => {});
  }
}
