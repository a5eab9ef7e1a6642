/** Configs with sweeps that train in milliseconds, and the results of their groups. */
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

/** Returns the bytes of all files, by name, that are the same whichever worker trained the group. */
export function identityOf(group: string): Record<string, string> {
  const names = readdirSync(group, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^(generations[\\/]\d+\.json|trials[\\/]\d+[\\/](proposal|result)\.json|trials[\\/]\d+[\\/]run[\\/](best|last)\.npz)$/.test(
      name,
    ),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(group, name), "base64")]));
}
