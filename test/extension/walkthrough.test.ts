/** Each step of the walkthrough is completed by what it describes, and by nothing before. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import * as vscode from "vscode";
import { FakePage } from "./fakePage";
import { activate, answering, config, placeGoldenRun, stopDebugging, tidy, trainToEnd, until } from "./parts";

describe("the walkthrough's steps", () => {
  let completed: Set<string>;
  const { showQuickPick, showInputBox } = vscode.window;

  before(async () => {
    completed = (await activate()).completedSteps;
  });
  beforeEach(async () => {
    await tidy();
    completed.clear();
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showQuickPick, showInputBox });
    await tidy();
  });

  /** Runs New Network Config… and selects the item with this label. */
  async function newConfig(label: string, name: string): Promise<vscode.Uri> {
    Object.assign(vscode.window, {
      showQuickPick: async (items: { label: string }[]) => items.find((each) => each.label === label) ?? items[0],
      showInputBox: async () => name,
    });
    const made = await vscode.commands.executeCommand<vscode.Uri | undefined>("matrixNetwork.newConfig");
    assert.ok(made);
    return made;
  }

  it("begin with a config from a template", async () => {
    const made = await newConfig("Iris flowers", "first-steps");
    assert.deepEqual([...completed], ["config"]);
    await vscode.workspace.fs.delete(made);
  });

  it("go on with a hover", async () => {
    const { document } = await vscode.window.showTextDocument(config("iris"));
    const hover = (text: string) =>
      vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, positionOf(document, text));
    await hover("{");
    assert.deepEqual([...completed], []);
    await hover('"softmax"');
    assert.deepEqual([...completed], ["hovers"]);
  });

  it("have a training whose panel is shown", async () => {
    await trainToEnd(config("iris"));
    await until("the step", () => completed.has("train"));
    assert.deepEqual([...completed], ["train"]);
  });

  it("have a drawing, not the empty picture that the tab begins with", async () => {
    const page = await FakePage.of(placeGoldenRun());
    page.say({ type: "ready" });
    await page.ask("activations", { values: new Float32Array(4), at: "best" });
    assert.deepEqual([...completed], []);
    await page.ask("activations", { values: Float32Array.of(5.1, 3.5, 1.4, 0.2), at: "best" });
    assert.deepEqual([...completed], ["tryIt"]);
  });

  it("have a config for data of one's own, of which there are samples", async () => {
    const made = await newConfig("A sample project with a table", "flowers");
    try {
      assert.match(made.fsPath, /iris-table[/\\]flowers\.network\.json$/);
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(made));
      assert.match(text, /"path": "iris\.csv"/);
      assert.deepEqual([...completed], ["ownData"]);
    } finally {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      rmSync(dirname(made.fsPath), { recursive: true });
    }
  });

  it("end with a step in the debugger", async () => {
    const example = { values: [5.1, 3.5, 1.4, 0.2] };
    const launch = { type: "matrix-network", request: "launch", name: "iris", run: placeGoldenRun(), example };
    try {
      await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], launch);
      await until("the stop", () => vscode.debug.activeStackItem);
      assert.deepEqual([...completed], []);
      await vscode.commands.executeCommand("workbench.action.debug.stepOver");
      await until("the step", () => completed.has("debugger"));
    } finally {
      await stopDebugging();
    }
  });

  it("need a folder, which New Network Config… says", async () => {
    const { workspaceFolders } = vscode.workspace;
    Object.defineProperty(vscode.workspace, "workspaceFolders", { value: undefined, configurable: true });
    try {
      const { said } = await answering(undefined, async () =>
        vscode.commands.executeCommand("matrixNetwork.newConfig"),
      );
      assert.match(said.join(), /Open a folder, then run New Network Config… again\./);
    } finally {
      Object.defineProperty(vscode.workspace, "workspaceFolders", { value: workspaceFolders, configurable: true });
    }
  });
});

function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + 1);
}
