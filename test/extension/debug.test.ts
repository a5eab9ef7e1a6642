/** Debugging in VS Code: stepping an example through a run's network, and training a network in the debugger. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import * as vscode from "vscode";
import type { MatrixHostMessage } from "../../src/protocol/matrixPanel";
import type { InlineValue } from "../../src/protocol/matrixRequest";
import { activate, config, placeGoldenRun, stopDebugging, tidy, until } from "./parts";
import { StandInPanel } from "./standInPanel";

describe("debugging a network", () => {
  let stops: Stops;

  beforeEach(async () => {
    await activate();
    stops = new Stops();
  });
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await stopDebugging();
    stops.dispose();
    await tidy();
  });

  it("stops, steps on, and shows what was computed", async () => {
    const run = placeGoldenRun();
    const example = { values: [5.1, 3.5, 1.4, 0.2] };
    const launch = { type: "matrix-network", request: "launch", name: "iris", run, example };
    assert.equal(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], launch), true);
    const session = await until("the session", () => vscode.debug.activeDebugSession);
    assert.match((await stops.next()).name, /^read the example/);
    const step = async (command: "stepOver" | "stepBack", to: string) => {
      await vscode.commands.executeCommand(`workbench.action.debug.${command}`);
      const { name } = await stops.next();
      assert.ok(name.startsWith(to), `${name} in place of ${to}`);
    };
    await step("stepOver", "forward layer 1");
    await step("stepOver", "forward layer 2");
    const ask = async (expression: string): Promise<string> =>
      (await session.customRequest("evaluate", { expression, context: "repl" })).result;
    const [z, s] = [Number(await ask("z1[0]")), Number(await ask("s1[0]"))];
    assert.ok(Number.isFinite(z) && Number.isFinite(s), `${z}, ${s}`);
    const sum = Number(await ask("b1[0]")) + (await dot(ask));
    assert.ok(Math.abs(sum - s) < 1e-5, `z0·W1 + b1 is ${sum}, and s1 ${s}`);
    await step("stepBack", "forward layer 1");
  });

  it("shows the variables at its first stop, and the editor keeps the focus", async () => {
    const { executeCommand } = vscode.commands;
    const done: string[] = [];
    Object.assign(vscode.commands, {
      executeCommand: async (command: string, ...rest: unknown[]) => {
        const result = await executeCommand(command, ...rest);
        done.push(command);
        return result;
      },
    });
    try {
      const launch = {
        type: "matrix-network",
        request: "launch",
        name: "iris",
        run: placeGoldenRun(),
        stopOnEntry: true,
      };
      assert.equal(await vscode.debug.startDebugging(undefined, { ...launch, mode: "example" }), true);
      const shown = ["workbench.view.debug", "workbench.action.focusActiveEditorGroup"];
      await until("the view", () => shown.every((command) => done.includes(command)));
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
  });

  it("takes the config's run for an example where no launch.json names one, and stops on the lines of the config", async () => {
    const manifest = join(placeGoldenRun(), "manifest.json");
    const trained = { ...JSON.parse(readFileSync(manifest, "utf8")), configPath: "../../../iris.network.json" };
    writeFileSync(manifest, JSON.stringify(trained));
    const { networks } = await activate();
    await networks.refresh();
    const { document } = await vscode.window.showTextDocument(config("iris"));
    const launch = { type: "matrix-network", request: "launch", name: "", mode: "example" };
    assert.equal(await vscode.debug.startDebugging(undefined, launch), true);
    const session = await until("the session", () => vscode.debug.activeDebugSession);
    assert.match(session.name, /^Debug an example/);
    const { source, line } = await stops.next();
    assert.equal(source?.path, config("iris").fsPath);
    assert.match(document.lineAt(line - 1).text, /"data"/);
  });

  it("trains as Train Network does where VS Code runs without debugging", async () => {
    const { trainings } = await activate();
    await vscode.window.showTextDocument(config("iris"));
    await vscode.commands.executeCommand("workbench.action.debug.run");
    const training = await until("the training", () => trainings.atWork[0]);
    assert.equal(training.config.fsPath, config("iris").fsPath);
    assert.equal(vscode.debug.activeDebugSession, undefined);
    await training.ended;
  });

  it("trains the config in the editor: stops where a condition holds, goes back, and on to the end", async () => {
    const { networks, matrixPanels } = await activate();
    const { document } = await vscode.window.showTextDocument(config("iris"));
    const at = document.positionAt(document.getText().indexOf('"batchSize"'));
    const place = new vscode.Location(document.uri, new vscode.Position(at.line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place, true, "epoch == 3 && batch == 1 && cost > 0")]);
    await vscode.commands.executeCommand("workbench.action.debug.start");
    const session = await until("the session", () => vscode.debug.activeDebugSession);
    assert.match(session.name, /^Debug the training/);
    const { name, source } = await stops.next();
    assert.equal(source?.path, config("iris").fsPath);
    assert.match(name, /^read the minibatch/);
    const matrix = new StandInPanel<MatrixHostMessage>();
    await matrixPanels.adopt(session, "W1", matrix.panel);
    matrix.say({ type: "ready" });
    matrix.say({ type: "look", id: 1, name: "W1", picture: { rows: 8, columns: 8 } });
    const seen = (stop: RegExp) => () =>
      matrix.received.find((each) => each.type === "matrix" && stop.test(each.picture.stop));
    await until("the matrix", seen(/^epoch 3 of 20 · minibatch 1 of 10 · before read the minibatch/));
    const where = async () => {
      const { stackFrames } = await session.customRequest("stackTrace", { threadId: 1 });
      return (stackFrames as DebugProtocol.StackFrame[]).slice(-2).map(({ name }) => name);
    };
    assert.deepEqual(await where(), ["minibatch 1 of 10", "epoch 3 of 20"]);
    await vscode.commands.executeCommand("workbench.action.debug.stepBack");
    assert.match((await stops.next()).name, /^update layer 2/);
    assert.deepEqual(await where(), ["minibatch 10 of 10", "epoch 2 of 20"]);
    await until("the matrix of this stop", seen(/^epoch 2 of 20 · minibatch 10 of 10 · before update layer 2/));
    const { values } = await session.customRequest("inlineValues");
    const layer = document.positionAt(document.getText().indexOf('{ "units"')).line + 1;
    const { text } = values.find(({ line }: InlineValue) => line === layer);
    assert.match(text, /^z1 10×8, norm .* · delta1 10×8, norm .* · GW1 4×8, norm .* · W1 4×8, norm /);
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.commands.executeCommand("workbench.action.debug.continue");
    await until("the end of the session", () => !vscode.debug.activeDebugSession);
    await networks.refresh();
    const run = await until("the run in the tree", () => networks.network(config("iris"))?.runs[0]);
    assert.deepEqual([run.state, run.epoch], ["completed", 20]);
    await until("the end in View Matrix", () => matrix.received.find(({ type }) => type === "over"));
    // The tree starts a debug session that replays the run.
    await vscode.commands.executeCommand("matrixNetwork.debugTraining", { kind: "run", run });
    await until("the session of the run", () => vscode.debug.activeDebugSession);
    assert.match((await stops.next()).name, /^read the minibatch/);
  });

  it("takes View Matrix on after the window was reloaded, and goes through the terms of an element", async () => {
    const { matrixPanels } = await activate();
    const unknown = new StandInPanel<MatrixHostMessage>();
    await matrixPanels.restore(unknown.panel, {});
    assert.ok(unknown.isClosed);
    const matrix = new StandInPanel<MatrixHostMessage>();
    await matrixPanels.restore(matrix.panel, { name: "W1", session: "Debug iris" });
    assert.equal(matrix.title, "W1");
    matrix.say({ type: "ready" });
    matrix.say({ type: "look", id: 1, name: "W1", picture: { rows: 8, columns: 8 } });
    await until("that it is over", () => matrix.received.find(({ type }) => type === "over"));
    assert.deepEqual(
      matrix.received.map(({ type }) => type),
      ["begin", "over"],
    );
    const about = { name: "Debug iris", config: config("iris").fsPath, stopOnEntry: true };
    await vscode.debug.startDebugging(undefined, { type: "matrix-network", request: "launch", ...about });
    await until("the matrix", () => matrix.received.find(({ type }) => type === "matrix"));
    await stops.next();
    // Step Through Terms in the context menu of a variable.
    const chosen = { variable: { name: "[0]", value: "0", evaluateName: "W1[3][0]" } };
    await vscode.commands.executeCommand("matrixNetwork.stepThroughTerms", chosen);
    assert.match((await stops.next()).name, /^gradient · GW1\[3,0\] = /);
  });
});

/**
 * Records the stops, in order, once VS Code has processed them, that is, when it requests their stack trace. A step
 * before that is skipped.
 */
class Stops {
  private readonly frames: DebugProtocol.StackFrame[] = [];
  private isNew = false;
  private taken = 0;
  private readonly registration = vscode.debug.registerDebugAdapterTrackerFactory("matrix-network", {
    createDebugAdapterTracker: () => ({ onDidSendMessage: (message) => this.note(message) }),
  });

  /** Returns the top frame of the next stop. */
  async next(): Promise<DebugProtocol.StackFrame> {
    const frame = await until("a stop", () => this.frames[this.taken]);
    this.taken++;
    return frame;
  }

  dispose(): void {
    this.registration.dispose();
  }

  private note(message: DebugProtocol.ProtocolMessage): void {
    const { event, command, body } = message as DebugProtocol.Event & DebugProtocol.StackTraceResponse;
    if (event === "stopped") this.isNew = true;
    if (command !== "stackTrace" || !this.isNew) return;
    this.isNew = false;
    this.frames.push(body.stackFrames[0]);
  }
}

/** Computes z0 · W1 for the first unit from the debugger's values. */
async function dot(ask: (expression: string) => Promise<string>): Promise<number> {
  let sum = 0;
  for (let i = 0; i < 4; i++) sum += Number(await ask(`z0[${i}]`)) * Number(await ask(`W1[${i},0]`));
  return sum;
}
