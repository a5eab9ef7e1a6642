/** A training in the debugger from launch to end: whoever ends or pauses it, the run equals an undisturbed one. */
import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { requestBasic } from "../../src/control/client";
import { readEvents } from "../../src/runs/events";
import { last } from "../trainer/workspace";
import { batchSizeLine, config, epochsLine, firstLayer, read, useTraining } from "./debuggedTraining";

describe("the debugger of trainings", () => {
  const training = useTraining();

  it("stops at the entry and at every epoch, and trains the same weights as ever", async () => {
    const set = await training.launch({ [epochsLine]: {}, 1: {} }, { about: { stopOnEntry: true } });
    assert.deepEqual(
      set.map(({ verified }) => verified),
      [false, true],
    );
    assert.equal((await training.stopped()).reason, "entry");
    const frames = await training.client.frames();
    assert.deepEqual(
      frames.map(({ name, line }) => [name, line]),
      [
        ["read the minibatch · z0, y", 3],
        ["input", batchSizeLine],
        ["minibatch 1 of 12", batchSizeLine],
        ["epoch 1 of 3", epochsLine],
      ],
    );
    assert.deepEqual(await training.move("continue"), ["breakpoint", read, 1, 2]);
    assert.deepEqual(await training.move("continue"), ["breakpoint", read, 1, 3]);
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("goes through a run that is trained to its end, and writes nothing", async () => {
    const { run } = training.undisturbed;
    const soon = Date.now() / 1000 + 60;
    utimesSync(training.file, soon, soon);
    const before = await readEvents(run, ["started", "epoch"]);
    await training.launch(
      { [firstLayer]: { column: 19 } },
      { about: { config: undefined, run, from: { epoch: 3, batch: 2 } } },
    );
    assert.equal((await training.stopped()).reason, "entry");
    assert.deepEqual(await training.place(), [read, 2, 3]);
    assert.deepEqual(await training.move("continue"), ["breakpoint", "gradient of layer 1", 2, 3]);
    await training.move("stepOut");
    assert.deepEqual(await training.move("reverseContinue"), ["breakpoint", "gradient of layer 1", 2, 3]);
    await training.setBreakpoints([]);
    await training.move("stepOut");
    await training.move("stepOut");
    assert.deepEqual(
      (await training.client.frames()).map(({ name }) => name),
      ["the end · every epoch is trained"],
    );
    const { arrays } = await last(run);
    assert.equal(await training.client.evaluate("W1[3,5]"), String(arrays[0].values[3 * 6 + 5]));
    await training.toTheEnd();
    assert.deepEqual(await readEvents(run, ["started", "epoch"]), before);
    assert.equal(training.client.texts.filter((text) => /was saved after this run started/.test(text)).length, 1);
  });

  it("ends going through a run that is trained to its end when it is asked to", async () => {
    await training.launch({}, { about: { config: undefined, run: training.undisturbed.run, stopOnEntry: true } });
    assert.equal((await training.stopped()).reason, "entry");
    await training.toTheEnd("terminate");
  });

  it("is paused for every window, which can let it go on", async () => {
    await training.launch({ [epochsLine]: {} }, { about: { stopOnEntry: true } });
    await training.stopped();
    const continued = training.client.event("continued");
    await requestBasic(training.newestRun(), "resume");
    await continued;
    assert.equal((await training.stopped()).reason, "breakpoint");
    assert.deepEqual(await training.place(), [read, 1, 2]);
  });

  it("stops within a minibatch when it is asked to pause, by the editor or by a window, and saves where it is", async () => {
    const long = training.workspace.write(config.replace('"epochs": 3', '"epochs": 1000000'), "long.network.json");
    await training.launch({}, { about: { config: long } });
    await assert.rejects(training.client.evaluate("step"), /the training is running; pause it first/);
    await training.client.pauseRequest({ threadId: 1 });
    assert.equal((await training.stopped()).reason, "pause");
    const run = training.workspace.runs("long").at(-1) as string;
    await training.client.continueRequest({ threadId: 1 });
    await requestBasic(run, "pause");
    assert.equal((await training.stopped()).reason, "pause");
    const step = await training.client.evaluate("step");
    // Simulates an editor that has exited.
    await training.client.leave();
    assert.equal((await last(run)).state.step, Number(step) - 1);
  });

  it("ends where another window stops it", async () => {
    await training.launch({}, { about: { stopOnEntry: true } });
    await training.stopped();
    const ended = training.client.event("terminated");
    await requestBasic(training.newestRun(), "stop");
    await ended;
    assert.equal((await last(training.newestRun())).state.step, 0);
  });

  it("says what keeps a training from beginning", async () => {
    await training.client.initializeRequest();
    await assert.rejects(
      training.client.request("launch", { config: `${training.file}.missing` }),
      /there is no file|not found|missing/,
    );
    await assert.rejects(training.client.request("launch", {}), /name a config to train, or a run/);
  });
});
