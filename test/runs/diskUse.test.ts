/** The estimated size of a run on the disk, compared with the size of its folder. */
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { NetworkConfig } from "../../src/config/schema";
import { configSchema } from "../../src/config/schema";
import { resolveConfig } from "../../src/config/schema/resolve";
import { diskUse } from "../../src/runs/diskUse";
import { bytesOf } from "../../src/runs/runSize";
import { Workspace } from "../trainer/workspace";

const configOf = (optimizer: object, training: object = {}, layers: object[] = []): NetworkConfig =>
  configSchema.parse({
    version: 1,
    data: { format: "builtin", name: "iris", validation: { examples: 30 } },
    layers: [
      { units: 150, activation: "prelu", learnAlpha: true },
      ...layers,
      { units: 90, activation: "relu", bias: false },
      { units: 3, activation: "softmax" },
    ],
    training: { epochs: 12, batchSize: 40, optimizer, ...training },
  });

describe("a run takes what was said before", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const configs: Record<string, NetworkConfig> = {
    "adam, every epoch kept": configOf({ type: "adam", learningRate: 0.001 }, { keepEvery: 1 }),
    "momentum, every third epoch kept": configOf(
      { type: "sgd", learningRate: 0.01, momentum: 0.9 },
      { keepEvery: 3, checkpointEvery: 4 },
    ),
    "plain sgd, no epoch kept": configOf({ type: "sgd", learningRate: 0.01 }, { keepEvery: 100 }),
    "rmsprop, a deep network": configOf({ type: "rmsprop", learningRate: 0.001 }, {}, [
      { units: 100, activation: "tanh" },
      { units: 100, activation: "elu" },
    ]),
  };
  for (const [name, config] of Object.entries(configs)) {
    it(`within 2 %, with ${name}`, async () => {
      const { run } = await workspace.train(config as unknown as Record<string, unknown>);
      const use = diskUse(resolveConfig(config, 0), 4);
      const taken = await bytesOf(run);
      assert.ok(Math.abs(use.total - taken) < 0.02 * taken, `said ${use.total}, takes ${taken}`);
      const sizeOf = (...path: string[]) => statSync(join(run, ...path)).size;
      assert.ok(Math.abs(use.whole - sizeOf("last.npz")) < 100, "only the figures of its state differ");
      if (use.kept === 0) return;
      const files = readdirSync(join(run, "epochs"));
      const accumulators = files.filter((file) => file.endsWith(".optimizer.npz"));
      assert.deepEqual([files.length - accumulators.length, accumulators.length], [use.kept, use.keyframes]);
      // The named parts are nearly the whole estimate.
      const { whole, kept, weights, keyframes, metrics } = use;
      const parts = 2 * whole + kept * weights + keyframes * use.accumulators + metrics;
      assert.ok(parts <= use.total && use.total - parts < 10_000, `${parts} of ${use.total} bytes`);
      assert.ok(Math.abs(use.weights - sizeOf("epochs", `${3 * Math.floor(12 / 3)}.npz`)) < 100);
    });
  }
});
