/** Findings of the last run are shown on the line that caused them, and disappear when the config changes. */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { activate, checkout, config, runsOf, tidy, until } from "./parts";
import { withRealPanels } from "./standInPanel";

const golden = checkout("test", "fixtures", "run");

describe("findings of the last run", () => {
  afterEach(async () => {
    await tidy();
    await vscode.workspace.fs.delete(config("heart"));
  });

  /** Writes a run of this config whose validation cost rises from epoch 2 on. */
  const placeRun = () => {
    const folder = join(runsOf("heart"), "20260101T120000Z-00bb");
    cpSync(join(golden, "iris", "20261124T134501Z-3fa9"), folder, { recursive: true });
    const file = join(folder, "metrics.jsonl");
    const [started] = readFileSync(file, "utf8").split("\n");
    const epochs = [0.5, 0.2, 0.3, 0.4, 0.5].map((validationCost, i) => {
      const seconds = { trainSeconds: 1, evaluateSeconds: 1, learningRate: 1 };
      return JSON.stringify({ type: "epoch", epoch: i + 1, cost: 1 / (i + 1), validationCost, ...seconds });
    });
    const done = JSON.stringify({ type: "done", reason: "completed", seconds: 5 });
    writeFileSync(file, `${[started, ...epochs, done].join("\n")}\n`);
  };
  const found = () => vscode.languages.getDiagnostics(config("heart"));
  const overfitting = () => found().find(({ code }) => typeof code === "object" && code.value === "run-overfitting");

  it("stand on the line, until the config is another", async () => {
    const { networks } = await activate();
    cpSync(join(golden, "iris.network.json"), config("heart").fsPath);
    const editor = await vscode.window.showTextDocument(config("heart"));
    placeRun();
    await networks.refresh();
    const { range, message } = await until("the finding", overfitting);
    assert.equal(editor.document.lineAt(range.start).text.trim(), '"epochs": 4,');
    assert.match(message, /^since epoch 2 of the last run/);
    assert.ok(await editor.edit((edit) => edit.replace(range, "9")));
    await until("the finding to go", () => !overfitting());
    await vscode.commands.executeCommand("undo");
    await until("the finding again", overfitting);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// nothing but words\n")));
    await until("the finding a line further", () => overfitting()?.range.start.line === range.start.line + 1);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it(
    "lead to the panel at the moment that is meant",
    withRealPanels(async () => {
      const { networks, panels } = await activate();
      cpSync(join(golden, "iris.network.json"), config("heart").fsPath);
      const { document } = await vscode.window.showTextDocument(config("heart"));
      placeRun();
      await networks.refresh();
      const { range } = await until("the finding", overfitting);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        range.start,
      );
      const contents = hovers.flatMap((hover) => hover.contents);
      const said = contents.map((each) => (typeof each === "string" ? each : each.value));
      const [, query] = said.join("\n").match(/\(command:matrixNetwork\.openResults\?([^)]*)\)/) ?? [];
      const [folder, look] = JSON.parse(decodeURIComponent(query)) as [string, object];
      assert.deepEqual([folder.endsWith("20260101T120000Z-00bb"), look], [true, { tab: "training", epoch: 2 }]);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
      );
      const show = actions.find(({ title }) => title === "Show Epoch 2 in Panel")?.command;
      await vscode.commands.executeCommand(show?.command ?? "", ...(show?.arguments ?? []));
      await until("the panel", () => panels.active === folder);
    }),
  );

  it("go when a newer run shows nothing", async () => {
    const { networks } = await activate();
    cpSync(join(golden, "iris.network.json"), config("heart").fsPath);
    await vscode.window.showTextDocument(config("heart"));
    placeRun();
    await networks.refresh();
    await until("the finding", overfitting);
    const newer = join(runsOf("heart"), "20261124T134501Z-3fa9");
    cpSync(join(golden, "iris", "20261124T134501Z-3fa9"), newer, { recursive: true });
    await until("the finding to go", () => !overfitting());
  });
});
