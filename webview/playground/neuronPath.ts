/** The way of one neuron's weights: kept epochs from the run's folder, and what was seen while it trained. Pure. */
import type { RequestResult } from "../../src/protocol/requests";
import type { Extent, Place } from "./field";

/** Epochs finished, and minibatches of the next one. */
export interface Stop {
  readonly epoch: number;
  readonly batch: number;
  readonly weights: Place;
  readonly bias: number;
}

/** More would not be told apart on a screen. */
const mostSeen = 500;

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

  /** A moment of a training. Above the most, every second one goes. */
  see(stop: Stop): void {
    // A resumed run has gone back.
    this.seen = this.seen.filter((each) => isBefore(each, stop));
    this.seen.push(stop);
    if (this.seen.length > mostSeen) this.seen = this.seen.filter((_, i) => i % 2 === 1);
  }

  /** In order, with a moment among them: `now` is its place. */
  through(moment: Stop): { stops: Stop[]; now: number } {
    const all = [...this.kept, ...this.seen].sort((a, b) => a.epoch - b.epoch || a.batch - b.batch);
    const before = all.filter((stop) => isBefore(stop, moment));
    return { stops: [...before, moment, ...all.filter((stop) => isBefore(moment, stop))], now: before.length };
  }

  /** All that is known, the future of an earlier moment too. */
  get places(): Place[] {
    return [...this.kept, ...this.seen].map(({ weights }) => weights);
  }
}

const isBefore = (a: Stop, b: Stop): boolean => a.epoch < b.epoch || (a.epoch === b.epoch && a.batch < b.batch);

/** How much wider than the path the surface is. */
const air = 0.8;

/**
 * Where the surface is drawn: round the path, with as much again on its sides. The former extent stays while the path
 * is well within it, so that the picture holds still.
 */
export function extentAround(places: readonly Place[], former: Extent | undefined): Extent {
  const all: readonly Place[] = places.length > 0 ? places : [[0, 0]];
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
