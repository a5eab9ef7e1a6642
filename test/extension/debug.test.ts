/** Debugging in VS Code itself: an example is stepped through a run's network. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import * as vscode from "vscode";
import { activate, config, placeGoldenRun, tidy, until } from "./parts";

describe("debugging a network", () => {
  beforeEach(activate);
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    await tidy();
  });

  it("stops, steps on, and shows what was computed", async () => {
    const run = placeGoldenRun();
    const example = { values: [5.1, 3.5, 1.4, 0.2] };
    const launch = { type: "matrix-network", request: "launch", name: "iris", run, example };
    assert.equal(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], launch), true);
    const session = await until("the session", () => vscode.debug.activeDebugSession);
    const top = async () => {
      const trace: DebugProtocol.StackTraceResponse["body"] = await session.customRequest("stackTrace", {
        threadId: 1,
      });
      return trace.stackFrames[0]?.name ?? "";
    };
    await until("the stop at the entry", async () => (await top()).startsWith("read the example"));
    // VS Code lets a step pass that comes before it has seen the stop itself: after a while it is told again.
    const step = async (command: "stepOver" | "stepBack", to: string) => {
      let told = 0;
      await until(to, async () => {
        if ((await top()).startsWith(to)) return true;
        if (Date.now() - told < 5000) return false;
        told = Date.now();
        await vscode.commands.executeCommand(`workbench.action.debug.${command}`);
        return false;
      });
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

  it("takes the config's run where no launch.json names one, and stops on the lines of the config", async () => {
    placeGoldenRun();
    const { networks } = await activate();
    await networks.refresh();
    await vscode.window.showTextDocument(config("iris"));
    const launch = { type: "matrix-network", request: "launch", name: "" };
    assert.equal(await vscode.debug.startDebugging(undefined, launch), true);
    const session = await until("the session", () => vscode.debug.activeDebugSession);
    assert.match(session.name, /^Debug an example/);
    const item = await until("the stop", () => vscode.debug.activeStackItem);
    assert.ok(item.session === session);
  });
});

/** z0 · W1 of the first unit, from what the debugger tells. */
async function dot(ask: (expression: string) => Promise<string>): Promise<number> {
  let sum = 0;
  for (let i = 0; i < 4; i++) sum += Number(await ask(`z0[${i}]`)) * Number(await ask(`W1[${i},0]`));
  return sum;
}
