/** A training in the debugger, by a client that speaks its protocol: the adapter's process trains the run. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { requestBasic } from "../../src/control/client";
import { readEvents } from "../../src/runs/events";
import { comparable, finish, last, Workspace, withoutTimes } from "../trainer/workspace";
import { DebugClient } from "./client";

/** 12 minibatches an epoch. */
const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "tanh", "dropout": 0.3 },
    { "units": 3, "activation": "softmax" }
  ],
  "training": {
    "epochs": 3,
    "batchSize": 10,
    "seed": 5,
    "optimizer": { "type": "adam", "learningRate": 0.02 }
  }
}
`;
const [epochsLine, batchSizeLine] = [9, 10];

describe("the debugger of trainings", () => {
  let workspace: Workspace;
  let file: string;
  let client: DebugClient;
  let undisturbed: Awaited<ReturnType<typeof finish>>;
  before(async () => {
    workspace = new Workspace();
    file = workspace.write(config);
    undisturbed = await finish({ train: file, backend: "wasm" });
  });
  after(() => workspace.remove());
  beforeEach(() => {
    client = new DebugClient();
  });
  afterEach(() => client.close());

  type Asked = Omit<DebugProtocol.SourceBreakpoint, "line">;
  const launch = async (
    breakpoints: Record<number, Asked> = {},
    { about = {}, filters = ["non-finite"] }: { about?: object; filters?: string[] } = {},
  ) => {
    await client.request("initialize", { adapterID: "matrix-network", pathFormat: "path" });
    const launched = client.request("launch", { config: file, ...about });
    await Promise.race([client.event("initialized"), launched]);
    const asked = Object.entries(breakpoints).map(([line, each]) => ({ line: Number(line), ...each }));
    const set = { source: { path: file }, breakpoints: asked };
    const answer = await client.request<DebugProtocol.SetBreakpointsResponse["body"]>("setBreakpoints", set);
    await client.request("setExceptionBreakpoints", { filters });
    await client.request("configurationDone");
    await launched;
    return answer.breakpoints;
  };
  /** By when it was made: names tell seconds apart only. */
  const newestRun = () => {
    const madeAt = (run: string) => statSync(join(run, "manifest.json")).mtimeMs;
    return workspace
      .runs()
      .sort((a, b) => madeAt(a) - madeAt(b))
      .at(-1) as string;
  };
  const place = async () => (await client.frames()).map(({ name }) => name);
  const toTheEnd = async (command = "continue") => {
    const ended = client.event("terminated");
    await client.request(command, { threadId: 1 });
    await ended;
  };
  const isUndisturbed = async (run: string) => {
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
    assert.deepEqual(comparable(await readEvents(run, ["epoch", "layers"])), comparable(undisturbed.events));
  };

  it("stops at the entry and at every epoch, and trains the same weights as ever", async () => {
    const set = await launch({ [epochsLine]: {}, 2: {} }, { about: { stopOnEntry: true } });
    assert.deepEqual(
      set.map(({ verified }) => verified),
      [false, true],
    );
    const { reason } = await client.event<DebugProtocol.StoppedEvent["body"]>("stopped");
    assert.equal(reason, "entry");
    assert.deepEqual(await place(), ["minibatch 1 of 12", "epoch 1 of 3"]);
    const stops = [];
    for (let i = 0; i < 2; i++) {
      const { reason } = await client.move("continue");
      stops.push([reason, ...(await place())]);
    }
    assert.deepEqual(stops, [
      ["breakpoint", "minibatch 1 of 12", "epoch 2 of 3"],
      ["breakpoint", "minibatch 1 of 12", "epoch 3 of 3"],
    ]);
    await toTheEnd();
    await isUndisturbed(newestRun());
  });

  it("steps minibatch by minibatch and out of an epoch, and ends with a checkpoint where it is", async () => {
    await launch({ [batchSizeLine]: {} });
    assert.equal((await client.event<{ reason: string }>("stopped")).reason, "breakpoint");
    await client.request("setBreakpoints", { source: { path: file }, breakpoints: [] });
    await client.move("next");
    assert.deepEqual(await place(), ["minibatch 2 of 12", "epoch 1 of 3"]);
    await client.move("stepOut");
    await client.move("next");
    assert.deepEqual(await place(), ["minibatch 2 of 12", "epoch 2 of 3"]);
    await toTheEnd("terminate");
    const { state } = await last(newestRun());
    assert.deepEqual([state.epoch, state.batch, state.step], [1, 1, 13]);
    const resumed = await finish({ resume: newestRun() });
    await isUndisturbed(resumed.run);
  });

  it("is paused for every window, which can let it go on", async () => {
    await launch({ [epochsLine]: {} }, { about: { stopOnEntry: true } });
    await client.event("stopped");
    const continued = client.event("continued");
    const stopped = client.event<{ reason: string }>("stopped");
    await requestBasic(newestRun(), "resume");
    await continued;
    assert.equal((await stopped).reason, "breakpoint");
    assert.deepEqual(await place(), ["minibatch 1 of 12", "epoch 2 of 3"]);
  });

  it("ends where another window stops it", async () => {
    await launch({}, { about: { stopOnEntry: true } });
    await client.event("stopped");
    const ended = client.event("terminated");
    await requestBasic(newestRun(), "stop");
    await ended;
    assert.equal((await last(newestRun())).state.step, 0);
  });

  it("stops at the minibatch whose cost is not finite, before training fails", async () => {
    const wild = workspace.write(
      config.replace("tanh", "relu").replace("adam", "sgd").replace("0.02", "1e20"),
      "wild.network.json",
    );
    await launch({}, { about: { config: wild } });
    const { reason, text } = await client.event<DebugProtocol.StoppedEvent["body"]>("stopped");
    assert.equal(reason, "exception");
    assert.match(text ?? "", /learningRate/);
    const { description } = await client.request<{ description: string }>("exceptionInfo", { threadId: 1 });
    assert.equal(description, text);
    const exited = client.event<{ exitCode: number }>("exited");
    await toTheEnd();
    assert.equal((await exited).exitCode, 4);
  });

  it("says what keeps a training from beginning", async () => {
    await client.request("initialize", { adapterID: "matrix-network", pathFormat: "path" });
    await assert.rejects(client.request("launch", { config: `${file}.missing` }), /there is no file|not found|missing/);
    await assert.rejects(client.request("launch", {}), /name a config to train, or a run/);
  });
});
