/** Weights that a page requests from its host: of a training, of a run folder, and why they are missing. */
import assert from "node:assert/strict";
import { FakePage } from "./fakePage";
import { placeGoldenRun, startTraining, tidy, until } from "./parts";
import { serversOf } from "./processes";

const heatmap = { layer: 0, at: "now", what: "weights", rows: 28, columns: 16 } as const;

describe("the panel's weights in its host", () => {
  let page: FakePage;

  const open = async (folder: string) => {
    page = await FakePage.of(folder);
    page.say({ type: "ready" });
    await page.next("history");
  };
  afterEach(tidy);

  it("gives those of a training as they are now, no larger than they are drawn, and starts no process for it", async () => {
    const training = await startTraining("long");
    await open(training.folder);
    const first = await page.ask("weights", heatmap);
    assert.ok(first.rows <= 28 && first.columns <= 16);
    assert.equal(first.values.length, first.rows * first.columns);
    await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > first.epoch + 1);
    const second = await page.ask("weights", heatmap);
    assert.ok(second.epoch > first.epoch, `${second.epoch} after ${first.epoch}`);
    assert.deepEqual(await serversOf(training.folder), []);
  });

  it("gives those of a finished run from its folder, and leaves no process when it is closed", async () => {
    const folder = placeGoldenRun();
    await open(folder);
    const { values } = await page.ask("weights", heatmap);
    assert.ok(values.some((value) => value !== 0));
    assert.equal((await serversOf(folder)).length, 1);
    await page.close();
    await until("the process to leave", async () => (await serversOf(folder)).length === 0);
  });

  it("gives those of a kept epoch while it trains on", async () => {
    const training = await startTraining("long");
    await open(training.folder);
    await until("epoch 7", () => (training.lastEpoch?.epoch ?? 0) >= 7);
    const now = await page.ask("weights", heatmap);
    const earlier = await page.ask("weights", { ...heatmap, at: 5 });
    assert.deepEqual([earlier.epoch, earlier.batch], [5, 0]);
    assert.notDeepEqual(earlier.values, now.values);
  });

  it("says why there are none, of a folder and of a training, which nobody answers for", async () => {
    await open(placeGoldenRun());
    await assert.rejects(page.ask("weights", { ...heatmap, layer: 7 }), /layer 7 does not exist: the network has/);
    const training = await startTraining("long");
    await open(training.folder);
    await assert.rejects(page.ask("weights", { ...heatmap, layer: 7 }), /layer 7 does not exist: the network has/);
    assert.deepEqual(await serversOf(training.folder), []);
  });

  it("answers from the folder what a training did not answer before it ended", async () => {
    const training = await startTraining("long");
    await open(training.folder);
    await until("epoch 7", () => (training.lastEpoch?.epoch ?? 0) >= 7);
    training.request = async () => {
      throw Object.assign(new Error("the trainer's process is gone"), { code: "peer-gone" });
    };
    assert.ok((await page.ask("weights", heatmap)).values.length > 0);
    assert.equal((await serversOf(training.folder)).length, 1);
  });
});
