/** The panel's host: history, live events, answers about examples, and the state of a run. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { At } from "../../src/protocol/at";
import { FakePage } from "./fakePage";
import {
  activate,
  answering,
  config,
  killed,
  placeGoldenRun,
  startTraining,
  tidy,
  trainInTerminal,
  until,
} from "./parts";
import { serversOf } from "./processes";
import { StoppedClock } from "./stoppedClock";

const warning = { type: "warning", code: "late", message: "said after the end" } as const;
const heatmap = { layer: 0, what: "weights", rows: 28, columns: 16 } as const;

describe("the panel's host", () => {
  let page: FakePage;

  afterEach(tidy);

  it("says nothing before the page is ready, then everything at once", async () => {
    const folder = placeGoldenRun();
    const clock = await StoppedClock.stop();
    try {
      page = await FakePage.of(folder);
      // The host has read the run and would send the events that follow.
      await until("something to say", () => {
        appendFileSync(join(folder, "metrics.jsonl"), `${JSON.stringify(warning)}\n`);
        return clock.waits.length > 0;
      });
    } finally {
      clock.goOn();
    }
    assert.deepEqual(page.received, []);
    page.say({ type: "ready" });
    const { run, events } = await page.next("history");
    assert.equal(run.folder, folder);
    assert.equal(run.network, "iris");
    assert.equal(run.shape.length, run.activations.length + 1);
    assert.deepEqual(
      events.flatMap((event) => (event.type === "epoch" ? [event.epoch] : [])),
      [1, 2, 3, 4],
    );
    assert.deepEqual(events.at(-1), warning);
    const { state, can } = await page.next("state");
    assert.equal(state, "completed");
    assert.deepEqual(can, { stop: false, pause: false, continue: false, resumeRun: false });
  });

  it("gives a page that comes back the whole history again, and nothing to one that is hidden", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await page.next("events", ({ events }) => events.some(({ type }) => type === "epoch"));
    page.show(false);
    const before = page.received.length;
    const epoch = training.lastEpoch?.epoch ?? 0;
    await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > epoch + 1);
    assert.equal(page.received.length, before);
    page.show(true);
    page.say({ type: "ready" });
    await until("the history", () => page.all("history").length === 2);
    await until("the epochs that went by unseen", () => epochsOf(page).length > epoch + 1);
    assert.deepEqual(
      epochsOf(page),
      epochsOf(page).map((_, i) => i + 1),
    );
  });

  it("sends what comes in batches, at most twenty a second, and loses none", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await page.next("history");
    const clock = await StoppedClock.stop();
    try {
      for (let i = 0; i < 3; i++) {
        const [wait] = await until("something to send", () => clock.waits.length > 0 && clock.waits);
        const sent = page.all("events").length;
        const epoch = training.lastEpoch?.epoch ?? 0;
        await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > epoch + 1);
        assert.deepEqual(clock.waits, [wait]);
        assert.ok(wait >= 1000 / 20, `${wait} ms`);
        clock.pass(wait - 1);
        assert.equal(page.all("events").length, sent);
        clock.pass(1);
        assert.equal(page.all("events").length, sent + 1);
      }
    } finally {
      clock.goOn();
    }
    await training.stop();
    await training.ended;
    const last = training.lastEpoch?.epoch ?? 0;
    await until("the last epoch", () => epochsOf(page).at(-1) === last);
    assert.deepEqual(
      epochsOf(page),
      Array.from({ length: last }, (_, i) => i + 1),
    );
  });

  it("follows a run of another process, with the weights of its last checkpoint, and knows when it is killed", async () => {
    const child = trainInTerminal("long");
    try {
      const { networks } = await activate();
      const run = await until("the run", () => networks.network(config("long"))?.runs.find(({ epoch }) => epoch >= 1));
      page = await FakePage.of(run.folder);
      page.say({ type: "ready" });
      await page.next("history");
      await page.ask("weights", { ...heatmap, at: "now" });
      const known = epochsOf(page).length;
      await until("further epochs", () => epochsOf(page).length > known + 1);
      // Its control socket accepts the same requests as a training of this window.
      const { can } = await page.next("state", ({ state, can }) => state === "running" && can.stop);
      assert.deepEqual(can, { stop: true, pause: true, continue: false, resumeRun: false });
      await killed(child);
      await page.next("state", ({ state, can }) => state === "crashed" && can.resumeRun);
    } finally {
      await killed(child);
    }
  });

  it("answers questions about a run's examples from its folder, and says what is wrong with others", async () => {
    const folder = placeGoldenRun();
    page = await FakePage.of(folder);
    page.say({ type: "ready" });
    const { examples, confusion } = await page.ask("evaluation", { set: "validation" });
    assert.equal(
      confusion.flat().reduce((sum, count) => sum + count),
      examples,
    );
    await assert.rejects(page.ask("evaluation", { set: "every" as never }), /set/);
    const ask = { ...{ type: "ask" }, params: {} };
    page.say({ ...ask, id: -1, folder, name: "stop" } as { type: string });
    page.say({ ...ask, id: -2, folder: "/tmp", name: "data" } as { type: string });
    const elsewhere = await page.next("answer", ({ id }) => id === -2);
    assert.ok("error" in elsewhere && elsewhere.error.includes("/tmp"), JSON.stringify(elsewhere));
    assert.ok(
      page.all("answer").every(({ id }) => id !== -1),
      "a page may ask for nothing but examples",
    );
    assert.equal((await serversOf(folder)).length, 1);
    await page.close();
    await until("the process to leave", async () => (await serversOf(folder)).length === 0);
  });

  it("draws the network that trains at its present moment, and at the kept one that is asked for", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    const draw = (at: At) => page.ask("diagram", { most: 4, mostInputs: 4, at });
    const first = await draw("now");
    await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > Math.max(5, first.epoch + 1));
    const second = await draw("now");
    assert.ok(second.epoch > first.epoch, `${second.epoch} after ${first.epoch}`);
    assert.notDeepEqual(second.layers[0].W, first.layers[0].W);
    assert.equal((await draw(5)).epoch, 5);
  });

  it("answers a page also where the answer is there before the page is greeted", async () => {
    page = await FakePage.of(placeGoldenRun());
    page.say({ type: "ready" });
    page.say({ type: "ask", id: -1, folder: "/tmp", name: "data", params: {} } as { type: string });
    const answer = await page.next("answer", ({ id }) => id === -1);
    assert.ok("error" in answer && answer.error.includes("/tmp"), JSON.stringify(answer));
  });

  it("says that a training crashed, with the end of its log, and offers to resume it", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await until("an epoch", () => training.lastEpoch);
    await answering(undefined, async (said) => {
      process.kill(training.pid ?? 0, "SIGKILL");
      await until("the crash to be told", () => said.length > 0);
    });
    const { can, problem } = await page.next("state", ({ state, problem }) => {
      return state === "crashed" && (problem?.log.length ?? 0) > 0;
    });
    assert.match(problem?.message ?? "", /SIGKILL/, JSON.stringify(page.all("state")));
    assert.deepEqual(can, { stop: false, pause: false, continue: false, resumeRun: true });
  });

  it("follows a training through pause and stop, and shows its last weights", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await page.next("state", ({ can }) => can.stop && can.pause && !can.continue);
    page.say({ type: "command", command: "pause" });
    await page.next("state", ({ state, can }) => state === "paused" && can.continue && !can.pause);
    page.say({ type: "command", command: "stop" });
    await page.next("state", ({ state, can }) => state === "stopped" && can.resumeRun && !can.stop);
    await training.ended;
    const { epoch, batch } = await page.ask("weights", { ...heatmap, at: "now" });
    assert.ok(epoch >= (training.lastEpoch?.epoch ?? 0), `epoch ${epoch}, batch ${batch}`);
  });
});

/** Returns the epochs that a page knows: of the last history and of all later events. */
function epochsOf(page: FakePage): number[] {
  const from = page.received.findLastIndex(({ type }) => type === "history");
  return page.received.slice(from).flatMap((message) => {
    if (message.type !== "history" && message.type !== "events") return [];
    return message.events.flatMap((event) => (event.type === "epoch" ? [event.epoch] : []));
  });
}
