/** The debugger takes over a training started by the code lens and hands it back; the button of Find the Moment… */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { activate, answering, config, pidOf, startTraining, stopDebugging, tidy, trainToEnd, until } from "./parts";

describe("debugging a run of the workspace", () => {
  const file = config("attached");
  let stops: Stop[];
  let tracker: vscode.Disposable;

  interface Stop {
    readonly reason: string;
    readonly session: vscode.DebugSession;
  }

  beforeEach(async () => {
    await activate();
    stops = [];
    tracker = vscode.debug.registerDebugAdapterTrackerFactory("matrix-network", {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: ({ event, body }: DebugProtocol.StoppedEvent) => {
          if (event === "stopped") stops.push({ reason: body.reason, session });
        },
      }),
    });
  });
  afterEach(async () => {
    await stopDebugging();
    tracker.dispose();
    await tidy();
    rmSync(file.fsPath, { force: true });
  });

  /** Returns the reason of the next stop, and the names of its minibatch and epoch frames. */
  const stop = async () => {
    const { reason, session } = await until("a stop", () => stops.shift());
    const { stackFrames } = await session.customRequest("stackTrace", { threadId: 1 });
    return [reason, ...(stackFrames as DebugProtocol.StackFrame[]).slice(-2).map(({ name }) => name)];
  };
  const weights = async (run: string) => (await readCheckpoint(join(run, "last.npz"))).arrays;
  const lenses = async () =>
    (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", file)) ?? [];

  it("goes on where the lens's training was, for panel and tree without a gap, and gives it back with the same weights", async () => {
    const iris = parse(readFileSync(config("iris").fsPath, "utf8"));
    const write = (epochs: number) => {
      const training = { ...iris.training, epochs, checkpointEvery: 4000, keepEvery: 2000 };
      writeFileSync(file.fsPath, JSON.stringify({ ...iris, training }));
    };
    write(4000);
    await vscode.window.showTextDocument(file);
    const { networks } = await activate();
    const live = await startTraining("attached");
    await vscode.commands.executeCommand("matrixNetwork.pause", live.folder);
    await until("the run in the tree", () => networks.run(live.folder));
    const seen = new Set<string>();
    const epochs: number[] = [];
    const watching = [
      live.onDidChange(({ state }) => seen.add(state)),
      live.onEvent((event) => event.type === "epoch" && epochs.push(event.epoch)),
      networks.onDidChange(() => seen.add(networks.run(live.folder)?.state ?? "not there")),
    ];
    const before = live.lastEpoch?.epoch ?? 0;
    // It cannot end before it is paused, and trains no longer than necessary after the debugger.
    const last = before + 200;
    await live.request("apply", { path: "training.epochs", value: last });
    const [, debugging] = await until("the lens of a training", async () => {
      const found = (await lenses()).map(({ command }) => command);
      return found[0]?.title.includes("Stop") && found;
    });
    assert.match(debugging?.title ?? "", /Debug/);
    const trainer = pidOf(live.folder);
    await vscode.commands.executeCommand(debugging?.command ?? "", ...(debugging?.arguments ?? []));
    const [reason, , epoch] = await stop();
    assert.deepEqual([reason, epoch], ["entry", `epoch ${before + 1} of ${last}`]);
    const adapter = pidOf(live.folder);
    assert.notEqual(adapter, trainer);
    await until("the window to follow the debugger", () => live.pid === adapter && live.state === "paused");
    await vscode.commands.executeCommand("workbench.action.debug.stepOver");
    assert.equal((await stop())[0], "step");
    await vscode.commands.executeCommand("workbench.action.debug.disconnect");
    await until("the end of the session", () => !vscode.debug.activeDebugSession);
    await until("the end of the training", () => live.isOver);
    for (const each of watching) each.dispose();
    assert.equal(live.state, "completed");
    assert.deepEqual(
      [...seen].filter((state) => !["running", "paused", "completed"].includes(state)),
      [],
    );
    assert.deepEqual(
      epochs,
      Array.from({ length: last - before }, (_, i) => before + 1 + i),
    );
    write(last);
    assert.deepEqual(await weights(live.folder), await weights(await undisturbed(live.folder)));
  });

  it("attaches to a training that has no run folder yet", async () => {
    const iris = parse(readFileSync(config("iris").fsPath, "utf8"));
    writeFileSync(file.fsPath, JSON.stringify({ ...iris, training: { ...iris.training, epochs: 100_000 } }));
    const { networks, trainings } = await activate();
    await vscode.commands.executeCommand("matrixNetwork.train", file);
    const training = trainings.atWork.find((each) => each.config.fsPath === file.fsPath);
    assert.equal(training?.folder, undefined);
    await vscode.commands.executeCommand("matrixNetwork.debugTraining", file);
    assert.equal((await stop())[0], "entry");
    assert.deepEqual(
      networks.network(file)?.runs.map(({ folder }) => folder),
      [training?.folder],
    );
    await training?.stop();
  });

  it("opens the minibatch that Find the Moment… has found", async () => {
    const run = await trainToEnd(config("iris"));
    const given = { condition: "epoch == 3 && batch == 4" };
    const { said } = await answering("Debug", async () => {
      await vscode.commands.executeCommand("matrixNetwork.findMoment", run, given);
      await until("the session", () => vscode.debug.activeDebugSession);
    });
    assert.match(said[0], /became true in epoch 3, minibatch 4/);
    assert.deepEqual(await stop(), ["entry", "minibatch 4 of 10", "epoch 3 of 20"]);
  });

  /** Trains the same config again and returns the run folder. */
  async function undisturbed(other: string): Promise<string> {
    const { networks } = await activate();
    await vscode.commands.executeCommand("matrixNetwork.train", file);
    const run = await until("another completed run", () =>
      networks.network(file)?.runs.find(({ state, folder }) => state === "completed" && folder !== other),
    );
    return run.folder;
  }
});
