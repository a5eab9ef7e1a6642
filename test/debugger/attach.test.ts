/** The debugger takes over a training of another process and hands it back; it jumps, restarts, and loses a run. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { connect } from "../../src/control/client";
import { readEvents } from "../../src/runs/events";
import { readHolder } from "../../src/runs/holder";
import { type Child, forkTrainer } from "../trainer/childPort";
import { comparable, finish, last, Workspace, withoutTimes } from "../trainer/workspace";
import { DebugClient } from "./client";

/** 12 minibatches per epoch. */
const configOf = (epochs: number) =>
  `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "tanh", "dropout": 0.3 },
    { "units": 3, "activation": "softmax" }
  ],
  "training": {
    "epochs": ${epochs},
    "batchSize": 10,
    "seed": 5,
    "backend": "wasm",
    "optimizer": { "type": "adam", "learningRate": 0.02 }
  }
}
`.replace('    "backend": "wasm",\n', "");
const [secondLayer, epochsLine, batchSizeLine] = [6, 9, 10];

describe("the debugger of a training that runs", function () {
  // Five processes start one after the other.
  this.timeout(120_000);
  let workspace: Workspace;
  let file: string;
  let client: DebugClient;
  let trainer: Child<"train"> | undefined;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());
  beforeEach(() => {
    client = new DebugClient();
  });
  afterEach(async () => {
    await client.close();
    trainer?.process.kill("SIGKILL");
    trainer = undefined;
  });

  const begin = async (how: "launch" | "attach", about: object, lines: number[] = [], to = client) => {
    await to.request("initialize", { adapterID: "matrix-network", pathFormat: "path" });
    const began = to.request(how, about);
    await Promise.race([to.event("initialized"), began]);
    const source = { path: file };
    await to.request("setBreakpoints", { source, breakpoints: lines.map((line) => ({ line })) });
    await to.request("configurationDone");
    await began;
  };
  const stopped = () => client.event<DebugProtocol.StoppedEvent["body"]>("stopped");
  /** Returns the title of the next operation, the minibatch and the epoch. */
  const place = async () => {
    const [operation, , minibatch, epoch] = (await client.frames()).map(({ name }) => name);
    return [operation.split(" · ")[0], Number(/\d+/.exec(minibatch)?.[0]), Number(/\d+/.exec(epoch)?.[0])];
  };
  /** Starts a process that trains the config, and pauses it within its second epoch. */
  const trains = async (epochs: number) => {
    file = workspace.write(configOf(epochs));
    const child = await forkTrainer<"train">(["train", file]);
    trainer = child;
    const { run } = await child.event("started");
    await child.event("epoch");
    await child.channel.request("pause", {});
    return { run, child };
  };
  /** Waits until the process that continues the run has ended. */
  const ends = async (run: string) => {
    while (await readHolder(run)) {
      const connection = await connect(run).catch(() => undefined);
      await connection?.closed;
    }
  };

  it("goes on from its minibatch, gives it back at any operation, and its weights are those of an undisturbed one", async () => {
    file = workspace.write(configOf(12));
    const undisturbed = await finish({ train: file, backend: "wasm" });
    const { run, child } = await trains(12);
    await begin("attach", { run, stopOnEntry: true });
    assert.equal((await stopped()).reason, "entry");
    assert.equal(await child.exit, 0);
    const { state } = await last(run);
    assert.deepEqual(await place(), [
      "read the minibatch",
      (state.batch % 12) + 1,
      state.epoch + 1 + Math.floor(state.batch / 12),
    ]);
    assert.match(
      client.texts.join(""),
      new RegExp(`Attached: process ${child.process.pid} has handed the training over\\.`),
    );
    assert.equal((await readHolder(run))?.lock?.pid, client.pid);

    const other = new DebugClient();
    try {
      await assert.rejects(
        begin("attach", { run }, [], other),
        new RegExp(`process ${client.pid} already debugs this run; end that debug session or disconnect it first`),
      );
    } finally {
      await other.close();
    }

    await client.move("next");
    await client.move("stepOut");
    await client.move("stepBack");
    assert.equal(await client.evaluate("goto 4:3"), "minibatch 3 of epoch 4");
    assert.equal((await stopped()).reason, "goto");
    await client.move("next");
    assert.deepEqual(await place(), ["forward layer 1", 3, 4]);
    await client.request("disconnect", { terminateDebuggee: false });
    assert.match(client.texts.join(""), /Detached: the training continues in process \d+\./);
    await ends(run);
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
    const events = await readEvents(run);
    const epochs = (all: typeof events) => comparable(all.filter(({ type }) => type === "epoch"));
    assert.deepEqual(epochs(events), epochs(undisturbed.events));
    assert.deepEqual(
      events.filter(({ type }) => type === "done").map((event) => event.type === "done" && event.reason),
      ["completed"],
    );
  });

  it("jumps from a line, restarts as a new run, and ends where its run was deleted", async () => {
    file = workspace.write(configOf(1000));
    await begin("launch", { config: file, stopOnEntry: true });
    await stopped();
    const targetsOn = async (line: number) => {
      const about = { source: { path: file }, line };
      return (await client.request<DebugProtocol.GotoTargetsResponse["body"]>("gotoTargets", about)).targets;
    };
    const jump = async (targetId: number) => {
      const [{ reason }] = await Promise.all([stopped(), client.request("goto", { threadId: 1, targetId })]);
      return [reason, ...(await place())];
    };
    const labels = async (line: number) => (await targetsOn(line)).map(({ label }) => label);
    assert.deepEqual(await labels(1), []);
    assert.deepEqual(await labels(epochsLine), ["minibatch 1 of epoch 2"]);
    assert.deepEqual(await jump(0), ["goto", "read the minibatch", 1, 2]);
    assert.deepEqual(await labels(epochsLine), ["minibatch 1 of epoch 3", "minibatch 1 of epoch 1"]);
    assert.deepEqual(await labels(batchSizeLine), ["minibatch 2 of epoch 2", "minibatch 12 of epoch 1"]);
    const forward = "forward layer 2, minibatch";
    assert.deepEqual(await labels(secondLayer), [`${forward} 1 of epoch 2`, `${forward} 12 of epoch 1`]);
    assert.deepEqual(await jump(1), ["goto", "forward layer 2", 12, 1]);
    await assert.rejects(client.request("goto", { threadId: 1, targetId: 7 }), /jump from the line again/);
    await assert.rejects(client.evaluate("goto 1:13"), /no minibatch 13 of epoch 1: there are 1000 epochs of 12 minib/);
    await assert.rejects(client.evaluate("goto last"), /write goto 12 for the start of epoch 12/);

    const before = workspace.runs();
    const [first] = before.slice(-1);
    const again = client.event("initialized");
    await client.request("restart", {});
    await again;
    await client.request("setBreakpoints", { source: { path: file }, breakpoints: [{ line: batchSizeLine }] });
    await client.request("configurationDone");
    assert.equal((await stopped()).reason, "entry");
    assert.deepEqual(await place(), ["read the minibatch", 1, 1]);
    const events = await readEvents(first);
    assert.deepEqual(
      events.flatMap((event) => (event.type === "done" ? [event.reason] : [])),
      ["stopped"],
    );
    // Runs created in the same second are in no defined order.
    const [second] = workspace.runs().filter((each) => !before.includes(each));
    assert.equal((await readHolder(second))?.lock?.pid, client.pid);
    await client.move("continue");
    assert.equal((await client.move("continue")).reason, "breakpoint");

    writeFileSync(file, configOf(1000).replace('"units": 6', '"units": 7'));
    await client.move("next");
    assert.match(client.texts.join(""), /was saved after this run started/);
    rmSync(second, { recursive: true });
    await client.request("setBreakpoints", { source: { path: file }, breakpoints: [] });
    await Promise.all([client.event("terminated"), client.request("continue", { threadId: 1 })]);
    assert.match(client.texts.join(""), /was moved or deleted while it was trained/);
  });
});
