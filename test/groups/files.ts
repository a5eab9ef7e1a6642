/** A group folder to try things on, in a temporary folder that `remove` takes away. */
import { writeFileSync } from "node:fs";
import { createGroup, type NewGroup } from "../../src/groups/group";
import type { StoredResult } from "../../src/groups/trial";
import type { Proposal } from "../../src/search/types";
import { TemporaryFolder } from "../runs/folder";

export const newGroup = (configPath: string): NewGroup => ({
  kind: "sweep",
  configPath,
  config: { version: 1, data: { format: "builtin", name: "iris" } },
  plan: { trials: 4 },
  data: { sha256: { iris: "00" } },
  versions: { product: "0.0.0", node: "v20.0.0", platform: "linux-x64" },
});

export class TemporaryGroup extends TemporaryFolder {
  group = "";

  async create(): Promise<this> {
    writeFileSync(this.configPath, "{}");
    this.group = await createGroup(newGroup(this.configPath));
    return this;
  }
}

export const proposal = (trial: number, more: Partial<Proposal> = {}): Proposal => ({
  trial,
  generation: Math.floor(trial / 2),
  values: { "training.batchSize": 16 + trial },
  seed: 7,
  epochs: 3,
  ...more,
});

export const result = (trial: number, more: Partial<StoredResult> = {}): StoredResult => ({
  trial,
  state: "done",
  objectives: [0.1 + trial / 3],
  epochs: 3,
  examples: 300,
  ...more,
});
