/**
 * Estimates a run's size on disk from its network's shape: its checkpoints, and the lines of each epoch. For small
 * networks it is imprecise, since the number of digits of the figures is unknown.
 */

import type { ResolvedConfig } from "../config/schema/resolve";
import { watchedMetrics } from "../config/schema/watchedMetrics";
import { isWatchedOnly } from "../core/metricRegistry";
import { stateNames } from "../core/optimizers";
import type { Event } from "../protocol/events";
import { type Checkpoint, encodeCheckpoint } from "./checkpoint";
import { keyframesOf, splitCheckpoint } from "./keyframes";
import { formatLine } from "./metricsLine";

export interface DiskUse {
  /** Bytes of the whole run folder after the last epoch. */
  readonly total: number;
  /** Bytes of last.npz and of best.npz, each a complete checkpoint. */
  readonly whole: number;
  /** Number of kept epochs, and bytes of the weights of one. */
  readonly kept: number;
  readonly weights: number;
  /** Final number of keyframes, and bytes of the optimizer's accumulators of one. */
  readonly keyframes: number;
  readonly accumulators: number;
  /** Bytes of metrics.jsonl and log.txt after the last epoch. */
  readonly metrics: number;
}

type Planned = Pick<ResolvedConfig, "layers" | "training">;

/** @param inputs number of inputs of an example */
export function diskUse({ layers, training }: Planned, inputs: number): DiskUse {
  const { epochs, keepEvery, checkpointEvery } = training;
  const checkpoint = emptyCheckpoint({ layers, training }, inputs);
  const { weights: kept, optimizer } = splitCheckpoint(checkpoint.empty);
  const whole = sizeOf(checkpoint.empty, checkpoint.counts);
  const weights = sizeOf(kept, checkpoint.counts);
  const accumulators = optimizer ? sizeOf(optimizer, checkpoint.counts) : 0;
  const count = Math.floor(epochs / keepEvery);
  const keyframes = optimizer ? keyframesOf(count).size : 0;
  const metrics =
    epochs * linesOfEpoch(layers.length, training) + (count + Math.ceil(epochs / checkpointEvery)) * checkpointLine;
  const start = training.start ? weights : 0;
  const total = 2 * whole + start + count * weights + keyframes * accumulators + metrics + aboutTheRun;
  return { total, whole, kept: count, weights, keyframes, accumulators, metrics };
}

/** Bytes of manifest.json and log.txt, for a table with some columns. */
const aboutTheRun = 4000;

/** A number with as many digits as most figures. */
const value = 0.1234567890123456;
const checkpointLine = formatLine({ type: "checkpoint", epoch: 100, file: "epochs/100.npz" }).length;

/** Returns a checkpoint with empty arrays, and the number of values of each. */
function emptyCheckpoint({ layers, training }: Planned, inputs: number) {
  const counts = new Map<string, number>();
  layers.forEach(({ units, bias, learnAlpha }, l) => {
    const before = l === 0 ? inputs : layers[l - 1].units;
    const learned = { [`W${l}`]: before * units, [`b${l}`]: units, ...(learnAlpha && { [`alpha${l}`]: units }) };
    for (const [name, numbers] of Object.entries(learned)) {
      counts.set(name, numbers);
      if (name.startsWith("b") && !bias) continue;
      for (const kind of stateNames(training.optimizer)) counts.set(`optimizer/${name}/${kind}`, numbers);
    }
  });
  const arrays = Array.from(counts.keys(), (name) => ({ name, shape: [0], values: new Float32Array() }));
  const { epochs } = training;
  const accumulators = { cost: value, examples: 0, seconds: value, waited: 0 };
  const best = { epoch: epochs, metric: "validationAccuracy", value };
  const state = { version: 1, epoch: epochs, batch: 0, step: 100 * epochs, accumulators, best } as const;
  return { empty: { arrays, state } satisfies Checkpoint, counts };
}

/** Returns the size of a filled checkpoint: headers of arrays are padded to a constant length. */
function sizeOf(checkpoint: Checkpoint, counts: ReadonlyMap<string, number>): number {
  const numbers = checkpoint.arrays.reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0);
  return encodeCheckpoint(checkpoint).length + Float32Array.BYTES_PER_ELEMENT * numbers;
}

/** Returns the bytes that an epoch adds to metrics.jsonl and log.txt. */
function linesOfEpoch(layers: number, training: Planned["training"]): number {
  const watched = watchedMetrics(training).filter(isWatchedOnly);
  const ended: Event = {
    type: "epoch",
    epoch: 100,
    cost: value,
    validationCost: value,
    validationAccuracy: value,
    trainSeconds: value,
    evaluateSeconds: value,
    learningRate: 0.01,
    ...Object.fromEntries(watched.map((name) => [name, value])),
  };
  const layer = { weightNorm: value, gradientNorm: value, updateRatio: value, deadUnits: 0, saturation: value };
  const sampled: Event = { type: "layers", epoch: 100, layers: Array.from({ length: layers }, () => layer) };
  const logLine = "2026-01-01T00:00:00.000Z epoch 100: validation accuracy 0.9666666666666667\n";
  return formatLine(ended).length + formatLine(sampled).length + logLine.length;
}
