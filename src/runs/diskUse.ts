/**
 * What a run will take on the disk, from the shapes of its network: its checkpoints, and what is written of each epoch.
 * Of small networks that is an estimate: how long a figure is written nobody knows before.
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
  /** Bytes of the whole run folder once all epochs are trained. */
  readonly total: number;
  /** last.npz and best.npz, each with everything that training needs. */
  readonly whole: number;
  /** How many epochs are kept, and their weights. */
  readonly kept: number;
  readonly weights: number;
  /** How many of them have the optimizer's accumulators beside them in the end, and those of one. */
  readonly keyframes: number;
  readonly accumulators: number;
  /** metrics.jsonl and log.txt, once all epochs are trained. */
  readonly metrics: number;
}

type Planned = Pick<ResolvedConfig, "layers" | "training">;

/** @param inputs of an example */
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

/** manifest.json and log.txt, of a table with some columns. */
const aboutTheRun = 4000;

/** As long as most figures. */
const value = 0.1234567890123456;
const checkpointLine = formatLine({ type: "checkpoint", epoch: 100, file: "epochs/100.npz" }).length;

/** Arrays without values, and how many numbers each would have. */
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

/** The headers of arrays are padded, so that those of empty arrays are as long. */
function sizeOf(checkpoint: Checkpoint, counts: ReadonlyMap<string, number>): number {
  const numbers = checkpoint.arrays.reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0);
  return encodeCheckpoint(checkpoint).length + Float32Array.BYTES_PER_ELEMENT * numbers;
}

/** Of metrics.jsonl and log.txt. */
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
