/** Failures before a session starts leave no files behind; failures that end it are reported with their place. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../../src/core/errors";
import type { Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { readLog } from "../../src/runs/logFile";
import { readRun } from "../../src/runs/summary";
import type { SessionOrder } from "../../src/trainer/session/openSession";
import { Session } from "../../src/trainer/session/session";
import { withoutSaid } from "./withoutSaid";
import { irisConfig, last, Workspace } from "./workspace";

describe("a session that fails", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const failure = async (order: SessionOrder): Promise<{ error: NetworkError; events: Event[] }> => {
    const session = new Session(order);
    const events: Event[] = [];
    session.onEvent((event) => events.push(event));
    const error = await session.run().then(
      () => assert.fail("it did not fail"),
      (thrown) => thrown,
    );
    assert.ok(error instanceof NetworkError, String(error));
    return { error, events };
  };

  const beforeStart: [
    title: string,
    config: Record<string, unknown> | string,
    code: string | RegExp,
    message: RegExp,
  ][] = [
    ["no JSON", '{ "version": 1,, }', "json-syntax", /^[^\n]*iris\.network\.json:1:16: /],
    ["a wrong type", irisConfig({ layers: "many" }), "wrong-type", /iris\.network\.json:1:\d+: layers: /],
    ["an unknown key", irisConfig({ epochs: 3 }), "unknown-key", /unknown key 'epochs'/],
    [
      "outputs that do not fit the data",
      irisConfig({ layers: [{ units: 4, activation: "softmax" }] }),
      "output-units",
      /layers\[0\]\.units: 4 output units for the 3 classes of this data; use 3/,
    ],
    [
      "two errors, of which it tells the first and that there are more",
      irisConfig({ cost: "hinge", sweeep: {} }),
      "unknown-value",
      /and 1 more: matrix-network check /,
    ],
    ["a backend that is not there", irisConfig({ backend: "gpujs-webgpu" }), /^webgpu-/, /backend gpujs-webgpu /],
  ];
  for (const [title, config, code, message] of beforeStart) {
    it(`for ${title} says where and writes nothing`, async () => {
      const { error, events } = await failure({ train: workspace.write(config) });
      if (typeof code === "string") assert.equal(error.code, code);
      else assert.match(error.code, code);
      assert.match(error.message, message);
      assert.ok(!error.message.includes("\n"));
      assert.equal(error.exitCode, 2);
      assert.deepEqual(events.map(withoutSaid), [{ type: "failed", code: error.code, message: error.message }]);
      assert.deepEqual(readdirSync(workspace.path), ["iris.network.json"]);
    });
  }

  it("for missing data names the file and writes nothing", async () => {
    const data = { format: "idx", trainImages: "images.idx", trainLabels: "labels.idx" };
    const { error } = await failure({ train: workspace.write(irisConfig({ data })) });
    assert.equal(error.exitCode, 3);
    assert.match(
      error.message,
      /^images\.idx: there is no .*images\.idx; put the file there or correct data\.trainImages/,
    );
    assert.ok(!existsSync(join(workspace.path, ".matrix-network")));
  });

  it("for a config that is not there says so", async () => {
    const { error } = await failure({ train: join(workspace.path, "none.network.json") });
    assert.match(error.message, /none\.network\.json: there is no such file; check its name/);
    assert.equal(error.exitCode, 2);
  });

  it("for values that overflow names layer, epoch, batch and the mend, and keeps the last good weights", async () => {
    const optimizer = { type: "sgd", learningRate: 1e6 };
    const layers = [
      { units: 6, activation: "relu" },
      { units: 3, activation: "softmax" },
    ];
    const config = irisConfig({ layers, training: { optimizer } });
    const { error, events } = await failure({ train: workspace.write(config) });
    assert.equal(error.exitCode, 4);
    const { layer, epoch, batch } = error.place;
    assert.ok(layer !== undefined && epoch !== undefined && batch !== undefined);
    const where = `layers\\[${layer}\\] overflow in epoch ${epoch}, batch ${batch}`;
    const at = JSON.stringify(config).indexOf("1000000") + 1;
    assert.match(
      error.message,
      new RegExp(
        `iris\\.network\\.json:1:${at}: training\\.optimizer\\.learningRate: 1000000 makes values of ${where}; lower it, to 0\\.1$`,
      ),
    );
    const cause = { path: ["training", "optimizer", "learningRate"], fix: { set: 0.1 } };
    const failed = { type: "failed", code: "non-finite", message: error.message, layer, epoch, batch, cause };
    assert.deepEqual(withoutSaid(events.at(-1)), failed);
    const run = workspace.runs()[0];
    assert.deepEqual((await readEvents(run)).at(-1), events.at(-1));
    assert.equal((await readRun(run)).state, "failed");
    assert.match((await readLog(run, 1))[0], /failed: .*lower it/);
    if (existsSync(join(run, "last.npz"))) {
      for (const { values } of (await last(run)).arrays) assert.ok(values.every(Number.isFinite));
    }
  });

  it("for a runs folder that cannot be written says so", async () => {
    writeFileSync(join(workspace.path, "taken"), "");
    const { error } = await failure({ train: workspace.write(irisConfig()), runsDir: join(workspace.path, "taken") });
    assert.equal(error.exitCode, 5);
    assert.match(error.message, /taken/);
  });

  it("when its folder is taken away while it trains tells its listeners", async () => {
    const session = new Session({ train: workspace.write(irisConfig()) });
    const events: Event[] = [];
    session.onEvent((event) => {
      events.push(event);
      if (event.type !== "started") return;
      // A folder blocks the path of the checkpoint.
      mkdirSync(join(event.run, "last.npz"));
    });
    await assert.rejects(session.run(), { kind: "run" });
    assert.equal(events.at(-1)?.type, "failed");
  });

  it("when it is stopped before it started is done, and writes nothing", async () => {
    const session = new Session({ train: workspace.write(irisConfig()) });
    const events: Event[] = [];
    session.onEvent((event) => events.push(event));
    session.stop("interrupted");
    const done = await session.run();
    assert.equal(done.reason, "interrupted");
    assert.deepEqual(
      events.map(({ type }) => type),
      ["done"],
    );
    assert.ok(!existsSync(join(workspace.path, ".matrix-network")));
  });
});
