/** The child process: its events and answers, and that it always exits. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { readHolder } from "../../src/runs/holder";
import { bundled } from "../bundled";
import { isAlive } from "../isAlive";
import { forkTrainer } from "./childPort";
import { finish, irisConfig, last, Workspace, wholeLayer, withoutTimes } from "./workspace";

/** Trains until it is stopped. */
const endless = irisConfig({
  training: { epochs: 1_000_000, checkpointEvery: 1_000_000, keepEvery: 1_000_000, schedule: { type: "constant" } },
});

describe("the trainer's process", () => {
  let workspace: Workspace;

  before(() => bundled("src/trainer/process/main.ts"));
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("says hello, trains as a session here does, and leaves with 0", async () => {
    const here = await workspace.train(irisConfig());
    const child = await forkTrainer(["train", workspace.write(irisConfig())]);
    assert.equal((await child.channel.hello).protocol, 2);
    assert.equal(await child.exit, 0);
    // Progress events depend on the clock.
    const types = (events: Event[]) => events.map(({ type }) => type).filter((type) => type !== "progress");
    assert.deepEqual(types(child.events), types(here.events));
    assert.deepEqual(child.problems, []);
    const [, run] = workspace.runs();
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(here.run)));
  });

  it("answers while it trains: pictures, figures, changes, pause and stop", async () => {
    const child = await forkTrainer<"train">(["train", workspace.write(endless)]);
    const { run } = await child.event("started");
    const picture = await child.channel.request("weights", { ...wholeLayer, what: "update" });
    assert.ok(picture.values instanceof Float32Array && picture.values.length === 24);
    assert.equal((await child.channel.request("statistics", {})).layers.length, 2);
    const changed = await child.channel.request("apply", { path: "training.optimizer.learningRate", value: 0.1 });
    const told = await child.event("changed");
    assert.deepEqual({ epoch: told.epoch, batch: told.batch }, changed);
    await assert.rejects(child.channel.request("apply", { path: "cost", value: 1 }), { code: "not-changeable" });
    await child.channel.request("pause", {});
    const one = await child.channel.request("weights", wholeLayer);
    assert.deepEqual(await child.channel.request("weights", { ...wholeLayer, at: "now" }), one);
    await assert.rejects(child.channel.request("weights", { ...wholeLayer, at: 1 }), { code: "not-now" });
    await child.channel.request("stop", {});
    assert.equal((await child.event("done")).reason, "stopped");
    assert.equal(await child.exit, 0);
    assert.equal(await readHolder(run), undefined);
    assert.deepEqual(child.problems, []);
  });

  it("resumes a run, with more epochs where asked", async () => {
    const whole = await workspace.train(irisConfig({ training: { epochs: 4, schedule: { type: "constant" } } }));
    const half = await workspace.train(irisConfig({ training: { epochs: 2, schedule: { type: "constant" } } }));
    const child = await forkTrainer(["resume", half.run, "--epochs", "4"]);
    assert.equal(await child.exit, 0);
    assert.deepEqual(withoutTimes(await last(half.run)), withoutTimes(await last(whole.run)));
  });

  for (const [title, args, code, exitCode] of [
    ["a config that is wrong", ["train", "CONFIG"], "unknown-key", 2],
    ["a run that is none", ["resume", "nowhere"], "run-missing", 5],
    ["an option that is wrong", ["train", "CONFIG", "--epochs", "none"], "bad-option", 2],
    ["an option that is not known", ["train", "CONFIG", "--speed", "9"], "usage", 2],
    ["no role", ["CONFIG"], "usage", 2],
  ] as const) {
    it(`tells of ${title} as a failed event after its hello, and leaves with ${exitCode}`, async () => {
      const config = workspace.write(irisConfig({ nonsense: 1 }));
      const child = await forkTrainer(args.map((arg) => (arg === "CONFIG" ? config : arg)));
      await child.channel.hello;
      const failed = await child.event("failed");
      assert.equal(failed.code, code);
      assert.equal(await child.exit, exitCode);
    });
  }

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`saves and leaves with ${exitCode} on ${signal}`, async () => {
      const child = await forkTrainer(["train", workspace.write(endless)]);
      const { run } = await child.event("started");
      child.process.kill(signal);
      assert.equal((await child.event("done")).reason, "interrupted");
      assert.equal(await child.exit, exitCode);
      assert.ok((await last(run)).state.step >= 0);
    });
  }

  it("saves and leaves by itself when its parent was killed", async () => {
    const trainer = await bundled("src/trainer/process/main.ts");
    const fork = `const { fork } = require("node:child_process");
      const child = fork(${JSON.stringify(trainer)}, ["train", ${JSON.stringify(workspace.write(endless))}], { serialization: "advanced" });
      child.on("message", (message) => message.type === "started" && console.log(child.pid));`;
    const parent = spawn(process.execPath, ["-e", fork], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (text) => resolve(Number(text))));
    parent.kill("SIGKILL");
    // Mocha's timeout ends the wait if the trainer does not exit.
    while (isAlive(pid)) await wait(5);
    const [run] = workspace.runs();
    const end = (await readEvents(run)).at(-1);
    assert.ok(end?.type === "done" && end.reason === "interrupted");
    const { step } = (await last(run)).state;
    await finish({ resume: run }, (event, session) => event.type === "started" && session.stop());
    assert.equal((await last(run)).state.step, step);
  });

  it("does not know what to do without a parent, and says what to use", async () => {
    const { status, stderr } = spawnSync(process.execPath, [await bundled("src/trainer/process/main.ts")], {
      encoding: "utf8",
    });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^trainer\.js is for programs that fork it; in a terminal use: matrix-network train CONFIG\n$/,
    );
  });

  describe("that serves a run", () => {
    it("gives the weights of kept epochs, of the best one, and of the start", async () => {
      const { run, done } = await workspace.train(irisConfig());
      const child = await forkTrainer<"serve">(["serve", run]);
      const ask = (more: object) => child.channel.request("weights", { ...wholeLayer, ...more });
      const best = await ask({});
      assert.equal(best.epoch, done.best?.epoch);
      assert.deepEqual((await ask({ at: best.epoch })).values, best.values);
      const four = await ask({ at: 4 });
      assert.deepEqual(four.values, (await last(run)).arrays.find(({ name }) => name === "W0")?.values);
      const start = await ask({ at: 0 });
      assert.equal(start.epoch, 0);
      const change = await ask({ at: 4, what: "change" });
      assert.deepEqual(
        change.values,
        four.values.map((w, i) => w - start.values[i]),
      );
      await assert.rejects(ask({ at: 9 }), { code: "epoch-not-kept" });
      const gradient = await ask({ at: 4, what: "gradient" });
      assert.ok(gradient.values.every(Number.isFinite) && gradient.values.some((g) => g !== 0), "no gradient");
      await assert.rejects(ask({ layer: 5 }), { code: "no-layer" });
      child.process.disconnect();
      assert.equal(await child.exit, 0);
    });

    it("names a folder that is no run", async () => {
      const child = await forkTrainer<"serve">(["serve", join(workspace.path, "nowhere")]);
      await assert.rejects(child.channel.request("weights", wholeLayer), { code: "run-missing" });
      child.process.disconnect();
      assert.equal(await child.exit, 0);
    });
  });
});
