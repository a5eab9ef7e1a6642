/** Pictures of weights between the panel's host and the trainer: no oftener than they are wanted, of a training and of a folder. */
import assert from "node:assert/strict";
import { FakePage } from "./fakePage";
import { placeGoldenRun, startTraining, tidy, until } from "./parts";
import { serversOf } from "./processes";
import { StoppedClock } from "./stoppedClock";

const heatmap = { layer: 0, at: "now", what: "weights", rows: 28, columns: 16 } as const;

describe("the panel's weights in its host", () => {
  let page: FakePage;

  afterEach(tidy);

  it("asks for weights five times a second at most, no larger than they are drawn", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    const clock = await StoppedClock.stop();
    try {
      page.say({ type: "ready" });
      page.say({ type: "show", weights: heatmap });
      for (let i = 1; i <= 3; i++) {
        const [wait] = await until("a question that waits for its time", () => clock.waits.length > 0 && clock.waits);
        if (i > 1) assert.ok(wait >= 1000 / 5, `${wait} ms`);
        clock.pass(wait);
        await until("a picture", () => page.all("weights").length === i);
      }
    } finally {
      clock.goOn();
    }
    const { picture } = await page.next("weights");
    assert.ok(picture.rows <= 28 && picture.columns <= 16);
    assert.equal(picture.values.length, picture.rows * picture.columns);
  });

  it("asks for no weights while it is hidden or the page shows none", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    let asked = 0;
    const request = training.request.bind(training);
    training.request = (name, params) => {
      asked++;
      return request(name, params);
    };
    const clock = await StoppedClock.stop();
    const isAsked = async () => {
      const before = asked;
      await until("a question", () => {
        clock.pass(1000);
        return asked > before;
      });
    };
    /** However far the training goes. */
    const isNotAsked = async () => {
      const before = asked;
      // What was asked before is answered before this.
      await request("weights", heatmap);
      const epoch = training.lastEpoch?.epoch ?? 0;
      await until("further epochs", () => {
        clock.pass(1000);
        return (training.lastEpoch?.epoch ?? 0) > epoch + 1;
      });
      assert.equal(asked, before);
    };
    try {
      page.say({ type: "ready" });
      page.say({ type: "show", weights: heatmap });
      await isAsked();
      page.show(false);
      await isNotAsked();
      page.show(true);
      await isAsked();
      page.say({ type: "show", weights: null });
      await isNotAsked();
    } finally {
      clock.goOn();
    }
  });

  it("shows the weights of a finished run from its folder, and leaves no process when it is closed", async () => {
    const folder = placeGoldenRun();
    page = await FakePage.of(folder);
    page.say({ type: "ready" });
    page.say({ type: "show", weights: heatmap });
    const { picture } = await page.next("weights");
    assert.ok(picture.values.some((value) => value !== 0));
    assert.equal((await serversOf(folder)).length, 1);
    await page.close();
    await until("the process to leave", async () => (await serversOf(folder)).length === 0);
  });

  it("shows the weights of a kept epoch while it trains on", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    page.say({ type: "show", weights: heatmap });
    const { picture } = await page.next("weights", ({ picture }) => picture.epoch > 22);
    page.received.length = 0;
    page.say({ type: "show", weights: { ...heatmap, at: 20 } });
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
