/**
 * Breakpoints of a training in the debugger: conditions, log messages, function breakpoints, and values that are not
 * finite.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { batchSizeLine, config, costLine, firstLayer, secondLayer, useTraining } from "./debuggedTraining";

describe("breakpoints of a training in the debugger", () => {
  const training = useTraining();

  it("stops where conditions hold, forward and back, at the operation of the breakpoint", async () => {
    const condition = "epoch == 2 && batch > 4 && norm(GW2) > 0 && finite(delta1)";
    const set = await training.launch({
      [batchSizeLine]: { condition: "batch == 5 && coost > 1" },
      [secondLayer]: { condition },
      [costLine]: { condition: "epoch == 2 && max(z2) < 2", hitCondition: "% 5" },
    });
    assert.deepEqual(
      set.map(({ verified, message }) => [verified, message]),
      [
        [true, undefined],
        [true, undefined],
        [false, "there is no coost; did you mean cost?"],
      ],
    );
    await training.stopped();
    const seen = [await training.place()];
    for (let i = 0; i < 3; i++) seen.push((await training.move("continue")).slice(1));
    const expected = [
      ["forward layer 2", 5, 2],
      ["cost", 5, 2],
      ["forward layer 2", 6, 2],
      ["forward layer 2", 7, 2],
    ];
    assert.deepEqual(seen, expected);
    assert.deepEqual(await training.move("reverseContinue"), ["breakpoint", "cost", 6, 2]);
    assert.deepEqual(await training.move("reverseContinue"), ["breakpoint", "forward layer 2", 6, 2]);
    await training.setBreakpoints([]);
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("counts a minibatch once, also where another breakpoint stops in it, and forgets one that is removed", async () => {
    const stop = { line: firstLayer, condition: "batch > 0" };
    const counted = { line: costLine, condition: "batch > 0", hitCondition: "% 3" };
    await training.launch({ [firstLayer]: stop, [costLine]: counted });
    await training.stopped();
    const seen = [await training.place()];
    for (let i = 0; i < 4; i++) seen.push((await training.move("continue")).slice(1));
    assert.deepEqual(seen, [
      ["forward layer 1", 1, 1],
      ["forward layer 1", 2, 1],
      ["forward layer 1", 3, 1],
      ["cost", 3, 1],
      ["forward layer 1", 4, 1],
    ]);
    await training.setBreakpoints([stop, { line: costLine, condition: "batch == 5" }]);
    assert.deepEqual(await training.move("continue"), ["breakpoint", "forward layer 1", 5, 1]);
    // The removed breakpoint would be next.
    await training.setBreakpoints([stop]);
    assert.deepEqual(await training.move("continue"), ["breakpoint", "forward layer 1", 6, 1]);
  });

  it("says of a layer that was written into the config since that the training has none", async () => {
    await training.launch({}, { about: { stopOnEntry: true } });
    await training.stopped();
    writeFileSync(
      training.file,
      config.replace('softmax" }', 'softmax" },\n    { "units": 3, "activation": "softmax" }'),
    );
    const [known, added] = await training.setBreakpoints([{ line: secondLayer }, { line: secondLayer + 1 }]);
    writeFileSync(training.file, config);
    assert.deepEqual([known.verified, added.verified], [true, false]);
    assert.match(added.message ?? "", /no such layer because the config was edited since/);
  });

  it("stops in the part of a layer that its column names, and writes messages without stopping", async () => {
    const source = { path: training.file };
    await training.launch({ [costLine]: { condition: "batch == 12", logMessage: "{epoch}: {cost}, {W1}" } });
    // It runs until it is paused, or to its end; by then the message has been written.
    await training.client.event("terminated");
    const costs = training.client.texts.filter((text) => /^\d: /.test(text));
    assert.equal(costs.length, 3);
    assert.match(costs[2], /^3: \d\.\d+, \[4, 6\]\n$/);
    const { breakpoints } = await training.client.request<{ breakpoints: { column?: number }[] }>(
      "breakpointLocations",
      {
        source,
        line: firstLayer,
      },
    );
    assert.deepEqual(
      breakpoints.map(({ column }) => column),
      [5, 7, 19],
    );
  });

  it("stops before the operation that computes a matrix, which a breakpoint names", async () => {
    await training.launch({}, { about: { stopOnEntry: true } });
    await training.stopped();
    const names = ["update W2", "delta1", "GW3", "W1 = 3"].map((name) => ({ name }));
    const breakpoints = [...names, { name: "cost", condition: "epoch == 3 && batch == 12 && min(cost, 0) == 0" }];
    const { body } = await training.client.setFunctionBreakpointsRequest({ breakpoints });
    assert.deepEqual(
      body.breakpoints.map(({ verified }) => verified),
      [true, true, false, false, true],
    );
    assert.deepEqual(await training.move("continue"), ["breakpoint", "error of layer 1", 1, 1]);
    assert.deepEqual(await training.move("continue"), ["breakpoint", "update layer 2", 1, 1]);
    await training.client.setFunctionBreakpointsRequest({ breakpoints: breakpoints.slice(-1) });
    // The last minibatch of the training.
    assert.deepEqual(await training.move("continue"), ["breakpoint", "cost", 12, 3]);
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("stops at the minibatch whose cost is not finite, before training fails, and goes to its operation", async () => {
    const text = config.replace("tanh", "relu").replace("adam", "sgd").replace("0.02", "1e20");
    const wild = training.workspace.write(text, "wild.network.json");
    await training.launch({}, { about: { config: wild } });
    const { reason, text: said } = await training.stopped();
    assert.equal(reason, "exception");
    assert.match(said ?? "", /learningRate/);
    const { body } = await training.client.exceptionInfoRequest({ threadId: 1 });
    assert.equal(body.description, said);
    const stops = [];
    for (let i = 0; i < 4; i++) stops.push((await training.client.move("next")).text);
    const values = "s2 and z2 hold values that are not finite.";
    assert.deepEqual(stops, [undefined, undefined, values, "The cost is not finite."]);
    const exited = training.client.event<{ exitCode: number }>("exited");
    await training.toTheEnd();
    assert.equal((await exited).exitCode, 4);
  });
});
