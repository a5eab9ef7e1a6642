/** The disk space that `check` estimates for a group, compared with the space used. */
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../../src/config/check/check";
import { foldsDisk, sweepDisk } from "../../../src/trainer/check/groupDisk";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { irisConfig, Workspace } from "../workspace";
import { irisSweep } from "./sweeps";

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, found) => sum + (found.isFile() ? found.size : 0), 0);

const configOf = (written: object) => checkConfig(JSON.stringify(written)).config ?? assert.fail();
const ofSweep = (sweep: Record<string, unknown>, training = {}) => {
  const written = irisSweep({ training, sweep });
  const found = sweepDisk(configOf(written), { written, inputs: 4, task: "classification", examples: 100 });
  return found ?? assert.fail();
};

describe("what a group will take on the disk", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /** The estimate may rather be too large than too small. */
  const assertAbout = (estimated: number, taken: number) =>
    assert.ok(taken < 1.1 * estimated && taken > 0.5 * estimated, `estimated ${estimated}, taken ${taken}`);

  it("is that of each trial as often as trials are trained", async () => {
    const parameters = { "training.batchSize": { choice: [11, 32] }, "layers[0].units": { integer: [30, 32] } };
    const sweep = { parameters, search: { type: "random", trials: 4, generation: 4, seed: 3 } };
    const estimate = ofSweep(sweep);
    assert.equal(estimate.trainings, 4);
    const group = await createSweep(workspace.write(irisSweep({ sweep })));
    await new GroupWorker(group).run();
    assertAbout(estimate.total, bytesIn(group));
  });

  it("counts the settings that make a trial largest, kept epochs, rungs, budgets and says of repeats that more come", () => {
    const units = (integer: number[]) => ({ parameters: { "layers[0].units": { integer } } });
    const [small, large] = [ofSweep(units([2, 8])), ofSweep(units([8, 800]))];
    assert.ok(large.each > 6 * small.each, `${small.each}, ${large.each}`);
    const types = { "training.optimizer.type": { choice: ["sgd", "adam"] } };
    const plain = { optimizer: { type: "sgd", learningRate: 0.1 } };
    const both = { parameters: { ...types, ...units([8, 800]).parameters } };
    assert.ok(
      ofSweep(both, plain).each > 2 * ofSweep(units([8, 800]), plain).each,
      "adam remembers two numbers of each",
    );
    assert.ok(ofSweep({ ...units([8, 800]), keepEpochs: true }).each > 1.5 * large.each);
    const halving = { search: { type: "halving", trials: 9, reduction: 3 } };
    assert.equal(ofSweep(halving, { epochs: 9 }).trainings, 9 + 3 + 1);
    assert.equal(ofSweep({ budget: { trials: 5 } }).trainings, 5);
    assert.equal(ofSweep({ parameters: types, search: { type: "grid" } }, plain).trainings, 2);
    assert.deepEqual([ofSweep({}).repeats, ofSweep({ repeats: { most: 3 } }).repeats], [undefined, true]);
  });

  it("is of folds that of each, and of the last network with its epochs", async () => {
    const validation = { folds: 3 };
    const config = irisConfig({ data: { format: "builtin", name: "iris", validation }, training: { epochs: 3 } });
    const estimate = foldsDisk(configOf(config), 4) ?? assert.fail();
    assert.deepEqual([estimate.kind, estimate.trainings], ["folds", 3]);
    await new FoldsTraining({ train: workspace.write(config) }, () => {}).run();
    assertAbout(estimate.total, bytesIn(workspace.runs()[0]));
    assert.equal(foldsDisk(configOf(irisConfig()), 4), undefined);
  });
});
