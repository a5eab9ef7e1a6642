/** Small runs to search for moments, with a learning rate that is changed within an epoch. */
import type { Changed } from "../../src/protocol/events";
import { finish, irisConfig, type Workspace } from "./workspace";

export const optimizers = [
  { type: "adam", learningRate: 0.02 },
  { type: "sgd", learningRate: 0.2, momentum: 0.9 },
  { type: "rmsprop", learningRate: 0.01 },
  { type: "sgd", learningRate: 0.3 },
];
const epochs = 6;

/** The last minibatch of an epoch is short. */
export const configOf = (seed: number) =>
  irisConfig({
    backend: "wasm",
    layers: [
      { units: 5, activation: "relu", dropout: seed % 2 === 0 ? 0.2 : 0 },
      { units: 3, activation: "softmax" },
    ],
    training: {
      epochs,
      batchSize: 11 + (seed % 7),
      seed,
      keepEvery: 1,
      optimizer: optimizers[seed % optimizers.length],
      schedule: { type: "constant" },
    },
  });

/** Trains a config and changes its learning rate within an epoch. */
export async function trainChanged(workspace: Workspace, config: object): Promise<{ run: string; changes: Changed[] }> {
  const { run, events } = await finish({ train: workspace.write({ ...config }) }, (event, session) => {
    if (event.type === "epoch" && event.epoch === 3) void session.apply("training.optimizer.learningRate", 0.05);
  });
  return { run, changes: events.filter((event) => event.type === "changed") };
}

/** Returns the first minibatch at which the condition became true. */
export const firstOf = (truths: readonly boolean[]) => truths.findIndex((is, i) => i > 0 && is && !truths[i - 1]);
