/** A group in a temporary folder, which `remove` deletes. */
import { writeFileSync } from "node:fs";
import { closeGeneration, readGenerations } from "../../src/groups/generations";
import { createGroup, type NewGroup } from "../../src/groups/group";
import { openTrial, type StoredResult, writeResult } from "../../src/groups/trial";
import { proposeGeneration } from "../../src/search/propose";
import type { Proposal, SweepPlan } from "../../src/search/types";
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

  async create(more: Partial<NewGroup> = {}): Promise<this> {
    writeFileSync(this.configPath, "{}");
    this.group = await createGroup({ ...newGroup(this.configPath), ...more });
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

/** A random search of four trials in generations of two. */
export const sweepPlan: SweepPlan = {
  space: [{ path: "training.optimizer.learningRate", kind: "log", low: 0.001, high: 1 }],
  search: { type: "random", trials: 4, generation: 2, seed: 3 },
  objectives: [{ metric: "validationAccuracy", largerIsBetter: true }],
  fixed: {},
  epochs: 3,
  seed: 7,
};
export const sweepGroupPlan = { sweep: sweepPlan as unknown as Record<string, unknown>, keepEpochs: false };

/** Ends the trials of a generation, as the search proposes them, with these objectives; undefined: the trial fails. */
export async function endGeneration(
  group: string,
  generation: number,
  objectives: readonly (number | undefined)[],
  plan = sweepPlan,
): Promise<void> {
  const known = (await readGenerations(group)).filter((each) => each.generation <= generation - 2);
  const proposals = proposeGeneration(plan, generation, known) ?? [];
  for (const [i, each] of proposals.entries()) {
    await openTrial(group, each);
    const value = objectives[i];
    const more = value === undefined ? { state: "failed" as const, objectives: [] } : { objectives: [value] };
    await writeResult(group, result(each.trial, more));
  }
  await closeGeneration(group, generation, proposals);
}
