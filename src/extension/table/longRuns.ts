/**
 * Reads the metrics of long runs in the background: for a long run that has ended, the list of runs reads only the end
 * of its file, which may not include the best epoch.
 */

import { type Disposable, EventEmitter } from "vscode";
import type { Measured } from "../../runs/measured";
import type { RunSummary } from "../../runs/summary";
import { messageOf } from "../base/translated";

interface Read {
  readonly stamp: string;
  readonly measured: Measured | undefined;
  /** Reason why its file cannot be read. */
  readonly problem?: string;
}

/** Number of runs that are read concurrently, so that training is not slowed down. */
const atOnce = 2;

export class LongRuns implements Disposable {
  private readonly read = new Map<string, Read>();
  private readonly waiting = new Map<string, RunSummary>();
  private readonly changed = new EventEmitter<string>();
  /** Fires with the folder of a run that was read. */
  readonly onDidRead = this.changed.event;
  /** Folders that are being read. */
  private readonly begun = new Set<string>();
  private readers = 0;
  private isDisposed = false;

  /** Returns the known metrics; missing ones are read and reported later. */
  of(run: RunSummary): Omit<Read, "stamp"> {
    const { measured, folder } = run;
    if (!measured || measured.complete) return { measured };
    const known = this.read.get(folder);
    if (known?.stamp === stampOf(run)) return known;
    this.waiting.set(folder, run);
    for (; this.readers < atOnce && this.readers < this.waiting.size; this.readers++) void this.readOn();
    return { measured };
  }

  get pending(): number {
    return this.waiting.size;
  }

  dispose(): void {
    this.isDisposed = true;
    this.waiting.clear();
    this.changed.dispose();
  }

  private async readOn(): Promise<void> {
    const { readMeasured } = await import("../../runs/measured");
    for (let run = this.next(); run && !this.isDisposed; run = this.next()) {
      const { folder, measured, best } = run;
      const stamp = stampOf(run);
      this.begun.add(folder);
      const read = await readMeasured(folder, best?.epoch).then(
        (whole): Read => ({ stamp, measured: whole }),
        (error: Error): Read => ({ stamp, measured, problem: messageOf(error) }),
      );
      this.begun.delete(folder);
      if (this.isDisposed) return;
      this.read.set(folder, read);
      if (stampOf(this.waiting.get(folder) ?? run) === stamp) this.waiting.delete(folder);
      this.changed.fire(folder);
    }
    this.readers--;
  }

  private next(): RunSummary | undefined {
    for (const [folder, run] of this.waiting) if (!this.begun.has(folder)) return run;
    return undefined;
  }
}

/** Returns a stamp that changes when the run continues. */
const stampOf = ({ state, epoch, best }: RunSummary): string => `${state} ${epoch} ${best?.epoch}`;
