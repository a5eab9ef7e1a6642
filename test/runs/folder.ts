/** Run folders for tests, each in a temporary folder that `remove` deletes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configSchema } from "../../src/config/schema";
import { resolveConfig } from "../../src/config/schema/resolve";
import type { EpochEnded, Started } from "../../src/protocol/events";
import type { Checkpoint } from "../../src/runs/checkpoint";
import { seal } from "../../src/runs/sealedJson";
import type { NewRun } from "../../src/runs/writer";

export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), "runs-"));
  readonly configPath = join(this.path, "flowers.network.json");
  readonly runsDir = join(this.path, ".matrix-network");

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Changes the manifest of a run, with a valid checksum. */
// biome-ignore lint/suspicious/noExplicitAny: tests change any member
export function editManifest(folder: string, change: (manifest: any) => void): void {
  const file = join(folder, "manifest.json");
  const { checksum: _, ...manifest } = JSON.parse(readFileSync(file, "utf8"));
  change(manifest);
  writeFileSync(file, seal(JSON.stringify(manifest, null, 2)));
}

const config = configSchema.parse({
  version: 1,
  data: { format: "builtin", name: "iris" },
  layers: [{ units: 3, activation: "softmax" }],
  training: { epochs: 5 },
});

export const manifest: NewRun["manifest"] = {
  config: resolveConfig(config, 7),
  data: {
    task: "classification",
    inputs: 4,
    classNames: ["setosa", "versicolor", "virginica"],
    scaling: { kind: "standardize", shift: [1, 2, 3, 4], factor: [0.5, 1, 1.5, 2] },
    sha256: { iris: "00" },
  },
  seed: 7,
  backend: "wasm",
  threads: 1,
  versions: { product: "0.0.0", node: "v20.0.0", platform: "linux-x64" },
};

export const started = (startEpoch = 1): Started => ({
  type: "started",
  run: "/somewhere",
  backend: "wasm",
  backendReason: "it was asked for",
  threads: 1,
  seed: 7,
  inputs: 4,
  outputs: 3,
  parameters: 15,
  examples: { train: 100, validation: 50, test: 0 },
  startEpoch,
});

export const epoch = (number: number, validationAccuracy: number): EpochEnded => ({
  type: "epoch",
  epoch: number,
  cost: 0.5,
  validationAccuracy,
  trainSeconds: 1,
  evaluateSeconds: 0.25,
  learningRate: 0.1,
});

/** Returns a checkpoint with arrays of `size` numbers, which differ from step to step. */
export const checkpoint = (step: number, size = 12): Checkpoint => ({
  arrays: [
    { name: "W0", shape: [size / 3, 3], values: Float32Array.from({ length: size }, (_, i) => step + i / size) },
    { name: "b0", shape: [3], values: Float32Array.of(step, -0, Number.NaN) },
    { name: "optimizer/W0", shape: [size / 3, 3], values: new Float32Array(size).fill(step / 7) },
  ],
  state: { version: 1, epoch: 1, batch: 2, step, accumulators: { cost: 0.1 + 0.2, examples: 3 } },
});
