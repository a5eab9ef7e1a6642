/** The path of one neuron's weights: saved epochs of the run folder, and moments seen during training. Pure. */
import type { RequestResult } from "../../src/protocol/requests";
import type { Extent, Point } from "./field";

/** A point of the path: completed epochs, and minibatches of the next one. */
export interface Stop {
  readonly epoch: number;
  readonly batch: number;
  readonly weights: Point;
  readonly bias: number;
}

/** Maximum number of seen moments; more cannot be distinguished on a screen. */
const maxSampled = 500;

export class NeuronPath {
  private kept: readonly Stop[] = [];
  private seen: Stop[] = [];

  take({ epochs, weights, biases }: RequestResult<"neuronPath">): void {
    this.kept = epochs.map((epoch, i) => ({
      epoch,
      batch: 0,
      weights: [weights[2 * i], weights[2 * i + 1]],
      bias: biases[i],
    }));
  }

  /** Adds a moment seen during training. Above the maximum, every second one is removed. */
  see(stop: Stop): void {
    // A resumed run may restart before moments that were seen.
    this.seen = this.seen.filter((each) => isBefore(each, stop));
    this.seen.push(stop);
    if (this.seen.length > maxSampled) this.seen = this.seen.filter((_, i) => i % 2 === 1);
  }

  /** Returns all stops in order with the given one inserted; `now` is its index. */
  through(moment: Stop): { stops: Stop[]; now: number } {
    const all = [...this.kept, ...this.seen].sort((a, b) => a.epoch - b.epoch || a.batch - b.batch);
    const before = all.filter((stop) => isBefore(stop, moment));
    return { stops: [...before, moment, ...all.filter((stop) => isBefore(moment, stop))], now: before.length };
  }

  /** The weights of all known stops. */
  get places(): Point[] {
    return [...this.kept, ...this.seen].map(({ weights }) => weights);
  }
}

const isBefore = (a: Stop, b: Stop): boolean => a.epoch < b.epoch || (a.epoch === b.epoch && a.batch < b.batch);

/** Half the side of the surface, relative to the extent of the path. */
const air = 0.8;

/**
 * Returns the extent of the surface: the path with a margin on all sides. The former extent is returned while the path
 * is well within it, so that the picture does not move.
 */
export function extentAround(places: readonly Point[], former: Extent | undefined): Extent {
  const all: readonly Point[] = places.length > 0 ? places : [[0, 0]];
  const sides = [0, 1].map((axis) => {
    const values = all.map((place) => place[axis]);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  if (former && sides.every(([least, most], axis) => isWithin(least, most, former, axis))) return former;
  const half = Math.max(0.75, air * Math.max(...sides.map(([least, most]) => most - least)));
  const step = 10 ** Math.floor(Math.log10(half)) / 2;
  const end = (round: (value: number) => number, axis: number, sign: number): number => {
    const [least, most] = sides[axis];
    return Number((round(((least + most) / 2 + sign * half) / step) * step).toPrecision(6));
  };
  return {
    from: [end(Math.floor, 0, -1), end(Math.floor, 1, -1)],
    to: [end(Math.ceil, 0, 1), end(Math.ceil, 1, 1)],
  };
}

function isWithin(least: number, most: number, { from, to }: Extent, axis: number): boolean {
  const edge = 0.05 * (to[axis] - from[axis]);
  return least > from[axis] + edge && most < to[axis] - edge;
}
