/** The playground's questions in VS Code: answered by a training for now, and from its folder for a finished run. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import type { RequestParams } from "../../src/protocol/requests";
import { FakePage } from "./fakePage";
import { activate, config, startTraining, tidy, until } from "./parts";

const plane = {
  version: 1,
  data: { format: "builtin", name: "gaussians", validation: { examples: 200 } },
  layers: [{ units: 1, activation: "sigmoid" }],
  training: { epochs: 100000, batchSize: 10, seed: 1, keepEvery: 1000, optimizer: { type: "sgd", learningRate: 0.01 } },
};

describe("the playground", () => {
  beforeEach(activate);
  afterEach(async () => {
    await tidy();
    rmSync(config("plane").fsPath, { force: true });
  });

  it("draws a training as it is now, and its run when it has ended", async () => {
    writeFileSync(config("plane").fsPath, JSON.stringify(plane));
    const { networks } = await activate();
    await networks.refresh();
    const training = await startTraining("plane");
    const page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    // A page requests only what it knows to exist, so the test waits for the history first.
    await page.next("history");
    const grid = { columns: 9, rows: 7 };
    const first = await page.ask("surface", { ...grid, at: "now" });
    assert.equal(first.layers[0].z.length, 63);
    assert.ok(first.layers[0].z instanceof Float32Array);
    await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > first.epoch + 2);
    const second = await page.ask("surface", { ...grid, at: "now" });
    assert.ok(second.epoch > first.epoch, `epoch ${second.epoch} after ${first.epoch}`);
    assert.notDeepEqual(second.layers[0].z, first.layers[0].z);
    await training.stop();
    await training.ended;
    const around = { from: [-3, -3], to: [3, 3], ...grid } satisfies Partial<RequestParams<"costSurface">>;
    const { costs, weights } = await page.ask("costSurface", { ...around, at: "now" });
    assert.ok(costs.every((cost) => cost > 0) && weights.every(Number.isFinite));
  });
});
