/**
 * A training that outlives the process that started it: how it is started on each platform, and that it continues, or
 * ends after a while, when its parent is killed.
 */
import assert from "node:assert/strict";
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startDetached } from "../../src/extension/process/startDetached";
import type { Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { isAlive } from "../isAlive";
import { irisConfig, Workspace } from "../trainer/workspace";

/** Trains until it is stopped, without overflow. */
const endless = irisConfig({
  training: {
    epochs: 1_000_000,
    checkpointEvery: 1_000_000,
    keepEvery: 1_000_000,
    optimizer: { type: "sgd", learningRate: 0.001 },
    schedule: { type: "constant" },
  },
});

const outputs = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`matrix-network-${process.pid}-`));

describe("a detached training", () => {
  /** Simulates the start of a program; no process is created. */
  function play(runtime: string, env: NodeJS.ProcessEnv) {
    const started: { program: string; args: string[]; options: SpawnOptions }[] = [];
    const child = Object.assign(new EventEmitter(), { connected: true, disconnect: () => {}, unref: () => {} });
    const detached = startDetached(
      ["train", "a.network.json"],
      {},
      {
        trainer: join("dist", "trainer.js"),
        runtime,
        env,
        spawn: (program, args, options) => {
          started.push({ program, args, options });
          return child as unknown as ChildProcess;
        },
      },
    );
    return { detached, child, started };
  }

  for (const [platform, runtime] of [
    ["Electron on Linux", "/usr/share/code/code"],
    ["Electron on Windows", "C:\\Program Files\\Microsoft VS Code\\Code.exe"],
    ["a Node that the settings name", "/opt/node/bin/node"],
  ]) {
    it(`is started on ${platform} as Node, in a group of its own, without a console and without a pipe to the window`, () => {
      const { detached, started } = play(runtime, { PATH: "/bin", ELECTRON_RUN_AS_NODE: "0" });
      const [{ program, args, options }] = started;
      assert.equal(program, runtime);
      assert.deepEqual(args, [join("dist", "trainer.js"), "train", "a.network.json"]);
      assert.deepEqual(options.env, { PATH: "/bin", ELECTRON_RUN_AS_NODE: "1" });
      const { detached: ownGroup, windowsHide, serialization } = options as SpawnOptions & { serialization: string };
      assert.deepEqual([ownGroup, windowsHide, serialization], [true, true, "advanced"]);
      const [stdin, stdout, stderr, ipc] = options.stdio as unknown[];
      assert.deepEqual([stdin, typeof stdout, stdout, ipc], ["ignore", "number", stderr, "ipc"]);
      detached.output.remove();
      assert.deepEqual(outputs(), []);
    });
  }

  it("is known to have ended only when everything that it sent has come", async () => {
    const { detached, child } = play("node", {});
    const order: string[] = [];
    void detached.exited.then(() => order.push("exited"));
    child.emit("exit", 0, null);
    await wait(0);
    order.push("a last message");
    child.emit("disconnect");
    assert.deepEqual(await detached.exited, { code: 0, signal: null });
    assert.deepEqual(order, ["a last message", "exited"]);
    detached.output.remove();
  });

  it("says why it could not be started", async () => {
    const launcher = { trainer: "trainer.js", runtime: join("nowhere", "node"), env: process.env, spawn };
    const { exited, output } = startDetached(["train", "a"], {}, launcher);
    assert.match((await exited).error?.message ?? "", /ENOENT/);
    output.remove();
  });

  it("leaves what it wrote, for whoever asks why it ended", async () => {
    const launcher = { trainer: join(__dirname, "nowhere.js"), runtime: process.execPath, env: process.env, spawn };
    const { exited, output } = startDetached(["train", "a"], {}, launcher);
    assert.equal((await exited).code, 1);
    assert.match((await output.lines(12)).join("\n"), /Cannot find module .*nowhere\.js/);
    output.remove();
    assert.deepEqual(outputs(), []);
  });

  describe("whose parent was killed", () => {
    let workspace: Workspace;
    before(() => bundled("src/trainer/process/main.ts"));
    beforeEach(() => {
      workspace = new Workspace();
    });
    afterEach(() => workspace.remove());

    /** Starts a training from a parent that is killed once the run has its folder. */
    async function orphan(...options: string[]): Promise<{ run: string; pid: number }> {
      const trainer = await bundled("src/trainer/process/main.ts");
      const args = JSON.stringify([trainer, "train", workspace.write(endless), ...options]);
      const start = `const child = require("node:child_process").spawn(process.execPath, ${args},
        { detached: true, serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
        child.on("message", (message) => message.type === "started" && console.log(child.pid));`;
      const parent = spawn(process.execPath, ["-e", start], { stdio: ["ignore", "pipe", "inherit"] });
      const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (text) => resolve(Number(text))));
      parent.kill("SIGKILL");
      const [run] = workspace.runs();
      assert.equal((JSON.parse(readFileSync(join(run, "lock"), "utf8")) as { pid: number }).pid, pid);
      return { run, pid };
    }
    const until = async (look: () => boolean | Promise<boolean>) => {
      // Mocha's timeout ends the wait.
      while (!(await look())) await wait(5);
    };
    const epochsOf = async (run: string) => (await readEvents(run)).filter(({ type }) => type === "epoch").length;
    const endOf = async (run: string): Promise<Event | undefined> => (await readEvents(run)).at(-1);

    it("goes on where it should", async () => {
      const { run, pid } = await orphan("--on-close", "continue", "--grace", "0");
      try {
        const before = await epochsOf(run);
        await until(async () => (await epochsOf(run)) > before + 20);
        assert.equal(isAlive(pid), true);
      } finally {
        process.kill(pid, "SIGTERM");
        await until(() => !isAlive(pid));
      }
      assert.equal((await endOf(run))?.type, "done");
    });

    it("ends after its time with a checkpoint where it should not", async () => {
      const { run, pid } = await orphan("--on-close", "stop", "--grace", "1");
      await until(() => !isAlive(pid));
      const end = await endOf(run);
      assert.ok(end?.type === "done" && end.reason === "interrupted", JSON.stringify(end));
      assert.ok(readdirSync(run).includes("last.npz"));
    });
  });
});
