/** A training that does not end, and waiting for output; shared by the tests of attached terminals. */
import type { ChildProcess } from "node:child_process";

/** About twenty epochs per second for minutes: longer than any test. */
export const endless = {
  version: 1,
  data: { format: "builtin", name: "iris", validation: { examples: 30 }, test: { examples: 20 } },
  layers: [
    { units: 150, activation: "tanh" },
    { units: 150, activation: "tanh" },
    { units: 3, activation: "softmax" },
  ],
  training: {
    epochs: 10_000,
    batchSize: 1,
    seed: 5,
    optimizer: { type: "sgd", learningRate: 0.001 },
    checkpointEvery: 10_000,
    keepEvery: 10_000,
  },
};

/** Resolves when stdout matches. */
export function writes({ stdout }: ChildProcess, expected: RegExp): Promise<void> {
  let text = "";
  return new Promise((resolve, reject) => {
    stdout?.on("data", (piece) => {
      text += piece;
      if (expected.test(text)) resolve();
    });
    stdout?.once("close", () => reject(new Error(`it ended without ${expected}: ${text}`)));
  });
}
