/** States of a training in memory, so that going back is fast; the least recently used ones are dropped first. */
import type { TrainingState } from "../experiment/training";

/** The complete network after a number of minibatches of the run: training can continue from it. */
export type Snapshot = TrainingState;

const maxBytes = 256 * 2 ** 20;

export class Snapshots {
  /** Least recently used first. */
  private readonly held = new Map<number, Snapshot>();
  private bytes = 0;

  constructor(private readonly most = maxBytes) {}

  add(snapshot: Snapshot): void {
    this.drop(snapshot.minibatches);
    this.held.set(snapshot.minibatches, snapshot);
    this.bytes += bytesOf(snapshot);
    for (const oldest of this.held.keys()) {
      if (this.bytes <= this.most) return;
      this.drop(oldest);
    }
  }

  /** Returns the last snapshot that is not after a moment. */
  nearest(minibatches: number): Snapshot | undefined {
    const before = [...this.held.keys()].filter((each) => each <= minibatches);
    const found = this.held.get(Math.max(...before));
    if (found) {
      this.held.delete(found.minibatches);
      this.held.set(found.minibatches, found);
    }
    return found;
  }

  /** Drops the snapshots after this many minibatches and more. */
  dropFrom(minibatches: number): void {
    for (const each of [...this.held.keys()]) if (each >= minibatches) this.drop(each);
  }

  private drop(minibatches: number): void {
    const found = this.held.get(minibatches);
    if (!found) return;
    this.held.delete(minibatches);
    this.bytes -= bytesOf(found);
  }
}

const bytesOf = ({ arrays }: Snapshot): number => arrays.reduce((sum, { values }) => sum + values.byteLength, 0);
