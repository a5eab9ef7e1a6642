/** An attempt of this process at a trial: no other process trains it while this one lives. */
import { randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import { NetworkError } from "../core/errors";
import { atomicWrite } from "../runs/atomicWrite";
import { formatLock } from "../runs/lockFile";
import { type Machine, thisMachine } from "../runs/machine";
import { beatFile, claimFile, formatBeat } from "./claimFile";
import { createExclusive } from "./exclusive";
import { trialFolder } from "./names";

/** Shorter than the longest time that a watcher counts between two reads (src/runs/lockWatch.ts). */
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
    /** Number of the attempt, from 1. */
    readonly attempt: number,
    interval: number,
  ) {
    this.timer = setInterval(() => this.beat(), interval);
    this.timer.unref();
  }

  /**
   * Claims a trial; undefined if another process was faster.
   * @param attempt one more than the newest attempt, which must be over or dead (see Claims)
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

  /** Returns true if another process has taken the trial over, because this machine slept too long. */
  isFollowed(): Promise<boolean> {
    return access(claimFile(this.group, this.trial, this.attempt + 1)).then(
      () => true,
      () => false,
    );
  }

  /** Must be awaited before writing to the trial. Throws NetworkError of kind "run" if it was taken over. */
  async confirm(): Promise<void> {
    if (await this.isFollowed()) {
      throw new NetworkError("trial-followed", { folder: trialFolder(this.group, this.trial) });
    }
  }

  /** Ends the attempt without a result, so that another process can continue at once. */
  async handOn(): Promise<void> {
    await this.end();
    const over = formatBeat({ beats: this.beats + 1, over: true });
    await atomicWrite(beatFile(this.group, this.trial, this.attempt), over, { sync: false });
  }

  /** Ends the attempt after a result, or a takeover by another process. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  /** Renews the claim. A failure is ignored: the trial's next write reports it. */
  private beat(): void {
    this.beats++;
    const beat = formatBeat({ beats: this.beats });
    const file = beatFile(this.group, this.trial, this.attempt);
    this.beating = this.beating.then(() => atomicWrite(file, beat, { sync: false })).catch(() => {});
  }
}
