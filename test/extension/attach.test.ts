/**
 * Trainings that this window did not start or has lost: found by their locks, shown with their whole history, and
 * controlled like the window's own. Each test ends its training by the pid in its lock.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import * as vscode from "vscode";
import { type Connection, connect } from "../../src/control/client";
import type { TrainingProcess } from "../../src/extension/process/trainingProcess";
import { readEvents } from "../../src/runs/events";
import { readRun } from "../../src/runs/summary";
import { FakePage } from "./fakePage";
import {
  activate,
  answering,
  checkout,
  config,
  isAlive,
  pidOf,
  startTraining,
  tidy,
  trainInTerminal,
  until,
} from "./parts";

describe("a training that another process started", () => {
  const children: ChildProcess[] = [];
  const connections: Connection[] = [];
  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.close();
    await tidy();
    await Promise.all(children.splice(0).map((child) => until("a child to leave", () => isOver(child))));
  });

  const inTerminal = () => {
    const child = trainInTerminal("long");
    children.push(child);
    return child;
  };
  /** Starts a training as a window does, then disconnects as if the window were closed. */
  const ofClosedWindow = async (...options: string[]) => {
    const args = [checkout("dist", "trainer.js"), "train", config("long").fsPath, ...options];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    children.push(child);
    await new Promise<void>((resolve) =>
      child.on("message", (message) => (message as { type?: string }).type === "started" && resolve()),
    );
    child.disconnect();
    return child;
  };
  const found = () =>
    until("the training to be found, with progress", async () => {
      const training = (await activate()).trainings.atWork.at(-1);
      return training?.folder && training.lastEpoch && training.progress
        ? (training as TrainingProcess & { folder: string })
        : undefined;
    });
  /** Connects as another window would. */
  const another = async (folder: string) => {
    const connection = await connect(folder);
    connections.push(connection);
    return connection.channel;
  };

  it("is found when a terminal starts it, and pauses, goes on and stops from here", async () => {
    const { networks } = await activate();
    const child = inTerminal();
    const training = await found();
    assert.equal(training.pid, child.pid);
    assert.equal(training.config.fsPath, config("long").fsPath);
    const run = await until("the tree to know", () => networks.run(training.folder));
    assert.equal(run.training, training);
    await vscode.commands.executeCommand("matrixNetwork.pause", training.folder);
    assert.equal(training.state, "paused");
    await vscode.commands.executeCommand("matrixNetwork.continue", training.folder);
    const { progress } = training;
    await until("progress", () => training.progress !== progress);
    await vscode.commands.executeCommand("matrixNetwork.stop", training.folder);
    await training.ended;
    assert.equal(training.state, "stopped");
    await until("the terminal's process to leave", () => isOver(child));
    assert.equal(child.exitCode, 0);
    await until("the tree to know the end", () => networks.run(training.folder)?.state === "stopped");
  });

  it("is found by a look at the locks, whoever reads the runs when", async () => {
    const { running, trainings } = await activate();
    await ofClosedWindow("--on-close", "stop", "--grace", "60");
    await running.search();
    const training = await found();
    assert.equal(trainings.of(training.folder), training);
    assert.equal(training.isStartedHere, false);
  });

  it("can be resumed as soon as its folder says that it ended, though this window has not heard of it yet", async () => {
    const { networks, trainings } = await activate();
    const child = inTerminal();
    const training = await found();
    const { folder } = training;
    // Holds back the training's last events until the folder is read.
    const internals = training as unknown as { note(event: unknown): void; end(): void };
    const { note, end } = internals;
    const { rereadRuns } = networks;
    const held: unknown[] = [];
    internals.note = (event) => void held.push(event);
    let isAsked = false;
    const looked = new Promise<void>((resolve) => {
      networks.rereadRuns = (folders) => {
        if (isAsked) resolve();
        return rereadRuns.call(networks, folders);
      };
    });
    internals.end = () => {
      void looked.then(() => {
        for (const event of held) note.call(training, event);
        end.call(training);
      });
    };
    try {
      child.kill("SIGINT");
      await until("the terminal's process to leave", () => isOver(child));
      assert.equal((await readRun(folder)).state, "interrupted");
      await networks.rereadRuns([folder]);
      isAsked = true;
      const { said } = await answering(undefined, async () => {
        await vscode.commands.executeCommand("matrixNetwork.resumeRun", folder);
      });
      assert.deepEqual(said, []);
      await until("another process to train it", () => (trainings.of(folder)?.pid ?? child.pid) !== child.pid);
    } finally {
      networks.rereadRuns = rereadRuns;
    }
  });

  it("has its whole history in the panel, each epoch once, and answers about now", async () => {
    inTerminal();
    const training = await found();
    await until("three epochs", () => (training.lastEpoch?.epoch ?? 0) >= 3);
    const page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    const { events } = await page.next("history", ({ events }) => events.some(({ type }) => type === "epoch"));
    const shown = () => [...events, ...page.all("events").flatMap((message) => message.events)];
    await until("more epochs in the panel", () => numbersOf(shown()).length >= 5);
    const numbers = numbersOf(shown());
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => i + 1),
    );
    await until("the buttons", () => page.all("state").at(-1)?.can.stop);
    await vscode.commands.executeCommand("matrixNetwork.pause", training.folder);
    const now = (await page.ask("weights", { layer: 0, rows: 2, columns: 2, at: "now" })) as { epoch: number };
    assert.ok(now.epoch >= (training.lastEpoch?.epoch ?? 0), "the answer is not about now");
    await page.close();
  });

  it("is paused, continued and changed by two windows, and both know", async () => {
    inTerminal();
    const training = await found();
    const other = await another(training.folder);
    await other.request("pause", {});
    await until("the pause to be known here", () => training.state === "paused");
    await vscode.commands.executeCommand("matrixNetwork.continue", training.folder);
    const path = "training.optimizer.learningRate";
    await other.request("apply", { path, value: 0.03 });
    await until("the change to be known here", () => training.changes.get(path) === 0.03);
    await other.request("stop", {});
    await training.ended;
    assert.equal(training.state, "stopped");
  });

  it("that was paused before it was found is shown as paused", async () => {
    const { trainings } = await activate();
    const child = inTerminal();
    const first = await found();
    const other = await another(first.folder);
    await other.request("pause", {});
    await until("the pause", () => first.state === "paused");
    trainings.forget(first);
    const again = await until("it to be found again", () => trainings.atWork.find((each) => each !== first));
    assert.equal(again.state, "paused");
    assert.deepEqual([again.pid, again.folder], [child.pid, first.folder]);
  });

  it("is crashed when it was killed, which is reported once, with the way to go on", async () => {
    const { networks } = await activate();
    const child = inTerminal();
    const training = await found();
    const { said } = await answering(undefined, async (messages) => {
      child.kill("SIGKILL");
      await training.ended;
      await until("the tree to know", () => networks.run(training.folder)?.state === "crashed");
      await until("the report", () => messages.length > 0);
    });
    assert.deepEqual(said, ["long: The training process exited. Resume the run from its last checkpoint."]);
    assert.equal(training.state, "crashed");
  });

  it("that ends as it should is not reported", async () => {
    inTerminal();
    const training = await found();
    const { said } = await answering(undefined, async () => {
      await training.stop();
      await training.ended;
      // The message would be shown as soon as the training ends.
      await new Promise<void>((resolve) => setImmediate(resolve));
    });
    assert.deepEqual(said, []);
  });

  it("by a terminal goes on without a window, whatever the setting says", async () => {
    const { trainings } = await activate();
    const { graceSeconds } = trainings;
    trainings.graceSeconds = 0;
    try {
      const child = inTerminal();
      const training = await found();
      assert.deepEqual(await training.request("onClose", { action: "stop", graceSeconds: 0 }), { applies: false });
      const before = training.lastEpoch?.epoch ?? 0;
      await detach(training);
      await untilTrained(training.folder, before + 3);
      assert.equal(child.exitCode, null);
    } finally {
      trainings.graceSeconds = graceSeconds;
    }
  });
});

describe("when the window closes", () => {
  const question = /When this window closes/;
  afterEach(tidy);

  const setting = () => vscode.workspace.getConfiguration("matrixNetwork");
  const set = (value: string | undefined) => setting().update("onClose", value, vscode.ConfigurationTarget.Workspace);
  /** Trains with this setting and a grace period of 0 s, then closes the window's connection. */
  const leave = async (value: string) => {
    const { trainings } = await activate();
    const { graceSeconds } = trainings;
    trainings.graceSeconds = 0;
    await set(value);
    try {
      const training = await startTraining("long");
      await until("an epoch", () => training.lastEpoch);
      const pid = pidOf(training.folder);
      assert.equal(pid, training.pid);
      await detach(training);
      return { training, pid };
    } finally {
      trainings.graceSeconds = graceSeconds;
    }
  };

  it("a training goes on where the setting says so, and the next window finds it", async () => {
    const { running, trainings } = await activate();
    try {
      const { training, pid } = await leave("continue");
      await untilTrained(training.folder, (training.lastEpoch?.epoch ?? 0) + 3);
      await running.search();
      const again = await until("it to be found", () => trainings.atWork.find((each) => each !== training));
      assert.deepEqual([again.folder, again.pid], [training.folder, pid]);
      await vscode.commands.executeCommand("matrixNetwork.stop", again.folder);
      await again.ended;
      assert.equal(again.state, "stopped");
    } finally {
      await set("stop");
    }
  });

  it("a changed setting reaches a training in progress", async () => {
    const { trainings } = await activate();
    const { graceSeconds } = trainings;
    trainings.graceSeconds = 0;
    try {
      const training = await startTraining("long");
      await set("continue");
      // The ping is answered after the request that changes the setting.
      await until("the setting here", () => setting().get("onClose") === "continue");
      await training.request("ping", {});
      const epoch = training.lastEpoch?.epoch ?? 0;
      await detach(training);
      await untilTrained(training.folder, epoch + 3);
      assert.ok(isAlive(training.pid));
    } finally {
      trainings.graceSeconds = graceSeconds;
      await set("stop");
    }
  });

  it("what trainings do is asked once, when the first one starts, and written into the workspace", async () => {
    const { trainings } = await activate();
    await set("ask");
    try {
      const { said } = await answering("Continue", async (messages) => {
        await startTraining("long");
        await until("the question", () => messages.some((text) => question.test(text)));
        await until("the answer", () => setting().get("onClose") === "continue");
        assert.equal(setting().inspect("onClose")?.workspaceValue, "continue");
        await Promise.all(trainings.atWork.map((training) => training.stop().catch(() => {})));
        await until("the end", () => trainings.present.length === 0);
        await startTraining("long");
      });
      assert.equal(said.filter((text) => question.test(text)).length, 1);
    } finally {
      await set("stop");
    }
  });

  it("a training stops after its time with a checkpoint, where the setting says so or nobody answered", async () => {
    const asked: number[] = [];
    const { trainings } = await activate();
    const { attach } = trainings;
    // The window is gone, so it must not attach to the training again.
    trainings.attach = async () => false;
    try {
      for (const value of ["stop", "ask", "ask"]) {
        const { result, said } = await answering(undefined, () => leave(value));
        asked.push(said.filter((text) => question.test(text)).length);
        await until("the process to leave", () => !isAlive(result.pid));
        assert.equal((await readRun(result.training.folder)).state, "interrupted", value);
      }
      assert.deepEqual(asked, [0, 1, 0], "a question that was closed is asked again");
    } finally {
      trainings.attach = attach;
      await set("stop");
    }
  });
});

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const numbersOf = (events: readonly { type: string }[]) =>
  events.flatMap((event) => (event.type === "epoch" ? [(event as unknown as { epoch: number }).epoch] : []));

/** Forgets the training, as if the window were closed. */
async function detach(training: TrainingProcess): Promise<void> {
  (await activate()).trainings.forget(training);
}

/** Waits until metrics.jsonl has this epoch, because no connection reports it. */
async function untilTrained(folder: string, epoch: number): Promise<void> {
  await until(`epoch ${epoch}`, async () => numbersOf(await readEvents(folder)).some((each) => each >= epoch));
}
