/** Pictures of weights between the panel's host and the trainer: no oftener than they are wanted, of a training and of a folder. */
import assert from "node:assert/strict";
import { FakePage } from "./fakePage";
import { countWhile, placeGoldenRun, sleep, startTraining, tidy, until } from "./parts";
import { childProcesses } from "./processes";

const heatmap = { layer: 0, what: "weights", rows: 28, columns: 16 } as const;

describe("the panel's weights in its host", () => {
  let page: FakePage;

  afterEach(async () => {
    await page.close();
    await tidy();
  });

  it("asks for weights five times a second at most, no larger than they are drawn", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    page.say({ type: "show", weights: heatmap });
    const { picture } = await page.next("weights");
    assert.ok(picture.rows <= 28 && picture.columns <= 16);
    assert.equal(picture.values.length, picture.rows * picture.columns);
    const sent = await countWhile(() => page.all("weights").length);
    assert.ok(sent.count > 1 && sent.count <= 5 * sent.seconds + 1, JSON.stringify(sent));
  });

  it("asks for no weights while it is hidden or the page shows none", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    page.say({ type: "show", weights: heatmap });
    await page.next("weights");
    let asked = 0;
    const request = training.request.bind(training);
    training.request = (name, params) => {
      asked++;
      return request(name, params);
    };
    page.show(false);
    await sleep(300);
    asked = 0;
    await sleep(500);
    assert.equal(asked, 0);
    page.show(true);
    await until("weights again", () => asked > 0);
    page.say({ type: "show", weights: null });
    await sleep(300);
    asked = 0;
    await sleep(500);
    assert.equal(asked, 0);
  });

  it("shows the weights of a finished run from its folder, and leaves no process when it is closed", async () => {
    page = await FakePage.of(placeGoldenRun());
    page.say({ type: "ready" });
    page.say({ type: "show", weights: heatmap });
    const { picture } = await page.next("weights");
    assert.ok(picture.values.some((value) => value !== 0));
    assert.equal((await childProcesses()).length, 1);
    await page.close();
    await until("the process to leave", async () => (await childProcesses()).length === 0);
  });

  it("shows the weights of a kept epoch while it trains on", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    page.say({ type: "show", weights: heatmap });
    const { picture } = await page.next("weights", ({ picture }) => picture.epoch > 22);
    page.received.length = 0;
    page.say({ type: "show", weights: { ...heatmap, epoch: 20 } });
    const earlier = await page.next("weights", ({ picture }) => picture.epoch === 20 && picture.batch === 0);
    assert.notDeepEqual(earlier.picture.values, picture.values);
    page.say({ type: "show", weights: heatmap });
    await page.next("weights", ({ picture: now }) => now.epoch > picture.epoch);
  });

  it("says why there are no weights", async () => {
    page = await FakePage.of(placeGoldenRun());
    page.say({ type: "ready" });
    page.say({ type: "show", weights: { ...heatmap, layer: 7 } });
    assert.match((await page.next("noWeights")).message, /layer 7: the network has/);
  });
});
