/** Configs with sweeps that take milliseconds to train, and what their groups came to. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { irisConfig } from "../workspace";

export const irisSweep = ({
  sweep = {},
  ...config
}: Record<string, unknown> & { sweep?: Record<string, unknown> } = {}) => ({
  ...irisConfig(config),
  sweep: {
    parameters: {
      "training.optimizer.learningRate": { log: [0.01, 1] },
      "training.batchSize": { choice: [11, 32] },
      "layers[0].units": { integer: [2, 8] },
    },
    search: { type: "random", trials: 6, generation: 2, seed: 3 },
    objective: { metric: "validationAccuracy" },
    ...sweep,
  },
});

/** Everything in a group that is the same whoever trained it: by the file's name its bytes. */
export function identityOf(group: string): Record<string, string> {
  const names = readdirSync(group, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^(generations[\\/]\d+\.json|trials[\\/]\d+[\\/](proposal|result)\.json|trials[\\/]\d+[\\/]run[\\/](best|last)\.npz)$/.test(
      name,
    ),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(group, name), "base64")]));
}
